/** The ledger of authorisations: one a learner and window, and everything that happened to it, in its order. */
import type { Authorisation, AuthorisationState } from '../../shared/contract/registration.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type AuthorisationEventKind, advance } from './authorisation.ts';
import type { Registrations } from './registrations.ts';

export const conflict = (message: string) => new ProblemError('conflict', `${message} Nothing was changed.`);
export type Row = { id: string; learner: string; window: string; registration: string | null; state: AuthorisationState };
export const heldOf = ({ state, registration }: Row) => ({ state, registered: registration !== null });

export type LedgerOptions = {
  db: Db;
  registrations: Registrations;
  learner: (id: string) => Promise<{ name: string }>;
  now: () => number;
};

export function createLedger({ db, registrations, learner, now }: LedgerOptions) {
  const rows = (reader: Db | Trx = db) => reader.selectFrom('authorisation').selectAll();
  /** Moves an authorisation on, unless it has moved meanwhile, and keeps what happened. */
  const move = async (trx: Trx, row: Row, event: AuthorisationEventKind, by: string, reason: string): Promise<Row> => {
    const next = advance(heldOf(row), event);
    if ('fault' in next) throw conflict(next.fault);
    const { numUpdatedRows } = await trx
      .updateTable('authorisation')
      .set({ state: next.state })
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw conflict('Somebody else has changed this authorisation at the same moment.');
    await keep(trx, row.id, event, by, reason);
    return { ...row, state: next.state };
  };
  const keep = async (trx: Trx, authorisation: string, event: string, by: string, reason: string): Promise<void> => {
    const last = await trx
      .selectFrom('authorisation_event')
      .select('seq')
      .where('authorisation', '=', authorisation)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    await trx
      .insertInto('authorisation_event')
      .values({ authorisation, seq: (last?.seq ?? 0) + 1, event, at: now(), by, reason })
      .execute();
  };

  const shown = async (list: readonly Row[]): Promise<Authorisation[]> => {
    const titles = new Map((await registrations.windows()).map(({ id, title }) => [id, title]));
    return await Promise.all(
      list.map(async (row) => ({
        id: row.id,
        learner: row.learner,
        name: (await learner(row.learner)).name,
        window: row.window,
        windowTitle: titles.get(row.window) ?? row.window,
        registration: row.registration,
        state: row.state,
        events: await db
          .selectFrom('authorisation_event')
          .select(['event', 'at', 'by', 'reason'])
          .where('authorisation', '=', row.id)
          .orderBy('seq')
          .execute(),
      })),
    );
  };
  const one = async (id: string): Promise<Row> => {
    const row = await rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no authorisation ${id}.`, { place: 'id' });
    return row;
  };
  const shownOne = async (id: string): Promise<Authorisation> => {
    const [found] = await shown([await one(id)]);
    if (!found) throw new Error('What was just read is not there.');
    return found;
  };

  return { rows, move, keep, one, shown, shownOne };
}
export type Ledger = ReturnType<typeof createLedger>;
