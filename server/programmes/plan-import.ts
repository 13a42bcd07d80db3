/** Decides what an import of course results changes, against what is stored. Pure. */
import type { ImportReport } from '../../shared/contract/console.ts';
import { type CourseResult, dateOf } from '../../shared/programme/index.ts';
import type { ImportProblem, NumberedRow, ReadCsv, Row } from './csv.ts';

export type Learner = { id: string; name: string; country: string; email: string };
/** `revision` counts from 1; a corrected result is a further revision and the former stays. */
export type StoredResult = CourseResult & { learner: string; revision: number };

export type Known = {
  /** Courses of all published programmes. */
  courses: ReadonlySet<string>;
  learners: readonly Learner[];
  /** The newest revision of each result. */
  results: readonly StoredResult[];
  /** ms since 1970 */
  now: number;
};
export type ImportPlan = { learners: Learner[]; results: StoredResult[]; report: ImportReport };

/** The same file again gives a plan that changes nothing. */
export function planImport(read: ReadCsv, known: Known): ImportPlan {
  const learners = new Map(known.learners.map((learner) => [learner.id, learner]));
  const owners = new Map(known.learners.map((learner) => [learner.email, learner.id]));
  const results = new Map(known.results.map((result) => [keyOf(result), result]));
  const seen = new Map<string, number>();
  const plan: ImportPlan = { learners: [], results: [], report: { taken: 0, unchanged: 0, problems: [...read.problems] } };

  for (const { row, data } of read.rows) {
    const learner = learnerOf(data);
    const result = resultOf(data);
    const problems = [
      ...faultsOfResult(row, data, known),
      ...faultsOfLearner(row, learner, learners.get(learner.id), owners.get(learner.email)),
    ];
    const stored = results.get(keyOf(result));
    const same = stored !== undefined && sameResult(stored, result);
    const earlier = seen.get(keyOf(result));
    if (earlier !== undefined && !same) {
      const message = `gives another result for the same learner, course and run than row ${earlier}; keep the right one`;
      problems.push({ row, column: 'run', message });
    }
    if (problems.length > 0) {
      plan.report.problems.push(...problems);
      continue;
    }
    seen.set(keyOf(result), row);
    if (same) {
      plan.report.unchanged += 1;
      continue;
    }
    if (!learners.has(learner.id)) {
      learners.set(learner.id, learner);
      owners.set(learner.email, learner.id);
      plan.learners.push(learner);
    }
    const taken = { ...result, revision: (stored?.revision ?? 0) + 1 };
    results.set(keyOf(result), taken);
    plan.results.push(taken);
    plan.report.taken += 1;
  }
  plan.report.problems.sort((a, b) => a.row - b.row);
  return plan;
}

const learnerOf = (row: Row): Learner => ({
  id: row.learner_id,
  name: row.name,
  country: row.country,
  email: row.email.toLowerCase(),
});
const resultOf = (row: Row): Omit<StoredResult, 'revision'> => ({
  learner: row.learner_id,
  course: row.course,
  run: row.run,
  grade: row.grade_percent,
  verified: row.verified,
  completedOn: row.completed_on,
});
const keyOf = ({ learner, course, run }: Pick<StoredResult, 'learner' | 'course' | 'run'>): string =>
  JSON.stringify([learner, course, run]);
const sameResult = (a: CourseResult, b: CourseResult): boolean =>
  a.grade === b.grade && a.verified === b.verified && a.completedOn === b.completedOn;

function faultsOfResult(row: NumberedRow['row'], data: Row, known: Known): ImportProblem[] {
  const problems: ImportProblem[] = [];
  if (!known.courses.has(data.course)) {
    const message = `${data.course} is no course of a published programme; correct the code or publish the programme first`;
    problems.push({ row, column: 'course', message });
  }
  if (data.completed_on > dateOf(known.now)) {
    problems.push({ row, column: 'completed_on', message: `${data.completed_on} lies in the future; correct the date` });
  }
  return problems;
}

function faultsOfLearner(row: number, learner: Learner, stored: Learner | undefined, owner: string | undefined): ImportProblem[] {
  if (!stored) {
    if (!owner) return [];
    const message = `${learner.email} belongs to learner ${owner}; use that learner_id or another address`;
    return [{ row, column: 'email', message }];
  }
  return (['name', 'country', 'email'] as const)
    .filter((field) => learner[field] !== stored[field])
    .map((column) => {
      const message = `is "${learner[column]}", but learner ${learner.id} is known with "${stored[column]}"; an import of results changes no learner`;
      return { row, column, message };
    });
}
