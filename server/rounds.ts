/** What the server does again and again by itself. */
import type { Features } from './features.ts';
import { type Outbox, sendNotices } from './notices/index.ts';
import type { Db } from './platform/database/database.ts';
import { audit } from './platform/identity/audit.ts';
import type { Log } from './platform/log.ts';
import { LINK_MS } from './registrations/index.ts';

export type RoundOptions = { db: Db; outbox: Outbox; publicUrl: string; log: Log; now: () => number };
type Round = { everyMs: number; act: () => Promise<unknown>; failed: string };

export type Rounds = ReturnType<typeof createRounds>;

/** A round that fails is logged and comes again; none runs beside itself. */
export function createRounds(features: Features, { db, outbox, publicUrl, log, now }: RoundOptions) {
  const { authorisations, flow, learnerLinks, lti, marking, release, sittings } = features;
  const pageLink = async (learner: string) => {
    const token = await learnerLinks.make(db, { learner, window: null }, LINK_MS.sent);
    return new URL(`/my#${token}`, publicUrl).href;
  };

  const destroyDue = async () => {
    const destroyed = (sitting: string, what: string) =>
      audit(db, now(), { by: 'server', act: `destroyed ${what}`, subject: `sitting ${sitting}`, detail: 'retention date' });
    const needed = await release.needed();
    for (const sitting of await sittings.pictures.destroyDue(now(), needed)) await destroyed(sitting, 'pictures');
    for (const sitting of await marking.destroyDue(now())) await destroyed(sitting, 'answers kept for marking');
  };

  const rounds: Round[] = [
    { everyMs: 10_000, act: () => sendNotices(db, outbox, pageLink, now), failed: 'notices could not be handed on; they stay' },
    { everyMs: 30_000, act: () => lti.work(), failed: 'platforms could not be told; the next round tries again' },
    {
      everyMs: 30_000,
      act: () => authorisations.sweep(),
      failed: 'authorisations could not be swept; the next round tries again',
    },
    {
      everyMs: 30_000,
      act: () => flow.makeUp(),
      failed: 'what was interrupted could not be made up for; the next round tries again',
    },
    { everyMs: 3600_000, act: destroyDue, failed: 'retention failed; the next round tries again' },
  ];
  let timers: NodeJS.Timeout[] = [];
  const underWay = new Map<Round, Promise<unknown>>();
  const run = (round: Round) => {
    if (underWay.has(round)) return;
    const running = Promise.resolve(round.act())
      .catch((error: unknown) => log.error({ err: error }, round.failed))
      .finally(() => underWay.delete(round));
    underWay.set(round, running);
  };

  return {
    /** What is due goes first, once, before requests come. @throws Error when that fails */
    async start(): Promise<void> {
      await authorisations.sweep();
      await destroyDue();
      timers = rounds.map((round) => setInterval(run, round.everyMs, round));
    },
    /** No further rounds; resolves when those under way have ended. */
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay.values());
    },
  };
}
