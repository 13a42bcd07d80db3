/** Reasons as messages of the catalogues. Pure. */
import type { RuleReport } from '../contract/console.ts';
import type { Said, SaidValue } from '../contract/said.ts';
import { type CourseFault, reportOf, type Verdict, type Why } from './verdict.ts';

const percent = (value: number): SaidValue => ({ percent: value });
const day = (date: string): SaidValue => ({ day: date });

function faultSaid(fault: CourseFault): Said {
  switch (fault.is) {
    case 'grade':
      return { id: 'why.grade', values: { earned: percent(fault.earned), needed: percent(fault.needed) } };
    case 'unverified':
      return { id: 'why.unverified' };
    case 'old':
      return { id: 'why.old', values: { years: fault.years, on: day(fault.on) } };
    case 'too-early':
      return { id: 'why.too-early', values: { run: fault.run, from: day(fault.from) } };
    case 'excluded':
      return { id: 'why.excluded', values: { run: fault.run } };
  }
}

/** A reason as sentences that stand beside each other. Titles come from the programme and stay in its language. */
export function saidOf(why: Why): Said[] {
  switch (why.is) {
    case 'course-short':
      return why.faults.map(faultSaid);
    case 'course-met':
      return [
        {
          id: 'why.course-met',
          values: { earned: percent(why.earned), on: day(why.on), verified: why.verified ? 'yes' : 'no' },
        },
        ...(why.as ? [{ id: 'why.as', values: { as: why.as } }] : []),
        ...(why.named ? [{ id: 'why.named', values: { run: why.named } }] : []),
      ];
    case 'fee-unpaid':
      return [{ id: 'why.fee-unpaid', values: { amount: { cents: why.amountCents, currency: why.currency } } }];
    default:
      return [{ id: `why.${why.is}`, values: valuesOf(why) }];
  }
}

function valuesOf(why: Why): Record<string, SaidValue> {
  const values: Record<string, SaidValue> = {};
  for (const [name, value] of Object.entries(why)) {
    if (name === 'earned' || (name === 'needed' && 'earned' in why)) values[name] = percent(Number(value));
    else if (name === 'on') values[name] = day(String(value));
    else if (name === 'until') values[name] = { at: Number(value) };
    else if (name !== 'is' && (typeof value === 'number' || typeof value === 'string')) values[name] = value;
  }
  return values;
}

const gateTitles: Record<string, string> = {
  'What comes before': 'gate.before',
  Attempts: 'gate.attempts',
  Wait: 'gate.wait',
  Fees: 'gate.fees',
};

/** A verdict with its English words and, beside them, what pages say in the reader's language. */
export function toldOf(verdict: Verdict): RuleReport {
  const { children, ...own } = reportOf({ ...verdict, children: [] });
  const title = gateTitles[verdict.rule];
  return {
    ...own,
    ...(title ? { title } : {}),
    said: saidOf(verdict.why),
    children: [...children, ...verdict.children.map(toldOf)],
  };
}

/** The words alone, as they are stored. */
export const wordsAlone = ({ rule, status, reason, children }: RuleReport): RuleReport => ({
  rule,
  status,
  reason,
  children: children.map(wordsAlone),
});
