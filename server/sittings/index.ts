/** Sittings: launch, journal, presence and pictures of one attempt, from check-in to its end. */
import type { DeliveryForm } from '../../shared/assessment/delivery.ts';
import type { TimelineEntry } from '../../shared/contract/console.ts';
import { emptyHead, follow, headMessage, type Verify } from '../../shared/journal/chain.ts';
import type { Entry, Lane, ServerNote } from '../../shared/journal/entry.ts';
import { type Gate, gatesOf, heldAmong } from '../../shared/preflight/gates.ts';
import type { StoredReport } from '../../shared/preflight/report.ts';
import { doubtsOf } from '../../shared/sitting/check-in.ts';
import { isWaiting } from '../../shared/sitting/course.ts';
import { isOver, type Stage } from '../../shared/sitting/state.ts';
import type { Blobs } from '../platform/blobs/blobs.ts';
import type { Database } from '../platform/database/database.ts';
import type { Http } from '../platform/http/server.ts';
import { type SigningKey, verifierOf } from '../platform/keys.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Realtime } from '../platform/realtime.ts';
import { type Registrations, requireOpen } from '../registrations/index.ts';
import { serveCandidates } from './gateway.ts';
import { createJournal } from './journal.ts';
import { createLaunch, type LaunchPorts } from './launch.ts';
import { type Facts, type Live, storedEntries } from './live.ts';
import { createPictures } from './pictures.ts';
import { createPresence } from './presence.ts';

export { candidateOf } from './gateway.ts';
export type { Committed, Journal } from './journal.ts';
export type { Facts, Live } from './live.ts';
export { sittingMigrations } from './tables.ts';

export type SittingsOptions = {
  database: Database;
  blobs: Blobs;
  key: SigningKey;
  metrics: Metrics;
  log: Log;
  now: () => number;
  registrations: Registrations;
  ports: LaunchPorts & {
    deliver: (facts: Facts) => Promise<DeliveryForm>;
    /** System checks of a registration on days before. */
    preflights: (registration: string) => Promise<StoredReport[]>;
  };
};

export function createSittings({ database, blobs, key, metrics, log, now, registrations, ports }: SittingsOptions) {
  const { db } = database;
  const journal = createJournal({ database, key, metrics, log, now });
  const pictures = createPictures(db, blobs, () => database.writer.depth());
  const presence = createPresence(now);
  const launch = createLaunch({ database, registrations, ports, key, blobs, now });

  /** What of a check-in wants a person, and whether one has looked. */
  const gatesIn = async ({ facts: { policy, registration }, state }: Live): Promise<Gate[]> =>
    state.found ? gatesOf(policy.tier, state.found, await ports.preflights(registration), state.opened, now()) : [];
  /**
   * An exam that releases by policy lets in whoever is checked in on a machine that meets its tier, or whose gates are open,
   * and whose check-in left no doubt where the policy wants a proctor to look at doubts.
   */
  const mayEnter = async (live: Live): Promise<boolean> => {
    const { facts, state } = live;
    if (state.stage !== 'waiting' || facts.policy.release !== 'policy') return false;
    if (state.checkIn.policy.doubts !== 'policy' && doubtsOf(state).length > 0) return false;
    const told = (state.found?.measures.length ?? 0) > 0;
    if (facts.policy.tier === 'enforced' && state.tier !== 'enforced' && !told) return false;
    return heldAmong(await gatesIn(live)).length === 0;
  };
  const byPolicy = { kind: 'released', body: { by: 'policy' } } as const;
  journal.onCommitted(async ({ before, live }) => {
    const isNew = before.state.stage !== 'waiting' || before.state.opened.length !== live.state.opened.length;
    if (isNew && (await mayEnter(live))) await journal.actWithin(live.facts.id, byPolicy);
  });

  /** Whether the candidate waits for what the rules of the exam make of the answers. */
  const waitsForPlan = ({ state: { course, stage } }: Live): boolean =>
    course !== null && !isOver(stage) && isWaiting(course) && !course.plan.complete && course.plan.stretch === course.ended;
  const planned = async ({ facts, state }: Live): Promise<ServerNote> => {
    const answers = Object.fromEntries(Object.entries(state.answers).map(([item, { responses }]) => [item, responses]));
    const plan = await ports.plan(facts, { ended: state.course?.ended ?? 0, answers, spent: state.spent });
    if (!plan) throw new Error(`The exam ${facts.exam} had a plan when sitting ${facts.id} began and has none now.`);
    return { kind: 'planned', body: plan };
  };
  journal.onCommitted(async ({ live }) => {
    if (waitsForPlan(live)) await journal.actWithin(live.facts.id, await planned(live));
  });

  return {
    journal,
    pictures,
    presence,
    gatesOf: async (id: string): Promise<Gate[]> => gatesIn(await journal.live(id)),
    serve: (http: Http, realtime: Realtime) =>
      serveCandidates(http, realtime, {
        db,
        journal,
        pictures,
        presence,
        launch,
        requireWindow: async ({ registration }) => requireOpen((await registrations.get(registration)).window, now()),
        deliver: ports.deliver,
        now,
      }),
    /** Lets in, and on, somebody who was left waiting by a stop or a failure of the server. */
    async catchUp(id: string): Promise<void> {
      const live = await journal.live(id);
      if (await mayEnter(live)) await journal.act(id, () => byPolicy);
      if (waitsForPlan(live)) {
        const note = await planned(live);
        await journal.act(id, () => note);
      }
    },
    async ids(): Promise<{ id: string; registration: string; stage: Stage; over: boolean }[]> {
      const rows = await db.selectFrom('sitting').select(['id', 'registration', 'stage']).orderBy('place').execute();
      return rows.map(({ id, registration, stage }) => ({ id, registration, stage, over: isOver(stage) }));
    },
    /** The sitting of a registration, if one was begun. */
    async ofRegistration(registration: string): Promise<string | null> {
      const row = await db.selectFrom('sitting').select('id').where('registration', '=', registration).executeTakeFirst();
      return row?.id ?? null;
    },
    /** Every stored entry with its place in the order of storing, from 1. */
    async positioned(id: string): Promise<{ position: number; entry: Entry }[]> {
      return (await storedEntries(db, id)).map(({ entry }, i) => ({ position: i + 1, entry }));
    },
    /** Both lanes in the order of storing, and whether both chains hold from their beginnings and are signed by their keys. */
    async record(id: string): Promise<{ timeline: TimelineEntry[]; intact: boolean }> {
      const stored = await storedEntries(db, id);
      const live = await journal.live(id);
      const heads = await db.selectFrom('journal_head').select(['lane', 'signature']).where('sitting', '=', id).execute();
      const holds = (lane: Lane, verify: Verify): boolean => {
        const entries = stored.map(({ entry }) => entry).filter((entry) => entry.lane === lane);
        const head = follow(id, emptyHead(id, lane), entries);
        if ('fault' in head) return false;
        const signature = heads.find((row) => row.lane === lane)?.signature;
        return head.seq === 0 || (typeof signature === 'string' && verify(headMessage(id, lane, head), signature));
      };
      const intact = holds('candidate', live.verify) && holds('server', verifierOf(key.publicKey));
      const timeline = stored.map(({ entry, storedAt }) => ({
        lane: entry.lane,
        seq: entry.seq,
        kind: entry.kind,
        wall: entry.at.wall,
        storedAt,
        body: entry.body,
      }));
      return { timeline, intact };
    },
  };
}
export type Sittings = ReturnType<typeof createSittings>;
