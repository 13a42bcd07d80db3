/** Puts together the evidence for one programme version out of all that is known of a learner. Pure. */
import { type CourseResult, type Evidence, type ExamResult, type Hold, leavesOf, type Programme } from '../programmes/index.ts';
import { arrange } from './decide.ts';

export type Known = {
  learner: string;
  courses: readonly CourseResult[];
  exams: readonly ExamResult[];
  holds: readonly Hold[];
  /** ms since 1970 */
  now: number;
};

/** Only what the programme asks for becomes evidence, so that a result elsewhere changes no decision here. */
export function gather(programme: Programme, known: Known): Evidence {
  const rules = leavesOf(programme.requirement);
  const courses = new Set(rules.flatMap((rule) => (rule.kind === 'course' ? [rule.course] : [])));
  const exams = new Set(rules.flatMap((rule) => (rule.kind === 'exam' ? [rule.exam] : [])));
  const taken = known.exams.filter(({ exam }) => exams.has(exam));
  return arrange({
    learner: known.learner,
    at: momentOf(programme, taken) ?? known.now,
    courses: known.courses.filter(({ course }) => courses.has(course)),
    exams: taken,
    holds: [...known.holds],
  });
}

/**
 * When course results are old enough to expire: at the sitting that counts. That is the first one passed, or else the
 * latest; a further attempt at a passed exam must not make the courses older.
 */
function momentOf(programme: Programme, taken: readonly ExamResult[]): number | null {
  const moments = leavesOf(programme.requirement).flatMap((rule) => {
    if (rule.kind !== 'exam') return [];
    const own = taken.filter(({ exam }) => exam === rule.exam);
    const passed = own.filter(({ state, score }) => state === 'final' && score >= rule.passMarkShare);
    if (passed.length > 0) return [Math.min(...passed.map(({ takenAt }) => takenAt))];
    return own.length > 0 ? [Math.max(...own.map(({ takenAt }) => takenAt))] : [];
  });
  return moments.length > 0 ? Math.max(...moments) : null;
}

/** The best final result of each exam: what a credential states. */
export const bestExams = ({ exams }: Evidence): Pick<ExamResult, 'exam' | 'score'>[] =>
  [
    ...Map.groupBy(
      exams.filter(({ state }) => state === 'final'),
      ({ exam }) => exam,
    ),
  ].map(([exam, results]) => ({ exam, score: results.reduce((a, b) => (b.score > a.score ? b : a)).score }));
