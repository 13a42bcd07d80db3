/**
 * What became of a rule and why, as data: pages say it in the reader's language, records in English. The English words of
 * a reason are part of stored decisions, which must come out the same again: never change one, add another.
 */
import type { RuleReport } from '../contract/console.ts';
import { showPercent } from './units.ts';

export type Status = RuleReport['status'];

export type CourseFault =
  | { is: 'grade'; earned: number; needed: number }
  | { is: 'unverified' }
  | { is: 'old'; years: number; on: string }
  | { is: 'too-early'; run: string; from: string; on: string }
  | { is: 'excluded'; run: string };

/** Grades and shares are in percent. */
export type Why =
  | { is: 'all'; met: number; of: number }
  | { is: 'steps'; met: number; of: number; next: string }
  | { is: 'some'; met: number; of: number; needed: number }
  | { is: 'some-within'; met: number; of: number; needed: number; months: number }
  | { is: 'former-rule' }
  | { is: 'present-rule' }
  | { is: 'either-rule' }
  | { is: 'course-none'; course: string }
  | {
      is: 'course-met';
      course: string;
      earned: number;
      verified: boolean;
      on: string;
      /** The former code it was earned under. */
      as: string | null;
      /** The run, where it counts because the rule names it. */
      named: string | null;
    }
  | { is: 'course-short'; course: string; faults: CourseFault[] }
  | { is: 'exam-scored'; title: string; earned: number; needed: number }
  | { is: 'exam-provisional'; title: string }
  | { is: 'exam-invalid'; title: string }
  | { is: 'exam-none'; title: string }
  | { is: 'exam-absent'; title: string }
  | { is: 'exam-restored'; title: string }
  | { is: 'exam-beyond'; title: string; most: number }
  | { is: 'parts-scored'; title: string; earned: number; needed: number; hours: number }
  | { is: 'parts-missing'; title: string; part: string }
  | { is: 'parts-apart'; title: string; hours: number }
  | { is: 'part-short'; title: string; part: string; earned: number; needed: number }
  | { is: 'combined'; title: string; earned: number; needed: number }
  | { is: 'combined-missing'; title: string; part: string }
  | { is: 'combined-part'; title: string; part: string; earned: number; needed: number }
  | { is: 'combined-held'; title: string; part: string }
  | { is: 'capstone-scored'; title: string; earned: number; needed: number; people: number }
  | { is: 'capstone-none'; title: string }
  | { is: 'capstone-provisional'; title: string; people: number; needed: number }
  | { is: 'capstone-invalid'; title: string }
  | { is: 'capstone-old'; title: string; years: number; on: string }
  | { is: 'credential-met'; title: string; on: string }
  | { is: 'credential-none'; title: string }
  | { is: 'credential-held'; title: string }
  | { is: 'credential-old'; title: string; years: number; on: string }
  | { is: 'may-take' }
  | { is: 'may-not-take' }
  | { is: 'not-an-exam'; exam: string }
  | { is: 'nothing-before' }
  | { is: 'passed-already'; title: string }
  | { is: 'attempts-left'; used: number; most: number }
  | { is: 'attempts-free'; used: number }
  | { is: 'attempts-used'; used: number; most: number }
  | { is: 'attempts-unpaid'; used: number }
  | { is: 'no-wait' }
  | { is: 'wait'; days: number; until: number }
  | { is: 'fees-settled' }
  | { is: 'fee-paid'; title: string }
  | { is: 'fee-waived'; title: string }
  | { is: 'fee-unpaid'; title: string; amountCents: number; currency: string }
  | { is: 'fee-refunded'; title: string }
  | { is: 'fee-charged-back'; title: string };

export type Verdict = { rule: string; status: Status; why: Why; children: Verdict[] };

/** The same in English words, as it is stored. */
export const reportOf = ({ rule, status, why, children }: Verdict): RuleReport => ({
  rule,
  status,
  reason: wordsOf(why),
  children: children.map(reportOf),
});

const small = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const years = (count: number): string => (count === 1 ? 'one year' : `${small[count] ?? count} years`);
const earnedOf = ({ earned, needed }: { earned: number; needed: number }) =>
  `${showPercent(earned)} earned, ${showPercent(needed)} needed`;
const moment = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function faultWords(fault: CourseFault): string {
  switch (fault.is) {
    case 'grade':
      return earnedOf(fault);
    case 'unverified':
      return 'not verified';
    case 'old':
      return `result older than ${years(fault.years)} (${fault.on})`;
    case 'too-early':
      return `run ${fault.run} ended before ${fault.from}, from when runs count (${fault.on})`;
    case 'excluded':
      return `run ${fault.run} does not count`;
  }
}

export function wordsOf(why: Why): string {
  switch (why.is) {
    case 'all':
      return `${why.met} of ${why.of} met, all needed`;
    case 'steps':
      return why.next ? `${why.met} of ${why.of} steps met; next: ${why.next}` : `${why.met} of ${why.of} steps met`;
    case 'some':
      return `${why.met} of ${why.of} met, ${why.needed} needed`;
    case 'some-within':
      return `${why.met} of ${why.of} met within ${why.months} months of each other, ${why.needed} needed`;
    case 'former-rule':
      return 'The former rule is kept for this learner.';
    case 'present-rule':
      return 'The present rule applies.';
    case 'either-rule':
      return 'The former rule is kept for this learner, who may meet the present one instead.';
    case 'course-none':
      return `${why.course}: no result`;
    case 'course-met': {
      const more = [why.as ? `, as ${why.as}` : '', why.named ? `, run ${why.named} is named by the rule` : ''].join('');
      return `${why.course}: ${showPercent(why.earned)} earned${why.verified ? ', verified' : ''} (${why.on})${more}`;
    }
    case 'course-short':
      return `${why.course}: ${why.faults.map(faultWords).join('; ')}`;
    case 'exam-scored':
    case 'combined':
      return `${why.title}: ${earnedOf(why)}`;
    case 'exam-provisional':
      return `${why.title}: the result is provisional`;
    case 'exam-invalid':
      return `${why.title}: the result was declared invalid`;
    case 'exam-none':
      return `${why.title}: not taken`;
    case 'exam-absent':
      return `${why.title}: did not come`;
    case 'exam-restored':
      return `${why.title}: the attempt was given back after a technical fault; not taken since`;
    case 'exam-beyond':
      return `${why.title}: passed only after the ${why.most} attempts that count`;
    case 'parts-scored':
      return `${why.title}: ${earnedOf(why)}, all parts within ${why.hours} hours`;
    case 'parts-missing':
      return `${why.title}: ${why.part} not taken`;
    case 'parts-apart':
      return `${why.title}: the parts were not taken within ${why.hours} hours of each other`;
    case 'part-short':
    case 'combined-part':
      return `${why.title}: ${why.part} ${earnedOf(why)}`;
    case 'combined-missing':
      return `${why.title}: no result that counts for ${why.part}`;
    case 'combined-held':
      return `${why.title}: ${why.part} is still open`;
    case 'capstone-scored':
      return `${why.title}: ${earnedOf(why)}, marked by ${why.people}`;
    case 'capstone-none':
      return `${why.title}: nothing handed in`;
    case 'capstone-provisional':
      return `${why.title}: marked by ${why.people} of ${why.needed} people`;
    case 'capstone-invalid':
      return `${why.title}: declared invalid`;
    case 'capstone-old':
    case 'credential-old':
      return `${why.title}: older than ${years(why.years)} (${why.on})`;
    case 'credential-met':
      return `${why.title}: awarded (${why.on})`;
    case 'credential-none':
      return `${why.title}: not awarded`;
    case 'credential-held':
      return `${why.title}: not settled at present`;
    case 'may-take':
      return 'The exam may be taken.';
    case 'may-not-take':
      return 'The exam may not be taken yet.';
    case 'not-an-exam':
      return `${why.exam} is no exam of this programme, or not under the rule that applies.`;
    case 'nothing-before':
      return 'Nothing has to be achieved before.';
    case 'passed-already':
      return `${why.title}: passed already, and a passed exam is not taken again`;
    case 'attempts-left':
      return `${why.used} of ${why.most} attempts used`;
    case 'attempts-free':
      return `${why.used} attempts used, any number is allowed`;
    case 'attempts-used':
      return `all ${why.most} attempts used`;
    case 'attempts-unpaid':
      return `${why.used} attempts used, and no paid one is left`;
    case 'no-wait':
      return 'No wait is due.';
    case 'wait':
      return `${why.days} days to wait after the last attempt, until ${moment(why.until)}`;
    case 'fees-settled':
      return 'Nothing is to be paid now.';
    case 'fee-paid':
      return `${why.title}: paid`;
    case 'fee-waived':
      return `${why.title}: waived`;
    case 'fee-unpaid':
      return `${why.title}: not paid (${(why.amountCents / 100).toFixed(2)} ${why.currency} before reductions)`;
    case 'fee-refunded':
      return `${why.title}: paid back`;
    case 'fee-charged-back':
      return `${why.title}: charged back`;
  }
}

/** Why a tree has this status: the reasons at its ends, along the rules that share the status. */
export function reasonsOf(report: RuleReport, status: Status): string[] {
  if (report.status !== status) return [];
  const inner = report.children.flatMap((child) => reasonsOf(child, status));
  // Of a combined grade every part may be met, and the whole not.
  return inner.length > 0 ? inner : [report.reason];
}
