/** Authorisations: who may sit in which window, for staff, for the learner, and by the passing of time. */
import { randomUUID } from 'node:crypto';
import type { RuleReport } from '../../shared/contract/console.ts';
import type { Authorisation, WindowPage } from '../../shared/contract/registration.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { due } from './authorisation.ts';
import { gate } from './gate.ts';
import { conflict, createLedger, heldOf } from './ledger.ts';
import { createOwn } from './own.ts';
import type { Registrations, Window } from './registrations.ts';
import { createWindows } from './windows.ts';

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

/** An attempt that nobody began has no sitting; it is named after its registration. */
const missed = (registration: string): string => `no-show-${registration}`.slice(0, 64);

export function createAuthorisations({ db, registrations, ports, now }: AuthorisationsOptions) {
  const windows = createWindows({ db, registrations, examTitle: ports.examTitle, now });
  const ledger = createLedger({ db, registrations, learner: ports.learner, now });
  const { rows, move, keep, one, shown, shownOne } = ledger;

  const factsOf = async (learner: string, window: Window) => {
    const all = await rows()
      .where((e) => e.or([e('window', '=', window.id), e('learner', '=', learner)]))
      .execute();
    const offered = await registrations.windows();
    const own = all.find((row) => row.learner === learner && row.window === window.id) ?? null;
    const elsewhere = all.find(
      (row) =>
        row.learner === learner &&
        row.window !== window.id &&
        row.registration !== null &&
        row.state === 'granted' &&
        offered.find(({ id }) => id === row.window)?.exam === window.exam,
    );
    const taken = all.filter(({ window: at, state }) => at === window.id && (state === 'granted' || state === 'used')).length;
    return { own, elsewhere, taken };
  };
  /** @param leaving a window that the learner would give up at the same time */
  const gateOf = async (learner: string, window: Window, leaving: string | null = null): Promise<RuleReport> => {
    const { own, elsewhere, taken } = await factsOf(learner, window);
    return gate({
      now: now(),
      window: await windows.timed(window),
      programme: await ports.mayTake(learner, window),
      taken,
      own: own && heldOf(own),
      elsewhere: elsewhere && elsewhere.window !== leaving ? (await windows.one(elsewhere.window)).title : null,
      idVerifiedOn: await ports.idVerifiedOn(learner),
      holds: await ports.holds(learner),
    });
  };

  return {
    ...createOwn({ db, registrations, windows, ledger, gateOf, ports, now }),
    /** Every rule of registering, for one learner and window. */
    gate: async (learner: string, window: string): Promise<RuleReport> => gateOf(learner, await windows.one(window)),
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

    windows: windows.list,
    openWindow: windows.open,
    changeRule: windows.changeRule,
    async window(id: string): Promise<WindowPage> {
      const list = await rows().where('window', '=', id).execute();
      return { window: await windows.row(await windows.one(id)), authorisations: await shown(list) };
    },

    /** Lets a learner register, for a reason. @throws ProblemError `not-found`, `conflict` */
    async authorise(window: string, learner: string, reason: string, by: string): Promise<Authorisation> {
      await Promise.all([windows.one(window), ports.learner(learner)]);
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
      const window = await windows.one(row.window);
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
      const open = new Map(
        await Promise.all(
          (await registrations.windows()).map(async (window) => [window.id, await windows.timed(window)] as const),
        ),
      );
      let moved = 0;
      for (const row of await rows().where('state', '=', 'granted').execute()) {
        const window = open.get(row.window);
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
  };
}
export type Authorisations = ReturnType<typeof createAuthorisations>;
