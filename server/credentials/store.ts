/** Credentials and status lists in the database. Every write that came too late is a `conflict`, to be prepared anew. */
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { ProblemError } from '../platform/problem-error.ts';

export type StoredCredential = Selectable<Tables['credential']>;
export type Revocation = { at: number; by: string; reason: string; decision: string | null };
export type StoredList = Selectable<Tables['status_list']>;

const tooLate = () =>
  new ProblemError('conflict', 'Somebody else changed this credential or its status list at the same moment. Try again.');
const exactlyOne = (changed: bigint | undefined): void => {
  if (changed !== 1n) throw tooLate();
};

/** @throws ProblemError `conflict` when the place in the list is taken */
export async function insertCredential(trx: Trx, row: StoredCredential): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('credential')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  exactlyOne(numInsertedOrUpdatedRows);
}

/** @throws ProblemError `conflict` when it is revoked already */
export async function markRevoked(trx: Trx, id: string, { at, by, reason, decision }: Revocation): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('credential')
    .set({ revoked_at: at, revoked_by: by, revoked_reason: reason, revoked_decision: decision })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  exactlyOne(numUpdatedRows);
}

/** Puts a newly signed list in the place of the one with the revision before. @throws ProblemError `conflict` */
export async function putList(trx: Trx, list: StoredList): Promise<void> {
  if (list.revision === 1) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('status_list')
      .values(list)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return exactlyOne(numInsertedOrUpdatedRows);
  }
  const { numUpdatedRows } = await trx
    .updateTable('status_list')
    .set(list)
    .where('id', '=', list.id)
    .where('revision', '=', list.revision - 1)
    .executeTakeFirst();
  exactlyOne(numUpdatedRows);
}

export const listById = (db: Db, id: string): Promise<StoredList | undefined> =>
  db.selectFrom('status_list').selectAll().where('id', '=', id).executeTakeFirst();

export async function isTaken(db: Db, list: string, index: number): Promise<boolean> {
  const query = db.selectFrom('credential').select('id').where('list', '=', list).where('list_index', '=', index);
  return (await query.executeTakeFirst()) !== undefined;
}

/** The set bits of a list, in order. */
export async function revokedIndexes(db: Db, list: string): Promise<number[]> {
  const query = db.selectFrom('credential').select('list_index').where('list', '=', list).where('revoked_at', 'is not', null);
  return (await query.orderBy('list_index').execute()).map((row) => row.list_index);
}

/** @throws ProblemError `not-found` */
export async function credentialById(db: Db, id: string): Promise<StoredCredential> {
  const row = await db.selectFrom('credential').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError('not-found', `There is no credential ${id}.`, { place: 'id' });
  return row;
}

/** A learner's credentials of a programme, of any version and state, the newest first. */
export const credentialsOf = (db: Db, learner: string, programme: string): Promise<StoredCredential[]> =>
  db
    .selectFrom('credential')
    .selectAll()
    .where('learner', '=', learner)
    .where('programme', '=', programme)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .execute();

export const allCredentials = (db: Db): Promise<StoredCredential[]> =>
  db.selectFrom('credential').selectAll().orderBy('issued_at', 'desc').orderBy('id').execute();
