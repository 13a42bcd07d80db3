/** Programmes: their rules as data, what rules make of evidence, and what it costs. Pure, for server and pages alike. */
export { AttemptRule } from './attempt-rule.ts';
export { type Attempts, attemptsOf } from './attempts.ts';
export { CourseCode } from './codes.ts';
export { CalendarDate, dateOf, isOlderThan, monthsAfter, startOf } from './dates.ts';
export { type Change, changesBetween } from './diff.ts';
export { evaluate, judge } from './evaluate.ts';
export {
  CapstoneResult,
  CourseResult,
  Evidence,
  ExamResult,
  ExtraAttempt,
  HeldCredential,
  Hold,
  HoldKind,
  Payment,
} from './evidence.ts';
export { Fee, FeeSchedule, type Payer, type Quote, type QuoteLine, quoteFor } from './fees.ts';
export { type HoldWords, holdReason, holdSaid } from './hold-words.ts';
export { compareText, isGrandfathered } from './judge-course.ts';
export { momentOf } from './judge-exam.ts';
export { openFees } from './judge-fees.ts';
export { mayTake } from './may-take.ts';
export { CredentialClass, Pathway, Programme, policyOf } from './programme.ts';
export {
  type CapstoneRule,
  type CohortRule,
  type CombinedRule,
  type CourseRule,
  type ExamRule,
  type Graded,
  type Leaf,
  type MultiPartExamRule,
  type NestedRule,
  Requirement,
} from './rules.ts';
export { saidOf, toldOf, wordsAlone } from './said.ts';
export { circleFrom, coursesOf, examsOf, innerOf, leavesOf, nestedIn, type SatExam, withoutExams } from './tree.ts';
export {
  Cents,
  inPercent,
  Percent,
  Share,
  shareOf,
  shareToPercent,
  showCents,
  showPercent,
  showShare,
  WeightPercent,
} from './units.ts';
export { type CourseFault, reasonsOf, reportOf, type Status, type Verdict, type Why, wordsOf } from './verdict.ts';
