/** Authorisations kept: who may sit in which window, everything that happened to it, and registering by oneself. */
import { randomUUID } from 'node:crypto';
import type { RuleReport } from '../../shared/contract/console.ts';
import type {
  Authorisation,
  AuthorisationState,
  LearnerPage,
  OfferedWindow,
  WindowInput,
  WindowPage,
  WindowRow,
  WindowRule,
} from '../../shared/contract/registration.ts';

import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type AuthorisationEventKind, advance, due, faultsOfTimes, mayChange, usualRule } from './authorisation.ts';
import { gate } from './gate.ts';
import { newLaunchCode } from './launch-code.ts';
import type { Registrations, Window } from './registrations.ts';

/** What registering needs of other features. */
export type AuthorisationPorts = {
  learner: (id: string) => Promise<{ name: string }>;
  /** The programme's own rules on an exam for one learner, now. */
  mayTake: (learner: string, window: Window) => Promise<RuleReport>;
  examTitle: (exam: string) => Promise<string>;
  /** The day on which a source checked a document. */
  idVerifiedOn: (learner: string) => Promise<string | null>;
  holds: (learner: string) => Promise<readonly string[]>;
  /** The sitting of a registration, if one was begun. */
  sitting: (registration: string) => Promise<string | null>;
  /** Writes down that an attempt was missed, or that it was given back. `sitting` names the attempt. */
  outcome: (trx: Trx, of: Outcome) => Promise<void>;
  /** The assessment that a published exam is a version of. */
  assessment: (exam: string) => Promise<string>;
  /** Called after an outcome was written. */
  decideAgain: (learner: string, window: Window) => Promise<void>;
};
/** `at` in ms since 1970. */
export type Outcome = {
  learner: string;
  assessment: string;
  sitting: string;
  is: 'no-show' | 'restored';
  at: number;
  by: string;
};
export type AuthorisationsOptions = { db: Db; registrations: Registrations; ports: AuthorisationPorts; now: () => number };

const conflict = (message: string) => new ProblemError('conflict', `${message} Nothing was changed.`);
const nothing = (): Record<AuthorisationState, number> => ({
  granted: 0,
  used: 0,
  expired: 0,
  cancelled: 0,
  'no-show': 0,
  restored: 0,
});
type Row = { id: string; learner: string; window: string; registration: string | null; state: AuthorisationState };
const heldOf = ({ state, registration }: Row) => ({ state, registered: registration !== null });
/** An attempt that nobody began has no sitting; it is named after its registration. */
const missed = (registration: string): string => `no-show-${registration}`.slice(0, 64);

export function createAuthorisations({ db, registrations, ports, now }: AuthorisationsOptions) {
  const rows = (reader: Db | Trx = db) => reader.selectFrom('authorisation').selectAll();
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
        name: (await ports.learner(row.learner)).name,
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

  const factsOf = async (learner: string, window: Window) => {
    const all = await rows()
      .where((e) => e.or([e('window', '=', window.id), e('learner', '=', learner)]))
      .execute();
    const windows = await registrations.windows();
    const own = all.find((row) => row.learner === learner && row.window === window.id) ?? null;
    const elsewhere = all.find(
      (row) =>
        row.learner === learner &&
        row.window !== window.id &&
        row.registration !== null &&
        row.state === 'granted' &&
        windows.find(({ id }) => id === row.window)?.exam === window.exam,
    );
    const taken = all.filter(({ window: at, state }) => at === window.id && (state === 'granted' || state === 'used')).length;
    return { own, elsewhere, taken };
  };
  /** @param leaving a window that the learner would give up at the same time */
  const gateOf = async (learner: string, window: Window, leaving: string | null = null): Promise<RuleReport> => {
    const { own, elsewhere, taken } = await factsOf(learner, window);
    return gate({
      now: now(),
      window: await timed(window),
      programme: await ports.mayTake(learner, window),
      taken,
      own: own && heldOf(own),
      elsewhere: elsewhere && elsewhere.window !== leaving ? (await windowOf(elsewhere.window)).title : null,
      idVerifiedOn: await ports.idVerifiedOn(learner),
      holds: await ports.holds(learner),
    });
  };

  /** Writes a registration and its authorisation. The seat is counted again inside the transaction. */
  const enter = async (trx: Trx, learner: string, window: Window, by: string, reason: string): Promise<void> => {
    const { seats } = await ruleInside(trx, window);
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
  const ruleInside = async (trx: Trx, window: Window) =>
    (await trx.selectFrom('window_rule').select('seats').where('window', '=', window.id).executeTakeFirst()) ?? { seats: null };

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
    if (!mayChange(heldOf(row), await timed(await windowOf(row.window)), now()))
      throw conflict('It is too late to change this by yourself. Ask staff.');
  };

  const windowRow = async (window: Window): Promise<WindowRow> => {
    const counts = nothing();
    for (const { state } of await rows().where('window', '=', window.id).execute()) counts[state]++;
    return { ...(await timed(window)), examTitle: await ports.examTitle(window.exam), counts };
  };

  return {
    /** Every rule of registering, for one learner and window. */
    gate: async (learner: string, window: string): Promise<RuleReport> => gateOf(learner, await windowOf(window)),
    async of(learner: string): Promise<Authorisation[]> {
      return await shown(await rows().where('learner', '=', learner).execute());
    },
    /** Whether staff have let this learner into a window of the programme, whatever its rules say. */
    async invitedTo(learner: string, programme: string): Promise<boolean> {
      const invited = await db
        .selectFrom('authorisation')
        .innerJoin('authorisation_event', 'authorisation_event.authorisation', 'authorisation.id')
        .innerJoin('exam_window', 'exam_window.id', 'authorisation.window')
        .select('authorisation.id')
        .where('authorisation.learner', '=', learner)
        .where('exam_window.programme', '=', programme)
        .where('authorisation.state', 'in', ['granted', 'used'])
        .where('authorisation_event.event', '=', 'authorise')
        .executeTakeFirst();
      return invited !== undefined;
    },

    async windows(): Promise<WindowRow[]> {
      return await Promise.all((await registrations.windows()).map(windowRow));
    },
    async window(id: string): Promise<WindowPage> {
      const window = await windowOf(id);
      const list = await rows().where('window', '=', id).execute();
      return { window: await windowRow(window), authorisations: await shown(list) };
    },
    /** @throws ProblemError `bad-input` with every fault, or `conflict` when there is such a window */
    async openWindow({ rule, ...window }: WindowInput, by: string): Promise<WindowRow> {
      const reasons = faultsOfTimes({ ...window, rule });
      if (reasons.length > 0)
        throw new ProblemError('bad-input', 'These times cannot be right. Nothing was changed.', { place: 'window', reasons });
      await ports.examTitle(window.exam);
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

    /** Lets a learner register, for a reason. @throws ProblemError `not-found`, `conflict` */
    async authorise(window: string, learner: string, reason: string, by: string): Promise<Authorisation> {
      await Promise.all([windowOf(window), ports.learner(learner)]);
      const id = randomUUID();
      await db.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('authorisation')
          .values({ id, learner, window, registration: null, state: 'granted' })
          .onConflict((on) => on.columns(['learner', 'window']).doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) throw conflict('This learner has an authorisation for this window already.');
        await keep(trx, id, 'authorise', by, reason);
        await audit(trx, now(), { by, act: 'authorise', subject: `learner ${learner}`, detail: `window ${window}: ${reason}` });
      });
      return await shownOne(id);
    },
    /** Cancels for a learner, also after the deadline, as long as the exam has not begun. */
    async cancelFor(id: string, reason: string, by: string): Promise<Authorisation> {
      const row = await one(id);
      if (row.registration !== null && (await ports.sitting(row.registration)) !== null) throw conflict('The exam has begun.');
      await db.transaction().execute(async (trx) => {
        await move(trx, row, 'cancel', by, reason);
        await audit(trx, now(), {
          by,
          act: 'cancel registration',
          subject: `learner ${row.learner}`,
          detail: `window ${row.window}: ${reason}`,
        });
      });
      return await shownOne(id);
    },
    /** Gives an attempt back, such as after a technical fault: it does not count, and another window may be chosen. */
    async restore(id: string, reason: string, by: string): Promise<Authorisation> {
      const row = await one(id);
      const window = await windowOf(row.window);
      const { registration } = row;
      const assessment = await ports.assessment(window.exam);
      const sitting = registration === null ? null : ((await ports.sitting(registration)) ?? missed(registration));
      await db.transaction().execute(async (trx) => {
        await move(trx, row, 'restore', by, reason);
        if (sitting !== null)
          await ports.outcome(trx, { learner: row.learner, assessment, sitting, is: 'restored', at: now(), by });
        await audit(trx, now(), {
          by,
          act: 'give attempt back',
          subject: `learner ${row.learner}`,
          detail: `window ${row.window}: ${reason}`,
        });
      });
      await ports.decideAgain(row.learner, window);
      return await shownOne(id);
    },

    /** What time has done: exams that began, registrations that nobody came to, invitations that ran out. */
    async sweep(): Promise<number> {
      const windows = new Map(
        await Promise.all((await registrations.windows()).map(async (window) => [window.id, await timed(window)] as const)),
      );
      let moved = 0;
      for (const row of await rows().where('state', '=', 'granted').execute()) {
        const window = windows.get(row.window);
        const begun = row.registration !== null && (await ports.sitting(row.registration)) !== null;
        const event = window ? due(heldOf(row), begun, window, now()) : null;
        if (!window || !event) continue;
        const assessment = await ports.assessment(window.exam);
        await db.transaction().execute(async (trx) => {
          await move(trx, row, event, 'server', '');
          if (event === 'miss' && row.registration !== null)
            await ports.outcome(trx, {
              learner: row.learner,
              assessment,
              sitting: missed(row.registration),
              is: 'no-show',
              at: window.closesAt,
              by: 'server',
            });
        });
        if (event === 'miss') await ports.decideAgain(row.learner, window);
        moved++;
      }
      return moved;
    },

    // --- by the learner ---------------------------------------------------------------------------------------

    async page(learner: string, came: string | null): Promise<LearnerPage> {
      const { name } = await ports.learner(learner);
      const own = await rows().where('learner', '=', learner).execute();
      const offered: OfferedWindow[] = [];
      for (const window of await registrations.windows()) {
        const row = own.find((each) => each.window === window.id);
        if (window.closesAt <= now() && !row) continue;
        const times = await timed(window);
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
      const found = await windowOf(window);
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
      const [left, window] = await Promise.all([windowOf(from), windowOf(to)]);
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
}
export type Authorisations = ReturnType<typeof createAuthorisations>;
