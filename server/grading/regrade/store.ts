/** Keys versions, proposals and earlier results in the database. */
import type { Selectable } from 'kysely';
import * as z from 'zod/mini';
import { type KeyChange, KeyChanges } from '../../../shared/contract/regrade.ts';
import type { Db, Trx } from '../../platform/database/database.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { parse } from '../../platform/parse.ts';
import { ProblemError } from '../../platform/problem-error.ts';
import type { ExamGrade } from '../grade-exam.ts';
import { type Keys, type Made, nextKeys, publishedKeys } from './keys.ts';

export type StoredProposal = Selectable<Tables['regrade_proposal']>;
export type StoredResult = Selectable<Tables['result']>;
export type EarlierResult = Selectable<Tables['result_history']>;

const MadeSchema = z.object({ reason: z.string(), proposedBy: z.string(), approvedBy: z.string(), approvedAt: z.number() });

export const changesIn = (stored: string): KeyChange[] => parse(KeyChanges, JSON.parse(stored), 'stored changes');

/**
 * The keys of an exam, read through their whole chain.
 * @param number the newest ones when it is missing
 * @throws Error when a stored version does not fit its hash; ProblemError `not-found`
 */
export async function keysOf(db: Db, exam: string, number?: number): Promise<Keys> {
  const rows = await db.selectFrom('exam_keys').selectAll().where('exam', '=', exam).orderBy('number').execute();
  const wanted = number === undefined ? rows : rows.filter((row) => row.number <= number);
  const keys = wanted.reduce((before, row): Keys => {
    const made = parse(MadeSchema, JSON.parse(row.made), 'stored keys');
    const next = nextKeys(exam, before, changesIn(row.changes), made);
    if (next.number !== row.number || before.hash !== row.prev || next.hash !== row.hash)
      throw new Error(
        `Keys ${row.number} of ${exam} no longer fit their hash: they were changed in the database. Restore a backup.`,
      );
    return next;
  }, publishedKeys(exam));
  if (number !== undefined && keys.number !== number)
    throw new ProblemError('not-found', `${exam} has no keys ${number}. Its newest ones are ${keys.number}.`);
  return keys;
}

export type NewKeys = { exam: string; before: Keys; keys: Keys; changes: readonly KeyChange[]; proposal: string; made: Made };

export async function insertKeys(trx: Trx, { exam, before, keys, changes, proposal, made }: NewKeys): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('exam_keys')
    .values({
      exam,
      number: keys.number,
      changes: JSON.stringify(changes),
      prev: before.hash,
      hash: keys.hash,
      proposal,
      made: JSON.stringify(made),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) throw tooLate();
}

const tooLate = () => new ProblemError('conflict', 'A result of this exam was changed at the same moment. Try again.');

/** Keeps the result as it was and puts the new grade in its place. @throws ProblemError `conflict` when it has changed */
export async function replaceResult(trx: Trx, row: StoredResult, after: ExamGrade, keys: number, at: number): Promise<void> {
  const { score, max, state, engine, items, hashes } = row;
  await trx
    .insertInto('result_history')
    .values({ result: row.id, keys: row.keys, score, max, state, engine, items, hashes, replaced_by: keys, replaced_at: at })
    .execute();
  const { numUpdatedRows } = await trx
    .updateTable('result')
    .set({
      score: after.score,
      max: after.max,
      engine: after.engine,
      items: JSON.stringify(after.items),
      hashes: JSON.stringify(after.hashes),
      keys,
    })
    .where('id', '=', row.id)
    .where('keys', '=', row.keys)
    .where('state', '=', row.state)
    .where('score', '=', score)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw tooLate();
}

/** What a result was before, the newest first. */
export const historyOf = (db: Db, result: string): Promise<EarlierResult[]> =>
  db.selectFrom('result_history').selectAll().where('result', '=', result).orderBy('keys', 'desc').execute();

/** @throws ProblemError `not-found` */
export async function proposalById(db: Db, id: string): Promise<StoredProposal> {
  const row = await db.selectFrom('regrade_proposal').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError('not-found', `There is no proposal ${id}.`, { place: 'id' });
  return row;
}

export const allProposals = (db: Db): Promise<StoredProposal[]> =>
  db.selectFrom('regrade_proposal').selectAll().orderBy('proposed_at', 'desc').orderBy('id').execute();

export const insertProposal = async (trx: Trx, row: StoredProposal): Promise<void> =>
  void (await trx.insertInto('regrade_proposal').values(row).execute());

export type Decided = Pick<
  StoredProposal,
  'state' | 'decided_by' | 'decided_by_name' | 'decided_at' | 'decision_reason' | 'keys'
>;

/** @throws ProblemError `conflict` when it is decided already */
export async function decideProposal(trx: Trx, id: string, decided: Decided): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('regrade_proposal')
    .set(decided)
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw tooLate();
}

/** The sittings of an exam whose results wait for marks of people. */
export const waitingFor = async (db: Db, exam: string): Promise<string[]> =>
  (
    await db
      .selectFrom('result')
      .select('sitting')
      .where('exam', '=', exam)
      .where('open_marks', '>', 0)
      .orderBy('sitting')
      .execute()
  ).map(({ sitting }) => sitting);

/** Proposals for an exam that nobody has decided. */
export const openProposals = async (db: Db, exam: string): Promise<string[]> =>
  (
    await db
      .selectFrom('regrade_proposal')
      .select('id')
      .where('exam', '=', exam)
      .where('state', '=', 'proposed')
      .orderBy('id')
      .execute()
  ).map(({ id }) => id);

/** How many results each exam has. */
export async function resultCounts(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('result')
    .select(['exam', (eb) => eb.fn.countAll().as('count')])
    .groupBy('exam')
    .execute();
  return new Map(rows.map(({ exam, count }) => [exam, Number(count)]));
}
