/** What a learner does about windows: see them, register, cancel, go over to another, get a launch code. */
import { randomUUID } from 'node:crypto';
import type { RuleReport } from '../../shared/contract/console.ts';
import type { LearnerPage, OfferedWindow } from '../../shared/contract/registration.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { advance, mayChange } from './authorisation.ts';
import { newLaunchCode } from './launch-code.ts';
import { conflict, heldOf, type Ledger, type Row } from './ledger.ts';
import type { Registrations, Window } from './registrations.ts';
import type { Windows } from './windows.ts';

export type OwnOptions = {
  db: Db;
  registrations: Registrations;
  windows: Windows;
  ledger: Ledger;
  /** @param leaving a window that the learner would give up at the same time */
  gateOf: (learner: string, window: Window, leaving?: string | null) => Promise<RuleReport>;
  ports: {
    learner: (id: string) => Promise<{ name: string }>;
    examTitle: (exam: string) => Promise<string>;
    sitting: (registration: string) => Promise<string | null>;
  };
  now: () => number;
};

export function createOwn({ db, registrations, windows, ledger, gateOf, ports, now }: OwnOptions) {
  const { rows, move, keep } = ledger;
  /** Writes a registration and its authorisation. The seat is counted again inside the transaction. */
  const enter = async (trx: Trx, learner: string, window: Window, by: string, reason: string): Promise<void> => {
    const { seats } = await windows.seats(trx, window);
    const inside = await rows(trx).where('window', '=', window.id).execute();
    const own = inside.find((row) => row.learner === learner);
    const taken = inside.filter(({ state }) => state === 'granted' || state === 'used').length;
    if (seats !== null && taken >= seats && !own)
      throw conflict('The last seat was taken at this moment; choose another window.');
    const registration = randomUUID();
    await registrations.insert(trx, { id: registration, learner, window: window.id, accommodations: [], code: newLaunchCode() });
    if (own) {
      const next = advance(heldOf(own), 'register');
      if ('fault' in next) throw conflict(next.fault);
      await trx.updateTable('authorisation').set({ registration }).where('id', '=', own.id).execute();
      await keep(trx, own.id, 'register', by, reason);
    } else {
      const id = randomUUID();
      await trx.insertInto('authorisation').values({ id, learner, window: window.id, registration, state: 'granted' }).execute();
      await keep(trx, id, 'register', by, reason);
    }
    await audit(trx, now(), { by, act: 'register', subject: `learner ${learner}`, detail: `window ${window.id}` });
  };
  const requireMay = (report: RuleReport): void => {
    if (report.status === 'met') return;
    const reasons = report.children.flatMap((child) => (child.status === 'met' ? [] : [`${child.rule}: ${child.reason}`]));
    throw new ProblemError('not-eligible', 'You may not register. Nothing was changed.', { reasons });
  };
  const requireOwn = async (learner: string, window: string): Promise<Row> => {
    const row = await rows().where('learner', '=', learner).where('window', '=', window).executeTakeFirst();
    if (!row?.registration) throw new ProblemError('not-found', 'You are not registered for this window.', { place: 'window' });
    return row;
  };
  const requireChange = async (row: Row): Promise<void> => {
    if (row.registration !== null && (await ports.sitting(row.registration)) !== null) throw conflict('The exam has begun.');
    if (!mayChange(heldOf(row), await windows.timed(await windows.one(row.window)), now()))
      throw conflict('It is too late to change this by yourself. Ask staff.');
  };

  return {
    async page(learner: string, came: string | null): Promise<LearnerPage> {
      const { name } = await ports.learner(learner);
      const own = await rows().where('learner', '=', learner).execute();
      const offered: OfferedWindow[] = [];
      for (const window of await registrations.windows()) {
        const row = own.find((each) => each.window === window.id);
        if (window.closesAt <= now() && !row) continue;
        const times = await windows.timed(window);
        const report = await gateOf(learner, window);
        const held = row ? heldOf(row) : null;
        offered.push({
          id: window.id,
          title: window.title,
          examTitle: await ports.examTitle(window.exam),
          opensAt: window.opensAt,
          closesAt: window.closesAt,
          registersUntil: times.rule.registersUntil,
          changeUntil: times.rule.changeUntil,
          chosen: window.id === came,
          may: report.status === 'met',
          report,
          state: held?.state ?? null,
          registered: held?.registered ?? false,
          mayChange: held !== null && mayChange(held, times, now()),
        });
      }
      return {
        name,
        now: now(),
        windows: offered.toSorted((a, b) => Number(b.chosen) - Number(a.chosen) || a.opensAt - b.opensAt),
      };
    },
    /** @throws ProblemError `not-eligible` with every reason, `conflict` */
    async register(learner: string, window: string): Promise<void> {
      const found = await windows.one(window);
      requireMay(await gateOf(learner, found));
      await db.transaction().execute((trx) => enter(trx, learner, found, `learner ${learner}`, ''));
    },
    /** @throws ProblemError `conflict` after the deadline, or when the exam has begun */
    async cancel(learner: string, window: string): Promise<void> {
      const row = await requireOwn(learner, window);
      await requireChange(row);
      await db.transaction().execute(async (trx) => {
        await move(trx, row, 'cancel', `learner ${learner}`, '');
        await audit(trx, now(), {
          by: `learner ${learner}`,
          act: 'cancel registration',
          subject: `learner ${learner}`,
          detail: `window ${window}`,
        });
      });
    },
    /** Leaves one window and enters another, both or neither. @throws what `cancel` and `register` throw */
    async reschedule(learner: string, from: string, to: string): Promise<void> {
      const row = await requireOwn(learner, from);
      await requireChange(row);
      const [left, window] = await Promise.all([windows.one(from), windows.one(to)]);
      if (left.exam !== window.exam) throw conflict('The other window is for another exam.');
      requireMay(await gateOf(learner, window, from));
      await db.transaction().execute(async (trx) => {
        await move(trx, row, 'cancel', `learner ${learner}`, `to ${to}`);
        await enter(trx, learner, window, `learner ${learner}`, `from ${from}`);
      });
    },
    /** A new launch code for a registration whose exam has not begun. @throws ProblemError `not-found`, `conflict` */
    async code(learner: string, window: string): Promise<string> {
      const { registration, state } = await requireOwn(learner, window);
      if (registration === null || state !== 'granted') throw conflict('This registration is not open.');
      if ((await ports.sitting(registration)) !== null)
        throw conflict('The exam has begun; go on with the code that you have used.');
      const code = newLaunchCode();
      await registrations.renewCode(registration, code);
      await audit(db, now(), { by: `learner ${learner}`, act: 'show launch code', subject: `registration ${registration}` });
      return code;
    },
  };
}
