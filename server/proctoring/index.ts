/** Proctoring: the live wall, a sitting's page, and a proctor's acts. */
import type { Server } from 'socket.io';
import { type Account, consoleCalls, consoleRoutes, type SittingPage } from '../../shared/contract/console.ts';
import type { Allowed } from '../../shared/contract/kit.ts';
import { heldAmong } from '../../shared/preflight/gates.ts';
import { restoredMs, usedMs } from '../../shared/sitting/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { type Caller, requireAllowed, staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit, auditLooks } from '../platform/identity/audit.ts';
import type { Log } from '../platform/log.ts';
import type { Connection, Realtime } from '../platform/realtime.ts';
import type { Review } from '../review/index.ts';
import type { Sittings } from '../sittings/index.ts';
import { noteOf } from './acts.ts';
import { checkInReport } from './check-in.ts';
import { createWall } from './wall.ts';

export type ProctoringOptions = {
  database: Database;
  sittings: Sittings;
  review: Review;
  log: Log;
  now: () => number;
  /** The questions of a sitting's form: item id to number, and how many. */
  formOf: (sitting: string) => Promise<{ order: Record<string, number>; questions: number }>;
  titles: (sitting: string) => Promise<{ exam: string; window: string; accommodations: string[] }>;
  admitStaff: (handshake: Connection['handshake']) => Promise<Caller>;
};

const WATCHERS = 'watchers';
/** How long a wall may go on after its session ended. */
const SESSION_CHECK_MS = 30_000;

export function createProctoring(options: ProctoringOptions) {
  const { database, sittings, review, log, now, formOf, titles, admitStaff } = options;
  const { db } = database;
  const looked = auditLooks(db, now);
  const wall = createWall({ sittings, review, log, now, formOf });

  const page = async (caller: Caller, id: string): Promise<SittingPage> => {
    const account = staffOf(caller);
    const [live, { timeline, intact }, { order }, names, incidents, pictures, tile] = await Promise.all([
      sittings.journal.live(id),
      sittings.record(id),
      formOf(id),
      titles(id),
      review.summariesOf(account, id),
      sittings.pictures.of(id),
      wall.draw(id),
    ]);
    const { clock, startedAt, endedAt, submitCause, tier, returned } = live.state;
    return {
      tile,
      checkIn: checkInReport(live.state),
      ...names,
      learner: live.facts.learner,
      allowedMs: clock.allowedMs,
      extendedMs: clock.extendedMs,
      restoredMs: restoredMs(clock),
      usedMs: Math.round(usedMs(clock)),
      startedAt,
      endedAt,
      submitCause,
      tier,
      returned,
      intact,
      entries: timeline.length,
      receiptAt: live.storedAt,
      order,
      timeline,
      incidents,
      pictures,
    };
  };

  return {
    wall,
    serve(http: Http, realtime: Realtime): void {
      http.route(consoleRoutes.sitting, async ({ caller, params }) => {
        const answer = await page(caller, params.id);
        await audit(db, now(), { by: staffOf(caller).name, act: 'looked at', subject: `sitting ${params.id}` });
        return answer;
      });
      http.route(consoleRoutes.picture, async ({ caller, params, reply }) => {
        const { sitting, purpose, bytes } = await sittings.pictures.get(params.hash);
        await looked({ by: staffOf(caller).name, act: 'looked at', subject: `${purpose} of sitting ${sitting}` });
        reply.type('image/jpeg').header('cache-control', 'private, max-age=3600, immutable');
        return bytes;
      });

      const sockets = realtime.namespace('/console', admitStaff, ({ socket, handshake }) => {
        const look = setInterval(async () => {
          const caller = await admitStaff(handshake).catch((): Caller => ({ kind: 'nobody' }));
          if (caller.kind === 'nobody') socket.disconnect(true);
        }, SESSION_CHECK_MS);
        socket.on('disconnect', () => clearInterval(look));
      });
      const space: ReturnType<Server['of']> = sockets.space;
      // A session may have ended since the connection was made.
      const stillAllowed = async ({ handshake }: Connection, allowed: Allowed): Promise<Account> => {
        const caller = await admitStaff(handshake);
        requireAllowed(caller, allowed);
        return staffOf(caller);
      };
      sockets.on('watch', consoleCalls.watch, async (_body, connection) => {
        await stillAllowed(connection, consoleCalls.watch.allowed);
        const { socket } = connection;
        await socket.join(WATCHERS);
        socket.emit('wall', wall.full());
        return {};
      });
      sockets.on('act', consoleCalls.act, async ({ sitting, act }, connection) => {
        const account = await stillAllowed(connection, consoleCalls.act.allowed);
        const held = act.act === 'release' ? heldAmong(await sittings.gatesOf(sitting)) : [];
        const entry = await sittings.journal.act(sitting, (live) => noteOf(act, live.state, account.name, held));
        const what = act.act === 'open-gate' ? `${act.gate}: ` : '';
        const detail = 'reason' in act ? `${what}${act.reason ?? ''}` : '';
        await audit(db, now(), { by: account.name, act: act.act, subject: `sitting ${sitting}`, detail });
        return { seq: entry.seq };
      });
      wall.onUpdate((update) => space.to(WATCHERS).emit('wall', update));
    },
  };
}
export type Proctoring = ReturnType<typeof createProctoring>;
