/** Judges course results, work that people mark, and credentials of other programmes. Pure. */
import { isOlderThan, monthsAfter, startOf } from './dates.ts';
import type { CourseResult, Evidence } from './evidence.ts';
import type { AtLeast, CapstoneRule, CohortRule, CourseRule, NestedRule } from './rules.ts';
import type { CourseFault, Verdict, Why } from './verdict.ts';

/** By code unit, the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Shortfall = { result: CourseResult; faults: CourseFault[] };

/** Every result that is one of this course, with what it lacks; the one that speaks best for the learner first. */
function resultsFor(rule: CourseRule, results: readonly CourseResult[], at: number): Shortfall[] {
  return results
    .filter((result) => isOf(rule, result))
    .map((result): Shortfall => ({ result, faults: faultsOf(rule, result, at) }))
    .toSorted(byNearness);
}

const isOf = (rule: CourseRule, { course, run }: CourseResult): boolean =>
  course === rule.course ||
  (rule.formerly ?? []).some((former) => former.course === course && (former.runs === null || former.runs.includes(run)));

function faultsOf(rule: CourseRule, result: CourseResult, at: number): CourseFault[] {
  const faults: CourseFault[] = [];
  const { grade, run, completedOn } = result;
  if (grade < rule.minimumPercent) faults.push({ is: 'grade', earned: grade, needed: rule.minimumPercent });
  if (rule.verifiedOnly && !result.verified) faults.push({ is: 'unverified' });
  if (rule.maximumAgeYears !== null && isOlderThan(completedOn, rule.maximumAgeYears, at)) {
    faults.push({ is: 'old', years: rule.maximumAgeYears, on: completedOn });
  }
  const { from, named = [], except = [] } = rule.runs ?? {};
  if (except.includes(run)) faults.push({ is: 'excluded', run });
  if (from !== undefined && completedOn < from && !named.includes(run))
    faults.push({ is: 'too-early', run, from, on: completedOn });
  return faults;
}

/** Fewest faults, then the best grade, then the newest. */
const byNearness = (a: Shortfall, b: Shortfall): number =>
  a.faults.length - b.faults.length ||
  b.result.grade - a.result.grade ||
  compareText(b.result.completedOn, a.result.completedOn) ||
  compareText(a.result.run, b.result.run) ||
  compareText(a.result.course, b.result.course);

export function judgeCourse(rule: CourseRule, results: readonly CourseResult[], at: number): Verdict {
  const { course } = rule;
  const verdict = (status: Verdict['status'], why: Why): Verdict => ({ rule: rule.title, status, why, children: [] });
  const [nearest] = resultsFor(rule, results, at);
  if (!nearest) return verdict('unmet', { is: 'course-none', course });
  if (nearest.faults.length > 0) return verdict('unmet', { is: 'course-short', course, faults: nearest.faults });
  const { grade, verified, completedOn, run, course: earned } = nearest.result;
  const named = rule.runs?.from !== undefined && completedOn < rule.runs.from ? run : null;
  const as = earned === course ? null : earned;
  return verdict('met', { is: 'course-met', course, earned: grade, verified, on: completedOn, as, named });
}

/** The grade that counts for a course, or null: what a combined grade takes. */
export function gradeFor(rule: CourseRule, results: readonly CourseResult[], at: number): number | null {
  const usable = resultsFor(rule, results, at).filter(({ faults }) => faults.every(({ is }) => is === 'grade'));
  return usable.length > 0 ? Math.max(...usable.map(({ result }) => result.grade)) : null;
}

/** How many of a list of courses were met by results that lie within so many months of each other. */
export function metWithin(rule: AtLeast & { withinMonths: number }, evidence: Evidence, at: number): number {
  const dates = rule.of.map((course) =>
    course.kind === 'course'
      ? resultsFor(course, evidence.courses, at).flatMap(({ result, faults }) =>
          faults.length === 0 ? [result.completedOn] : [],
        )
      : [],
  );
  const met = dates.flat().map((from) => {
    const until = monthsAfter(from, rule.withinMonths);
    return dates.filter((own) => own.some((date) => date >= from && date <= until)).length;
  });
  return Math.max(0, ...met);
}

/** Whether a former rule is kept for this learner. */
export function isGrandfathered({ grandfathered }: CohortRule, evidence: Evidence): boolean {
  const { runs = [], startedBefore } = grandfathered;
  const byRun = runs.some((one) => evidence.courses.some(({ course, run }) => course === one.course && one.runs.includes(run)));
  if (byRun || startedBefore === undefined) return byRun;
  return (
    evidence.courses.some(({ completedOn }) => completedOn < startedBefore) ||
    evidence.exams.some(({ takenAt, state }) => state !== 'restored' && takenAt < startOf(startedBefore))
  );
}

export function judgeCapstone(rule: CapstoneRule, { capstones = [] }: Evidence, at: number): Verdict {
  const { title, people, minimumPercent, maximumAgeYears: years } = rule;
  const verdict = (status: Verdict['status'], why: Why): Verdict => ({ rule: title, status, why, children: [] });
  const own = capstones.filter(({ capstone }) => capstone === rule.capstone);
  const isOld = (on: string) => years !== null && isOlderThan(on, years, at);
  const enough = own.filter((one) => one.state === 'final' && one.people >= people);
  const best = enough.toSorted(
    (a, b) => Number(isOld(a.completedOn)) - Number(isOld(b.completedOn)) || b.grade - a.grade || b.people - a.people,
  )[0];
  const isMet = best !== undefined && best.grade >= minimumPercent;
  if (isMet && !isOld(best.completedOn)) {
    return verdict('met', { is: 'capstone-scored', title, earned: best.grade, needed: minimumPercent, people: best.people });
  }
  const open = own.filter((one) => one.state === 'provisional' || (one.state === 'final' && one.people < people));
  if (open.length > 0) {
    const marked = Math.max(...open.map((one) => one.people));
    return verdict('held', { is: 'capstone-provisional', title, people: marked, needed: people });
  }
  if (isMet && years !== null) return verdict('unmet', { is: 'capstone-old', title, years, on: best.completedOn });
  if (best)
    return verdict('unmet', { is: 'capstone-scored', title, earned: best.grade, needed: minimumPercent, people: best.people });
  return verdict('unmet', own.length > 0 ? { is: 'capstone-invalid', title } : { is: 'capstone-none', title });
}

export function judgeNested(rule: NestedRule, { credentials = [] }: Evidence, at: number): Verdict {
  const { title, maximumAgeYears: years } = rule;
  const verdict = (status: Verdict['status'], why: Why): Verdict => ({ rule: title, status, why, children: [] });
  const own = credentials
    .filter(({ programme }) => programme === rule.programme)
    .toSorted((a, b) => compareText(b.awardedOn, a.awardedOn));
  const valid = own.find(({ state }) => state === 'valid');
  if (valid && (years === null || !isOlderThan(valid.awardedOn, years, at))) {
    return verdict('met', { is: 'credential-met', title, on: valid.awardedOn });
  }
  if (own.some(({ state }) => state === 'held')) return verdict('held', { is: 'credential-held', title });
  if (valid && years !== null) return verdict('unmet', { is: 'credential-old', title, years, on: valid.awardedOn });
  return verdict('unmet', { is: 'credential-none', title });
}
