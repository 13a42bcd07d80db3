/** Programmes, learners and course results in the database. Rows are parsed on the way out, since a disk is a boundary. */
import canonicalize from 'canonicalize';
import { digest } from '../../shared/journal/chain.ts';
import { CourseResult, Programme } from '../../shared/programme/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { ImportPlan, Learner, StoredResult } from './plan-import.ts';

type Reader = Db | Trx;

/** Whether the row was new; an existing row with the same key is left alone. */
export async function insertProgramme(trx: Trx, programme: Programme, by: string, at: number): Promise<boolean> {
  const body = canonicalize(programme);
  if (body === undefined) throw new Error('A programme always has a JSON form.');
  const { id, version } = programme;
  const row = { id, version, body, hash: digest(programme), published_at: at, published_by: by };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('programme')
    .values(row)
    .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function programmeVersion(db: Reader, id: string, version: string): Promise<Programme | null> {
  const query = db.selectFrom('programme').select('body').where('id', '=', id).where('version', '=', version);
  const row = await query.executeTakeFirst();
  return row ? readBody(row.body) : null;
}

/** The version published last. */
export async function newestProgramme(db: Reader, id: string): Promise<Programme | null> {
  const query = db.selectFrom('programme').select('body').where('id', '=', id);
  const row = await query.orderBy('published_at', 'desc').orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row ? readBody(row.body) : null;
}

export async function allProgrammes(db: Reader): Promise<Programme[]> {
  const rows = await db.selectFrom('programme').select('body').execute();
  return rows.map((row) => readBody(row.body));
}

const readBody = (body: string): Programme => Programme.parse(JSON.parse(body));

export async function allLearners(db: Reader): Promise<Learner[]> {
  return await db.selectFrom('learner').select(['id', 'name', 'country', 'email']).orderBy('id').execute();
}

export async function learnerById(db: Reader, id: string): Promise<Learner | null> {
  const query = db.selectFrom('learner').select(['id', 'name', 'country', 'email']).where('id', '=', id);
  return (await query.executeTakeFirst()) ?? null;
}

/** The newest revision of every course result, of one learner or of all. */
export async function currentResults(db: Reader, learner?: string): Promise<StoredResult[]> {
  let query = db
    .selectFrom('course_result as result')
    .selectAll()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('course_result as newer')
            .select('newer.revision')
            .whereRef('newer.learner', '=', 'result.learner')
            .whereRef('newer.course', '=', 'result.course')
            .whereRef('newer.run', '=', 'result.run')
            .whereRef('newer.revision', '>', 'result.revision'),
        ),
      ),
    );
  if (learner !== undefined) query = query.where('result.learner', '=', learner);
  const rows = await query.orderBy('learner').orderBy('course').orderBy('run').execute();
  return rows.map((row) => ({
    learner: row.learner,
    revision: row.revision,
    ...CourseResult.parse({
      course: row.course,
      run: row.run,
      grade: row.grade_percent,
      verified: row.verified === 1,
      completedOn: row.completed_on,
    }),
  }));
}

/** Rows per statement: the engines limit the parameters of one statement. */
const CHUNK = 500;
const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK));

/** @throws ProblemError `conflict` when another import came in between; the transaction must then be given up */
export async function insertPlan(trx: Trx, plan: ImportPlan, from: { source: string; by: string; at: number }): Promise<void> {
  let written = 0n;
  for (const some of chunks(plan.learners)) {
    const rows = some.map((learner) => ({ ...learner, created_at: from.at }));
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('learner')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    written += numInsertedOrUpdatedRows ?? 0n;
  }
  for (const some of chunks(plan.results)) {
    const rows = some.map(({ grade, verified, completedOn, ...key }) => ({
      ...key,
      grade_percent: grade,
      verified: verified ? 1 : 0,
      completed_on: completedOn,
      source: from.source,
      imported_at: from.at,
      imported_by: from.by,
    }));
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('course_result')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    written += numInsertedOrUpdatedRows ?? 0n;
  }
  if (written !== BigInt(plan.learners.length + plan.results.length)) {
    throw new ProblemError('conflict', 'Another import came in at the same moment. Nothing was changed; import the file again.');
  }
}
