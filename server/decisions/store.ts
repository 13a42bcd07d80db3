/** Decisions in the database: appended, never changed. */
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { ProblemError } from '../platform/problem-error.ts';

export type StoredDecision = Selectable<Tables['decision']>;

/** @throws ProblemError `conflict` when this revision was decided in between */
export async function insertDecision(trx: Trx, row: StoredDecision): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('decision')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) {
    throw new ProblemError('conflict', 'Another decision on this learner was made at the same moment. Try again.');
  }
}

export const latestDecision = (db: Db, learner: string, programme: string): Promise<StoredDecision | undefined> =>
  db
    .selectFrom('decision')
    .selectAll()
    .where('learner', '=', learner)
    .where('programme', '=', programme)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Learners and programmes whose newest decision is on hold. */
export async function onHold(db: Db): Promise<{ learner: string; programme: string }[]> {
  const rows = await db.selectFrom('decision').select(['learner', 'programme', 'outcome']).orderBy('revision').execute();
  const newest = new Map(rows.map((row) => [JSON.stringify([row.learner, row.programme]), row]));
  return [...newest.values()].filter(({ outcome }) => outcome === 'on-hold');
}

export const decisionById = (db: Db, id: string): Promise<StoredDecision | undefined> =>
  db.selectFrom('decision').selectAll().where('id', '=', id).executeTakeFirst();

/** The newest first; of one learner and programme the one that stands comes before those it superseded. */
export const allDecisions = (db: Db): Promise<StoredDecision[]> =>
  db.selectFrom('decision').selectAll().orderBy('decided_at', 'desc').orderBy('revision', 'desc').orderBy('id').execute();
