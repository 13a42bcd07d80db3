/** Windows: when an exam may be taken, until when one may register for it and change, and how many seats it has. */
import type { AuthorisationState, WindowInput, WindowRow, WindowRule } from '../../shared/contract/registration.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { faultsOfTimes, usualRule } from './authorisation.ts';
import { conflict } from './ledger.ts';
import type { Registrations, Window } from './registrations.ts';

export type WindowsOptions = {
  db: Db;
  registrations: Registrations;
  examTitle: (exam: string) => Promise<string>;
  now: () => number;
};
const nothing = (): Record<AuthorisationState, number> => ({
  granted: 0,
  used: 0,
  expired: 0,
  cancelled: 0,
  'no-show': 0,
  restored: 0,
});

export function createWindows({ db, registrations, examTitle, now }: WindowsOptions) {
  const windowOf = async (id: string): Promise<Window> => {
    const found = (await registrations.windows()).find((window) => window.id === id);
    if (!found) throw new ProblemError('not-found', `There is no window ${id}.`, { place: 'window' });
    return found;
  };
  const ruleOf = async (window: Window): Promise<WindowRule> => {
    const row = await db.selectFrom('window_rule').selectAll().where('window', '=', window.id).executeTakeFirst();
    if (!row) return usualRule(window);
    return {
      registersFrom: row.registers_from,
      registersUntil: row.registers_until,
      changeUntil: row.change_until,
      seats: row.seats,
      identity: row.identity === 1,
    };
  };
  const timed = async (window: Window) => ({ ...window, rule: await ruleOf(window) });

  const windowRow = async (window: Window): Promise<WindowRow> => {
    const counts = nothing();
    for (const { state } of await db.selectFrom('authorisation').select('state').where('window', '=', window.id).execute())
      counts[state]++;
    return { ...(await timed(window)), examTitle: await examTitle(window.exam), counts };
  };

  const seatsIn = async (trx: Trx, window: Window) =>
    (await trx.selectFrom('window_rule').select('seats').where('window', '=', window.id).executeTakeFirst()) ?? { seats: null };

  async function writeRule(trx: Trx, window: string, rule: WindowRule): Promise<void> {
    const set = {
      registers_from: rule.registersFrom,
      registers_until: rule.registersUntil,
      change_until: rule.changeUntil,
      seats: rule.seats,
      identity: rule.identity ? 1 : 0,
    };
    await trx
      .insertInto('window_rule')
      .values({ window, ...set })
      .onConflict((on) => on.column('window').doUpdateSet(set))
      .execute();
  }

  return {
    /** @throws ProblemError `not-found` */
    one: windowOf,
    timed,
    row: windowRow,
    seats: seatsIn,
    async list(): Promise<WindowRow[]> {
      return await Promise.all((await registrations.windows()).map(windowRow));
    },
    /** @throws ProblemError `bad-input` with every fault, or `conflict` when there is such a window */
    async open({ rule, ...window }: WindowInput, by: string): Promise<WindowRow> {
      const reasons = faultsOfTimes({ ...window, rule });
      if (reasons.length > 0)
        throw new ProblemError('bad-input', 'These times cannot be right. Nothing was changed.', { place: 'window', reasons });
      await examTitle(window.exam);
      if ((await registrations.windows()).some(({ id }) => id === window.id))
        throw conflict(`There is a window ${window.id} already.`);
      await db.transaction().execute(async (trx) => {
        await registrations.insertWindow(trx, window);
        await writeRule(trx, window.id, rule);
        await audit(trx, now(), { by, act: 'open window', subject: `window ${window.id}`, detail: window.exam });
      });
      return await windowRow(window);
    },
    async changeRule(id: string, rule: WindowRule, by: string): Promise<WindowRow> {
      const window = await windowOf(id);
      const reasons = faultsOfTimes({ ...window, rule });
      if (reasons.length > 0)
        throw new ProblemError('bad-input', 'These times cannot be right. Nothing was changed.', { place: 'rule', reasons });
      await db.transaction().execute(async (trx) => {
        await writeRule(trx, id, rule);
        await audit(trx, now(), { by, act: 'change window', subject: `window ${id}`, detail: JSON.stringify(rule) });
      });
      return await windowRow(window);
    },
  };
}
export type Windows = ReturnType<typeof createWindows>;
