/** Credentials and status lists in the database. Every write that came too late is a `conflict`, to be prepared anew. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { CredentialState } from '../../shared/contract/credentials.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Marked } from './status-list.ts';

export type StoredCredential = Omit<Selectable<Tables['credential']>, 'state'> & { state: CredentialState };
export type StoredEvent = Selectable<Tables['credential_event']>;
export type StoredList = Selectable<Tables['status_list']>;
export type Change = {
  from: CredentialState;
  to: CredentialState;
  at: number;
  by: string;
  reason: string;
  decision: string | null;
  successor: string | null;
};

const tooLate = () =>
  new ProblemError('conflict', 'Somebody else changed this credential or its status list at the same moment. Try again.');
const exactlyOne = (changed: bigint | undefined): void => {
  if (changed !== 1n) throw tooLate();
};
/** States are written by this feature alone. */
const typed = (row: Selectable<Tables['credential']>): StoredCredential => ({ ...row, state: row.state as CredentialState });

/** @throws ProblemError `conflict` when the place in the list is taken */
export async function insertCredential(trx: Trx, row: StoredCredential, by: string, reason: string | null): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('credential')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  exactlyOne(numInsertedOrUpdatedRows);
  await insertEvent(trx, { credential: row.id, at: row.issued_at, by, state: 'issued', reason });
}

const insertEvent = (trx: Trx, event: Omit<StoredEvent, 'id'>) =>
  trx
    .insertInto('credential_event')
    .values({ id: randomUUID(), ...event })
    .execute();

/** @throws ProblemError `conflict` when it is in another state by now */
export async function changeState(trx: Trx, id: string, change: Change): Promise<void> {
  const { from, to, at, by, reason, decision, successor } = change;
  const { numUpdatedRows } = await trx
    .updateTable('credential')
    .set({ state: to, state_at: at, state_reason: reason, state_decision: decision, successor })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  exactlyOne(numUpdatedRows);
  await insertEvent(trx, { credential: id, at, by, state: to === 'valid' ? 'reinstated' : to, reason });
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

export const allLists = (db: Db): Promise<StoredList[]> => db.selectFrom('status_list').selectAll().execute();

/** The places of a list that are taken. */
export async function takenIn(db: Db, list: string): Promise<Set<number>> {
  const rows = await db.selectFrom('credential').select('list_index').where('list', '=', list).execute();
  return new Set(rows.map((row) => row.list_index));
}

/** What is not valid in a list, in order. */
export async function markedIn(db: Db, list: string): Promise<Marked[]> {
  const rows = await db
    .selectFrom('credential')
    .select(['list_index', 'state'])
    .where('list', '=', list)
    .where('state', '!=', 'valid')
    .orderBy('list_index')
    .execute();
  return rows.map((row) => ({ index: row.list_index, status: row.state as Marked['status'] }));
}

/** @throws ProblemError `not-found` */
export async function credentialById(db: Db, id: string): Promise<StoredCredential> {
  const row = await db.selectFrom('credential').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError('not-found', `There is no credential ${id}.`, { place: 'id' });
  return typed(row);
}

/** A learner's credentials of a programme, of any version and state, the newest first. */
export const credentialsOf = async (db: Db, learner: string, programme: string): Promise<StoredCredential[]> =>
  (
    await db
      .selectFrom('credential')
      .selectAll()
      .where('learner', '=', learner)
      .where('programme', '=', programme)
      .orderBy('issued_at', 'desc')
      .orderBy('id')
      .execute()
  ).map(typed);

/** Those that a learner can rely on, or could again, in all programmes. */
export const standingOf = async (db: Db, learner: string): Promise<StoredCredential[]> =>
  (
    await db
      .selectFrom('credential')
      .selectAll()
      .where('learner', '=', learner)
      .where('state', 'in', ['valid', 'suspended'])
      .orderBy('id')
      .execute()
  ).map(typed);

export const predecessorsOf = (db: Db, id: string): Promise<{ id: string }[]> =>
  db.selectFrom('credential').select('id').where('successor', '=', id).orderBy('id').execute();

export const eventsOf = (db: Db, id: string): Promise<StoredEvent[]> =>
  db.selectFrom('credential_event').selectAll().where('credential', '=', id).orderBy('at').orderBy('id').execute();

/** All, the newest first, without the badges themselves. */
export const allCredentials = async (db: Db) =>
  (
    await db
      .selectFrom('credential')
      .select(['id', 'learner', 'holder', 'programme', 'version', 'issued_at', 'state', 'state_at', 'state_reason'])
      .select(['list_index', 'issuer', 'key_number', 'successor'])
      .orderBy('issued_at', 'desc')
      .orderBy('id')
      .execute()
  ).map((row) => ({ ...row, state: row.state as CredentialState }));
export type ListedCredential = Awaited<ReturnType<typeof allCredentials>>[number];

export type StoredKey = Selectable<Tables['issuer_key']>;
export const keysOf = (db: Db | Trx, did: string): Promise<StoredKey[]> =>
  db.selectFrom('issuer_key').selectAll().where('did', '=', did).orderBy('number').execute();

/** The newest value of a table of revisions per learner. */
async function revise(
  trx: Trx,
  table: 'name_correction' | 'roll_consent',
  learner: string,
  values: { at: number; by: string; reason: string } & ({ name: string } | { listed: number }),
): Promise<void> {
  const last = await trx
    .selectFrom(table)
    .select('revision')
    .where('learner', '=', learner)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = { learner, revision: (last?.revision ?? 0) + 1, ...values };
  if ('name' in row) await trx.insertInto('name_correction').values(row).execute();
  else await trx.insertInto('roll_consent').values(row).execute();
}
export const correctName = (trx: Trx, learner: string, values: { name: string; at: number; by: string; reason: string }) =>
  revise(trx, 'name_correction', learner, values);
export const setConsent = (trx: Trx, learner: string, values: { listed: number; at: number; by: string; reason: string }) =>
  revise(trx, 'roll_consent', learner, values);

/** The corrected names by learner, or that of one. */
export async function correctedNames(db: Db, learner?: string): Promise<Map<string, string>> {
  let query = db.selectFrom('name_correction').select(['learner', 'name']).orderBy('revision');
  if (learner !== undefined) query = query.where('learner', '=', learner);
  return new Map((await query.execute()).map((row) => [row.learner, row.name]));
}

export type Consent = { listed: boolean; at: number; by: string; reason: string };
export async function consents(db: Db, learner?: string): Promise<Map<string, Consent>> {
  let query = db.selectFrom('roll_consent').selectAll().orderBy('revision');
  if (learner !== undefined) query = query.where('learner', '=', learner);
  return new Map(
    (await query.execute()).map(({ learner: of, listed, at, by, reason }) => [of, { listed: listed === 1, at, by, reason }]),
  );
}

type NewKey = Pick<StoredKey, 'did' | 'number' | 'multibase'> & {
  jwk: object | null;
  at: number;
  by: string;
  reason: string | null;
};
/** @throws ProblemError `conflict` when this generation exists */
export async function insertKey(trx: Trx, { did, number, multibase, jwk, at, by, reason }: NewKey): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('issuer_key')
    .values({
      did,
      number,
      multibase,
      jwk: jwk === null ? null : JSON.stringify(jwk),
      state: 'active',
      created_at: at,
      state_at: at,
      state_by: by,
      state_reason: reason,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  exactlyOne(numInsertedOrUpdatedRows);
}

/** A credential and all that it took the place of, the newest first. */
export async function lineOf(db: Db, id: string): Promise<string[]> {
  const line = [id];
  for (const each of line) {
    line.push(...(await predecessorsOf(db, each)).map((row) => row.id));
  }
  return line;
}

type KeyChange = { did: string; number: number; from: string; to: string; at: number; by: string; reason: string };
/** @throws ProblemError `conflict` */
export async function setKeyState(trx: Trx, { did, number, from, to, at, by, reason }: KeyChange): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('issuer_key')
    .set({ state: to, state_at: at, state_by: by, state_reason: reason })
    .where('did', '=', did)
    .where('number', '=', number)
    .where('state', '=', from)
    .executeTakeFirst();
  exactlyOne(numUpdatedRows);
}

export async function badgesByKey(db: Db, did: string): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('credential')
    .select(({ fn }) => ['key_number', fn.countAll().as('count')])
    .where('issuer', '=', did)
    .groupBy('key_number')
    .execute();
  return new Map(rows.map((row) => [row.key_number, Number(row.count)]));
}

/** Gives rows from before issuers were written down the only issuer there was. */
export async function nameIssuer(db: Db, did: string): Promise<void> {
  await db.updateTable('credential').set({ issuer: did }).where('issuer', '=', '').execute();
  await db.updateTable('status_list').set({ issuer: did }).where('issuer', '=', '').execute();
}
