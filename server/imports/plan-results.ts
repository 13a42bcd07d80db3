/** What course results of another system's file change. */
import type { ImportSettings } from '../../shared/contract/imports.ts';
import { CalendarDate, CourseCode, Percent } from '../../shared/programme/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { ImportPlan, Learner, Programmes, ReadCsv } from '../programmes/index.ts';
import { createFinder, type People } from './people.ts';
import type { Plan } from './plan.ts';
import { type CourseFormat, type ReadResult, readResults } from './read-results.ts';
import type { Problem } from './table-file.ts';

type Options = {
  format: CourseFormat;
  text: string;
  settings: ImportSettings;
  known: People;
  intake: Programmes['intake'];
  reader: Db | Trx;
};

export async function planResults({ format, text, settings, known, intake, reader }: Options): Promise<Plan> {
  const { results, problems } = readResults(format, text, settings);
  const find = createFinder(known);
  const rows: ReadCsv['rows'] = [];
  const faults: Problem[] = [...problems];
  for (const result of results) {
    const found = find(result.who);
    if ('fault' in found) {
      faults.push({ row: result.row, column: null, message: found.fault });
      continue;
    }
    const data = dataOf(result, found.learner, settings);
    if ('column' in data) faults.push({ row: result.row, ...data });
    else rows.push({ row: result.row, data });
  }
  const plan: ImportPlan = await intake.plan(reader, { rows, problems: faults });
  const rowOf = new Map(rows.map(({ row, data }) => [data.learner_id, row]));
  return {
    changes: plan.results.map(({ learner, course, run, grade, verified, completedOn, revision }) => ({
      row: rowOf.get(learner) ?? 0,
      learner,
      what: `${course} ${run}: ${grade} %, ${verified ? 'verified' : 'not verified'}, ${completedOn}${revision > 1 ? ', in place of what was known' : ''}`,
    })),
    unchanged: plan.report.unchanged,
    problems: plan.report.problems,
    questions: [],
    write: (trx, from) => intake.write(trx, plan, from),
  };
}

type Data = ReadCsv['rows'][number]['data'];
function dataOf(result: ReadResult, learner: Learner, settings: ImportSettings): Data | Omit<Problem, 'row'> {
  const [course, grade, completedOn] = [
    CourseCode.safeParse(settings.course),
    Percent.safeParse(result.percent),
    CalendarDate.safeParse(result.completedOn),
  ];
  if (!course.success) return { column: 'course', message: `${settings.course} is no code of a course` };
  // A grade between 0 and 1 % reads like a share of 1, and passes nothing: it is written as 0.
  const percent = grade.success ? grade.data : Percent.parse(0);
  if (!completedOn.success) return { column: 'scoreDate', message: `"${result.completedOn}" is no day written as YYYY-MM-DD` };
  return {
    learner_id: learner.id,
    email: learner.email,
    name: learner.name,
    country: learner.country,
    course: course.data,
    run: settings.run ?? '',
    grade_percent: percent,
    verified: result.verified,
    completed_on: completedOn.data,
  };
}
