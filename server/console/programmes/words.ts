/** Says rules and reasons in the reader's language. */
import { useMemo } from 'react';
import type { RuleReport } from '../../../shared/contract/console.ts';
import {
  type CohortRule,
  type CourseRule,
  type Requirement,
  saidOf,
  toldOf,
  type Verdict,
  type Why,
} from '../../../shared/programme/index.ts';
import { type Figures, sayAll, toldIn, useFigures } from '../app/said.ts';
import { type Say, useText } from '../app/text.tsx';

export { type Figures, useFigures } from '../app/said.ts';

/** A reason as a sentence. */
export const sayWhy = (t: Say, f: Figures, why: Why): string => sayAll(t, f, saidOf(why));

/** A verdict as the tree that staff know, in the reader's language. */
export const reportIn = (t: Say, f: Figures, verdict: Verdict): RuleReport => toldIn(t, f, toldOf(verdict));

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
