/** Batches and their rows in the database. */
import type { Selectable } from 'kysely';
import type { Account } from '../../shared/contract/console.ts';
import type { BatchRow, BatchSummary } from '../../shared/contract/credentials.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { ProblemError } from '../platform/problem-error.ts';

export type StoredBatch = Omit<Selectable<Tables['batch']>, 'state'> & { state: BatchSummary['state'] };
/** States and outcomes are written by this feature alone. */
const typed = (row: Selectable<Tables['batch']>): StoredBatch => ({ ...row, state: row.state as StoredBatch['state'] });
const rowOf = (row: Selectable<Tables['batch_row']>): BatchRow & { batch: string } => ({
  ...row,
  outcome: row.outcome as BatchRow['outcome'],
  reasons: JSON.parse(row.reasons) as string[],
});

/** Rows per statement: the engines limit the parameters of one statement. */
const CHUNK = 500;

type NewBatch = { id: string; programme: string; title: string; source: string; by: Account; at: number };
export async function insertBatch(trx: Trx, { by, at, ...batch }: NewBatch, rows: readonly BatchRow[]): Promise<void> {
  await trx
    .insertInto('batch')
    .values({
      ...batch,
      state: 'proposed',
      proposed_by: by.id,
      proposed_name: by.name,
      proposed_at: at,
      decided_by: null,
      decided_name: null,
      decided_at: null,
      reason: null,
    })
    .execute();
  for (let from = 0; from < rows.length; from += CHUNK) {
    const some = rows.slice(from, from + CHUNK);
    await trx
      .insertInto('batch_row')
      .values(some.map((row) => ({ ...row, batch: batch.id, reasons: JSON.stringify(row.reasons) })))
      .execute();
  }
}

type Verdict = { state: 'approved' | 'declined'; by: Account; at: number; reason: string | null };
/** @throws ProblemError `conflict` when somebody else was quicker */
export async function decideBatch(trx: Trx, id: string, { state, by, at, reason }: Verdict): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('batch')
    .set({ state, decided_by: by.id, decided_name: by.name, decided_at: at, reason })
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new ProblemError('conflict', 'Somebody else decided this batch at the same moment.');
}

export const setCredential = (trx: Trx, batch: string, row: number, credential: string | null) =>
  trx.updateTable('batch_row').set({ credential }).where('batch', '=', batch).where('row', '=', row).execute();

/** @throws ProblemError `not-found` */
export async function batchById(db: Db, id: string): Promise<StoredBatch> {
  const row = await db.selectFrom('batch').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError('not-found', `There is no batch ${id}.`, { place: 'id' });
  return typed(row);
}
export const allBatches = async (db: Db): Promise<StoredBatch[]> =>
  (await db.selectFrom('batch').selectAll().orderBy('proposed_at', 'desc').orderBy('id').execute()).map(typed);
export const rowsOf = async (db: Db, batch: string): Promise<BatchRow[]> =>
  (await db.selectFrom('batch_row').selectAll().where('batch', '=', batch).orderBy('row').execute()).map(rowOf);
export const allRows = (db: Db): Promise<{ batch: string; outcome: BatchRow['outcome'] }[]> =>
  db
    .selectFrom('batch_row')
    .select(['batch', 'outcome'])
    .execute()
    .then((rows) => rows.map((row) => ({ ...row, outcome: row.outcome as BatchRow['outcome'] })));
