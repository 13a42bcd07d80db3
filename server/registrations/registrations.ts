/** Registrations in the database, each behind a launch code of which only an HMAC is kept. */
import { createHmac, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Accommodation } from '../../shared/policy/policy.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';

export type Window = { id: string; exam: string; programme: string; title: string; opensAt: number; closesAt: number };
export type Registration = { id: string; learner: string; window: Window; accommodations: Accommodation[] };

const minutes = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** @throws ProblemError `outside-window` that says when to come */
export function requireOpen(window: Window, now: number): void {
  if (now < window.opensAt) {
    throw new ProblemError(
      'outside-window',
      `The exam opens on ${minutes(window.opensAt)} UTC. Start again then with the same code.`,
    );
  }
  if (now >= window.closesAt) {
    throw new ProblemError(
      'outside-window',
      `The exam closed on ${minutes(window.closesAt)} UTC. Ask exam staff about the next window.`,
    );
  }
}

/** @param pepper keeps stolen code hashes useless without the server's key */
export function createRegistrations(db: Db, pepper: Uint8Array, now: () => number) {
  const hashOf = (code: string) => createHmac('sha256', pepper).update(code).digest('base64url');
  const joined = () =>
    db
      .selectFrom('registration')
      .innerJoin('exam_window', 'exam_window.id', 'registration.window')
      .select([
        'registration.id as registration',
        'registration.learner',
        'registration.accommodations',
        'exam_window.id as window',
        'exam_window.exam',
        'exam_window.programme',
        'exam_window.title',
        'exam_window.opens_at',
        'exam_window.closes_at',
      ]);
  type Row = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>;
  const read = (row: Row): Registration => ({
    id: row.registration,
    learner: row.learner,
    accommodations: z.array(Accommodation).parse(JSON.parse(row.accommodations)),
    window: {
      id: row.window,
      exam: row.exam,
      programme: row.programme,
      title: row.title,
      opensAt: row.opens_at,
      closesAt: row.closes_at,
    },
  });
  async function insertWindow(trx: Db | Trx, { opensAt, closesAt, ...rest }: Window): Promise<void> {
    await trx
      .insertInto('exam_window')
      .values({ ...rest, opens_at: opensAt, closes_at: closesAt })
      .execute();
  }
  async function insert(
    trx: Trx,
    {
      id,
      learner,
      window,
      accommodations,
      code,
    }: { id: string; learner: string; window: string; accommodations: Accommodation[]; code: string },
  ): Promise<void> {
    await trx
      .insertInto('registration')
      .values({
        id,
        learner,
        window,
        accommodations: JSON.stringify(accommodations),
        code_hash: hashOf(code),
        created_at: now(),
      })
      .execute();
  }
  return {
    openWindow: (window: Window): Promise<void> => insertWindow(db, window),
    insertWindow,
    /** Registers a learner whom staff have let in. The code is shown once; only its HMAC is kept. */
    async register(id: string, learner: string, window: string, accommodations: Accommodation[], code: string): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await insert(trx, { id, learner, window, accommodations, code });
        const authorisation = randomUUID();
        await trx
          .insertInto('authorisation')
          .values({ id: authorisation, learner, window, registration: id, state: 'granted' })
          .execute();
        await trx
          .insertInto('authorisation_event')
          .values({ authorisation, seq: 1, event: 'register', at: now(), by: 'staff', reason: '' })
          .execute();
      });
    },
    /** The registration alone: whoever calls writes its authorisation in the same transaction. */
    insert,
    /** A new code; the one before stops working. */
    async renewCode(id: string, code: string): Promise<void> {
      await db
        .updateTable('registration')
        .set({ code_hash: hashOf(code) })
        .where('id', '=', id)
        .execute();
    },
    /** Null for an unknown code, and for one whose registration was cancelled, missed or given back. */
    async byCode(code: string): Promise<Registration | null> {
      const row = await joined()
        .innerJoin('authorisation', 'authorisation.registration', 'registration.id')
        .where('authorisation.state', 'in', ['granted', 'used'])
        .where('code_hash', '=', hashOf(code))
        .executeTakeFirst();
      return row ? read(row) : null;
    },
    async get(id: string): Promise<Registration> {
      const row = await joined().where('registration.id', '=', id).executeTakeFirst();
      if (!row) throw new ProblemError('not-found', `There is no registration ${id}.`);
      return read(row);
    },
    /** The registration of a learner in a window. */
    async find(learner: string, window: string): Promise<Registration | null> {
      const row = await joined()
        .where('registration.learner', '=', learner)
        .where('registration.window', '=', window)
        .executeTakeFirst();
      return row ? read(row) : null;
    },
    async ofLearner(learner: string): Promise<Registration[]> {
      return (await joined().where('registration.learner', '=', learner).orderBy('registration.id').execute()).map(read);
    },
    async windows(): Promise<Window[]> {
      const rows = await db.selectFrom('exam_window').selectAll().orderBy('opens_at').execute();
      return rows.map(({ opens_at, closes_at, ...row }) => ({ ...row, opensAt: opens_at, closesAt: closes_at }));
    },
    async all(): Promise<Registration[]> {
      return (await joined().execute()).map(read);
    },
  };
}
export type Registrations = ReturnType<typeof createRegistrations>;
