/** Puts together the evidence for one programme version out of all that is known of a learner. Pure. */
import {
  type CourseResult,
  coursesOf,
  type Evidence,
  type ExamResult,
  examsOf,
  type Hold,
  leavesOf,
  momentOf,
  nestedIn,
  type Programme,
} from '../programmes/index.ts';
import { arrange } from './decide.ts';

export type Known = Partial<Pick<Evidence, 'capstones' | 'credentials' | 'payments' | 'extraAttempts'>> & {
  learner: string;
  courses: readonly CourseResult[];
  exams: readonly ExamResult[];
  holds: readonly Hold[];
  /** ms since 1970 */
  now: number;
};

/** Only what the programme asks for becomes evidence, so that a result elsewhere changes no decision here. */
export function gather(programme: Programme, known: Known): Evidence {
  const { requirement, fees } = programme;
  const sat = examsOf(requirement);
  const courses = new Set(coursesOf(requirement));
  const exams = new Set(sat.map(({ exam }) => exam));
  const wholes = new Set(sat.map(({ rule }) => rule.exam));
  const capstones = new Set(leavesOf(requirement).flatMap((leaf) => (leaf.kind === 'capstone' ? [leaf.capstone] : [])));
  const nested = new Set(nestedIn(requirement));
  const charged = new Set((fees?.list ?? []).map(({ id }) => id));
  const taken = known.exams.filter(({ exam }) => exams.has(exam));
  return arrange({
    learner: known.learner,
    at: momentFor(programme, taken) ?? known.now,
    courses: known.courses.filter(({ course }) => courses.has(course)),
    exams: taken,
    holds: [...known.holds],
    // A list with nothing in it is left out, as it was before there were such lists: the evidence keeps its hash.
    ...filled(
      'capstones',
      (known.capstones ?? []).filter(({ capstone }) => capstones.has(capstone)),
    ),
    ...filled(
      'credentials',
      (known.credentials ?? []).filter((held) => nested.has(held.programme)),
    ),
    ...filled(
      'payments',
      (known.payments ?? []).filter(({ fee }) => charged.has(fee)),
    ),
    ...filled(
      'extraAttempts',
      (known.extraAttempts ?? []).filter(({ exam }) => wholes.has(exam)),
    ),
  });
}

const filled = <K extends string, T>(key: K, list: T[]) => (list.length > 0 ? { [key]: list } : {}) as Partial<Record<K, T[]>>; // one key, K

/**
 * When course results are old enough to expire: at the sitting that counts. That is the first one passed, or else the
 * latest; a further attempt at a passed exam must not make the courses older.
 */
function momentFor({ requirement }: Programme, taken: readonly ExamResult[]): number | null {
  const rules = new Set(examsOf(requirement).map(({ rule }) => rule));
  const moments = [...rules].map((rule) => momentOf(rule, taken)).filter((moment) => moment !== null);
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
