/** Says rules and reasons in the reader's language. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { RuleReport } from '../../../shared/contract/console.ts';
import type { CohortRule, CourseFault, CourseRule, Requirement, Verdict, Why } from '../../../shared/programme/index.ts';
import { type Say, type TextId, useText } from '../app/text.tsx';

/** Figures as the language writes them; percentages are rounded down, so that nothing reads as if it were reached. */
export function useFigures() {
  const intl = useIntl();
  return useMemo(
    () => ({
      percent: (value: number) =>
        intl.formatNumber(Math.floor(Number((value * 10).toFixed(6))) / 1000, { style: 'percent', maximumFractionDigits: 1 }),
      day: (date: string) =>
        intl.formatDate(`${date}T00:00:00Z`, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
      moment: (at: number) => intl.formatDate(at, { day: 'numeric', month: 'short', year: 'numeric' }),
      money: (cents: number, currency: string) => intl.formatNumber(cents / 100, { style: 'currency', currency }),
      number: (value: number) => intl.formatNumber(value),
    }),
    [intl],
  );
}
export type Figures = ReturnType<typeof useFigures>;

const gateTitles: Record<string, TextId> = {
  'What comes before': 'gate.before',
  Attempts: 'gate.attempts',
  Wait: 'gate.wait',
  Fees: 'gate.fees',
};

function sayFault(t: Say, f: Figures, fault: CourseFault): string {
  switch (fault.is) {
    case 'grade':
      return t('why.grade', { earned: f.percent(fault.earned), needed: f.percent(fault.needed) });
    case 'unverified':
      return t('why.unverified');
    case 'old':
      return t('why.old', { years: fault.years, on: f.day(fault.on) });
    case 'too-early':
      return t('why.too-early', { run: fault.run, from: f.day(fault.from) });
    case 'excluded':
      return t('why.excluded', { run: fault.run });
  }
}

/** A reason as a sentence. Titles come from the programme and stay in its language. */
export function sayWhy(t: Say, f: Figures, why: Why): string {
  switch (why.is) {
    case 'course-short':
      return why.faults.map((fault) => sayFault(t, f, fault)).join(' · ');
    case 'course-met':
      return [
        t('why.course-met', { earned: f.percent(why.earned), on: f.day(why.on), verified: why.verified ? 'yes' : 'no' }),
        ...(why.as ? [t('why.as', { as: why.as })] : []),
        ...(why.named ? [t('why.named', { run: why.named })] : []),
      ].join(' · ');
    case 'fee-unpaid':
      return t('why.fee-unpaid', { amount: f.money(why.amountCents, why.currency) });
    default:
      return t(`why.${why.is}`, valuesOf(f, why));
  }
}

/** Percentages and dates of a reason as the language writes them; everything else as it is. */
function valuesOf(f: Figures, why: Why): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(why)) {
    if (name === 'earned' || (name === 'needed' && 'earned' in why)) values[name] = f.percent(Number(value));
    else if (name === 'on') values[name] = f.day(String(value));
    else if (name === 'until') values[name] = f.moment(Number(value));
    else if (typeof value === 'number' || typeof value === 'string') values[name] = value;
  }
  return values;
}

/** A verdict as the tree that staff know, in the reader's language. */
export const reportIn = (t: Say, f: Figures, verdict: Verdict): RuleReport => {
  const title = gateTitles[verdict.rule];
  return {
    rule: title ? t(title) : verdict.rule,
    status: verdict.status,
    reason: sayWhy(t, f, verdict.why),
    children: verdict.children.map((child) => reportIn(t, f, child)),
  };
};

export function useWords() {
  const t = useText();
  const f = useFigures();
  return useMemo(
    () => ({
      f,
      why: (why: Why) => sayWhy(t, f, why),
      report: (verdict: Verdict) => reportIn(t, f, verdict),
      facts: (rule: Requirement) => factsOf(t, f, rule),
      runs: (rule: CourseRule) => runsOf(t, f, rule),
      kept: (rule: CohortRule) => keptFor(t, f, rule),
    }),
    [t, f],
  );
}
export type Words = ReturnType<typeof useWords>;

/** Which runs of a course count, where the rule says something about it. */
function runsOf(t: Say, f: Figures, { runs, formerly = [] }: CourseRule): string[] {
  return [
    ...(runs?.from ? [t('fact.from', { from: f.day(runs.from) })] : []),
    ...(runs?.named?.length ? [t('fact.named', { runs: runs.named.join(', ') })] : []),
    ...(runs?.except?.length ? [t('fact.except', { runs: runs.except.join(', ') })] : []),
    ...formerly.map((former) =>
      former.runs
        ? t('fact.formerlyRuns', { course: former.course, runs: former.runs.join(', ') })
        : t('fact.formerly', { course: former.course }),
    ),
  ];
}

/** For whom the former rule is kept. */
const keptFor = (t: Say, f: Figures, { grandfathered: { runs = [], startedBefore } }: CohortRule): string[] => [
  ...(startedBefore ? [t('fact.startedBefore', { date: f.day(startedBefore) })] : []),
  ...runs.map((one) => t('fact.inRuns', { course: one.course, runs: one.runs.join(', ') })),
];

/** What a rule asks for, in a few words each. */
function factsOf(t: Say, f: Figures, rule: Requirement): string[] {
  const age = (years: number | null) => (years === null ? [] : [t('fact.age', { years })]);
  switch (rule.kind) {
    case 'all-of':
      return rule.of.length > 1 ? [t('fact.all', { count: rule.of.length })] : [];
    case 'at-least':
      return [
        t('fact.some', { count: rule.count, of: rule.of.length }),
        ...(rule.withinMonths === undefined ? [] : [t('fact.within', { months: rule.withinMonths })]),
      ];
    case 'in-order':
      return [t('fact.order')];
    case 'cohort':
      return [];
    case 'course':
      return [
        ...(rule.minimumPercent > 0 ? [t('fact.grade', { grade: f.percent(rule.minimumPercent) })] : []),
        ...(rule.verifiedOnly ? [t('fact.verified')] : []),
        ...age(rule.maximumAgeYears),
        ...runsOf(t, f, rule),
      ];
    case 'exam':
      return rule.passMarkShare > 0 ? [t('fact.grade', { grade: f.percent(rule.passMarkShare * 100) })] : [];
    case 'multi-part-exam':
      return [
        t('fact.grade', { grade: f.percent(rule.passMarkShare * 100) }),
        t('fact.hours', { hours: rule.withinHours }),
        ...rule.parts.map((part) => t('fact.part', { part: part.title, weight: f.percent(part.weightPercent) })),
      ];
    case 'combined':
      return [t('fact.total', { grade: f.percent(rule.minimumPercent) })];
    case 'capstone':
      return [
        t('fact.grade', { grade: f.percent(rule.minimumPercent) }),
        t('fact.people', { count: rule.people }),
        ...age(rule.maximumAgeYears),
      ];
    case 'programme':
      return [t('fact.credential'), ...age(rule.maximumAgeYears)];
  }
}
