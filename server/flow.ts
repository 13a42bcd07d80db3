/**
 * What follows from what: a sitting ends -> a provisional result; its incidents are decided -> the result is final or
 * invalidated; marks of people are settled or reopened -> the result follows; either way -> the decision is taken again, and a credential issued or taken back with it. A regrade writes
 * results and the decisions that follow from them in one transaction.
 */

import { isOver } from '../shared/sitting/state.ts';
import type { StateChange } from './credentials/index.ts';
import type { Decisions, ToDecide } from './decisions/index.ts';
import type { Exams } from './exams/index.ts';
import type { Grading, RegradePorts } from './grading/index.ts';
import type { Marking } from './marking/index.ts';
import type { Log } from './platform/log.ts';
import { createSerially } from './platform/serially.ts';
import { type ExamResult, type Hold, holdReason, type Programmes, type Settled, Share } from './programmes/index.ts';
import type { Registrations } from './registrations/index.ts';
import { isDecided, type Review } from './review/index.ts';
import type { Sittings } from './sittings/index.ts';

const DAY_MS = 86_400_000;
/** Sittings to the share of the maximum, 0..1, that a regrade is about to give them. */
type Revised = ReadonlyMap<string, number>;

export type FlowOptions = {
  sittings: Sittings;
  registrations: Registrations;
  review: Review;
  exams: Exams;
  grading: Grading;
  marking: Marking;
  decisions: Decisions;
  /** Which accounts are one person's. */
  persons: Programmes['persons'];
  /** Proposed changes of an exam's key that nobody has decided. */
  openRegrades: (exam: string) => Promise<readonly string[]>;
  /** Tells the candidate of a result, unless that was done. */
  tell: (sitting: string) => Promise<void>;
  log: Log;
  now: () => number;
};

export function connectFlow({
  sittings,
  registrations,
  review,
  exams,
  grading,
  marking,
  decisions,
  persons,
  openRegrades,
  tell,
  log,
  now,
}: FlowOptions) {
  const serially = createSerially();

  /** Results name the exam's version; programmes ask for the assessment, of which versions come and go. */
  const evidenceOf = async (learner: string, revised: Revised) => {
    const accounts = await persons.accounts(learner);
    return (await Promise.all(accounts.map((account) => evidenceOfAccount(account, revised)))).flat();
  };
  const evidenceOfAccount = async (account: string, revised: Revised) =>
    Promise.all(
      (await grading.evidenceOf(account)).map(async (result): Promise<ExamResult> => {
        const { facts, state } = await sittings.journal.live(result.sitting);
        const { window } = await registrations.get(facts.registration);
        // Ages, waits and the hours of an exam in parts count from the sitting itself, not from its grading. Its times are
        // those of the candidate's clock: they cannot lie before the window or after the grading, whatever that clock says.
        const graded = result.takenAt;
        const within = (at: number | null, from: number) => Math.min(Math.max(at ?? graded, from), graded);
        const takenAt = within(state.startedAt, window.opensAt);
        return {
          ...result,
          score: Share.parse(revised.get(result.sitting) ?? result.score),
          exam: (await exams.get(result.exam)).exam.assessment,
          takenAt,
          ...(state.endedAt === null ? {} : { endedAt: within(state.endedAt, takenAt) }),
        };
      }),
    );

  /**
   * What keeps a sitting from counting for now: incidents to be reviewed, answers to be marked, a change of the key that is
   * proposed. For what follows from such a change the proposal itself is none.
   */
  const holdsOf = async (sitting: string, underRegrade = false): Promise<Hold[]> => {
    const open = (await review.incidentsOf(sitting)).filter((incident) => !isDecided(incident.state));
    const live = await sittings.journal.live(sitting);
    const unmarked = isOver(live.state.stage) ? await grading.openMarks(live) : [];
    const proposed = underRegrade ? [] : await openRegrades(live.facts.exam);
    return [
      ...open.map(
        ({ id }): Hold => ({
          kind: 'incident',
          subject: id,
          reason: holdReason('hold.because.incident'),
        }),
      ),
      ...unmarked.map(
        (item): Hold => ({
          kind: 'marking',
          subject: item,
          reason: holdReason('hold.because.marking'),
        }),
      ),
      ...proposed.map(
        (id): Hold => ({
          kind: 'regrade',
          subject: id,
          reason: holdReason('hold.because.regrade'),
        }),
      ),
    ];
  };

  const toDecide = async (sitting: string, by: string, cause: string, revised?: Revised): Promise<ToDecide> => {
    const { facts } = await sittings.journal.live(sitting);
    const { window } = await registrations.get(facts.registration);
    const learner = await persons.counting(facts.learner);
    return {
      programme: window.programme,
      learner,
      exams: await evidenceOf(learner, revised ?? new Map()),
      holds: await holdsOf(sitting, revised !== undefined),
      by,
      cause,
    };
  };

  const decide = async (sitting: string, cause: string): Promise<void> => {
    const { facts } = await sittings.journal.live(sitting);
    await serially(await persons.counting(facts.learner), async () => {
      await decisions.recompute(await toDecide(sitting, 'server', cause));
    });
  };

  /** The decisions that follow from revised scores, prepared for the transaction that writes those scores. */
  const decisionsAfter: RegradePorts['decisionsAfter'] = async (revised, by, cause) => {
    const all = new Map<string, ToDecide>();
    for (const sitting of revised.keys()) {
      const to = await toDecide(sitting, by, cause, revised);
      all.set(JSON.stringify([to.programme, to.learner]), to);
    }
    return await decisions.prepareAll([...all.values()]);
  };

  const startRetention = async (sitting: string): Promise<void> => {
    const { facts } = await sittings.journal.live(sitting);
    const until = now() + facts.policy.retentionDays * DAY_MS;
    await sittings.pictures.keepUntil(sitting, until);
    await marking.keepUntil(sitting, until);
  };

  review.onDecided((sitting) => grading.settle(sitting));
  marking.onChanged((sitting) => grading.settle(sitting));
  grading.onResult(async (result) => {
    log.info({ sitting: result.sitting, state: result.state }, 'result');
    await decide(result.sitting, `result ${result.state}`);
    await tell(result.sitting);
    if (result.state !== 'provisional') await startRetention(result.sitting);
  });

  /** Makes up for whatever a stop or a failure of the server left undone on one sitting; what is done stays as it is. */
  const catchUp = async (sitting: string): Promise<void> => {
    await sittings.catchUp(sitting);
    await review.catchUp(sitting);
    await grading.catchUp(sitting);
    const { state } = await sittings.journal.live(sitting);
    if (!isOver(state.stage)) return;
    const incidents = await review.incidentsOf(sitting);
    const open = await grading.openMarks(await sittings.journal.live(sitting));
    if (open.length === 0 && incidents.every((incident) => isDecided(incident.state))) await startRetention(sitting);
    await decide(sitting, 'made up for');
    await tell(sitting);
  };

  /** What is known of a learner beside course results, and what is open about them. */
  const knownOf = async (learner: string): Promise<{ exams: ExamResult[]; holds: Hold[] }> => {
    const accounts = await persons.accounts(learner);
    const registered = (await Promise.all(accounts.map((account) => registrations.ofLearner(account)))).flat();
    const own = await Promise.all(registered.map(({ id }) => sittings.ofRegistration(id)));
    const holds = await Promise.all(own.map((sitting) => (sitting === null ? [] : holdsOf(sitting))));
    return { exams: await evidenceOf(learner, new Map()), holds: holds.flat() };
  };

  /**
   * Takes the decisions of a learner again: in one programme, or in all in which something was decided; and those of the
   * account that counts for this one.
   */
  async function decideAgain(learner: string, programme: string | null, by: string, cause: string): Promise<void> {
    for (const account of new Set([learner, await persons.counting(learner)])) {
      await serially(account, async () => {
        const given = await knownOf(account);
        const all = programme === null ? await decisions.holds.decided(account) : [programme];
        for (const each of all) await decisions.recompute({ programme: each, learner: account, ...given, by, cause });
      });
    }
  }

  return {
    knownOf,
    decisionsAfter,
    decideAgain,
    /** After two people agreed which accounts are one person's: the decisions on all of them. */
    async personsSettled({ learners, says, by, reason }: Settled): Promise<void> {
      const cause = `looked at: ${reason}`;
      const own = await Promise.all(learners.map((learner) => decisions.holds.decided(learner)));
      for (const [i, learner] of learners.entries()) {
        // What was decided on the others is decided on the one that counts.
        const all = says === 'one' && i === 0 ? own.flat() : (own[i] ?? []);
        for (const programme of new Set(all)) await decideAgain(learner, programme, by, cause);
      }
    },
    /** After a proposed change of a key was decided: whatever is on hold is decided again. */
    async regradeSettled(by: string): Promise<void> {
      for (const { learner, programme } of await decisions.onHold()) {
        await serially(learner, async () => {
          await decisions.recompute({
            programme,
            learner,
            ...(await knownOf(learner)),
            by,
            cause: 'a proposed regrade was decided',
          });
        });
      }
    },
    /** The decisions that rest on a credential which people are about to change, for the transaction of the change. */
    follows: async (change: StateChange) => {
      const { learner, programme, by, cause } = change;
      return await decisions.prepareFollowUp({ programme, learner, ...(await knownOf(learner)), by, cause }, change);
    },
    /** Goes through all sittings. Call once at start, before serving. */
    async start(): Promise<void> {
      for (const { id } of await sittings.ids()) await catchUp(id);
    },
    /** Goes through those whose listeners failed since. Call now and then. */
    async makeUp(): Promise<void> {
      for (const id of new Set([...sittings.journal.takeBehind(), ...marking.takeBehind()])) {
        await catchUp(id).catch((error: unknown) =>
          log.error({ err: error, sitting: id }, 'a sitting could not be made up for; the next start tries again'),
        );
      }
    },
  };
}
