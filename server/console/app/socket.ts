/** The console's socket: calls answered with an outcome, the wall pushed, the connection's state told calmly. */
import { io } from 'socket.io-client';
import * as z from 'zod/mini';
import { consoleCalls, consolePushes } from '../../../shared/contract/console.ts';
import type { BodyOf, ReplyOf } from '../../../shared/contract/kit.ts';
import { applyUpdate, emptyWall, type Wall } from '../wall/model.ts';
import { Fault, faultOf } from './problem.ts';

const ANSWER_WITHIN_MS = 10_000;
type Calls = typeof consoleCalls;
/** `lostAt` is set while the connection is down, with the moment it went. */
export type Link = { wall: Wall; watching: boolean; lostAt: number | null };
export type ConsoleSocket = {
  subscribe: (listener: () => void) => () => void;
  state: () => Link;
  call: <C extends keyof Calls>(name: C, body: BodyOf<Calls[C]>) => Promise<ReplyOf<Calls[C]>>;
  close: () => void;
};

const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: z.unknown() }),
]);

/** Connects under the sign-in cookie and watches the wall, again after every reconnection. */
export function openConsole(): ConsoleSocket {
  const socket = io('/console', { transports: ['websocket'] });
  const listeners = new Set<() => void>();
  let state: Link = { wall: emptyWall, watching: false, lostAt: null };
  const set = (change: Partial<Link>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  async function call<C extends keyof Calls>(name: C, body: BodyOf<Calls[C]>): Promise<ReplyOf<Calls[C]>> {
    const raw: unknown = await socket
      .timeout(ANSWER_WITHIN_MS)
      .emitWithAck(name, body)
      .catch(() => Promise.reject(new Fault('unreachable')));
    const answer = Answer.safeParse(raw);
    if (!answer.success) throw new Fault('internal', { place: name });
    if (!answer.data.ok) throw faultOf(answer.data.problem);
    const reply = consoleCalls[name].reply.safeParse(answer.data.value);
    if (!reply.success) throw new Fault('internal', { place: name });
    // Parsed by the very schema that ReplyOf derives from.
    return reply.data as ReplyOf<Calls[C]>;
  }

  const watch = () => {
    call('watch', {}).then(
      () => set({ watching: true, lostAt: null }),
      () => set({ watching: false, lostAt: state.lostAt ?? Date.now() }),
    );
  };
  const lost = () => set({ watching: false, lostAt: state.lostAt ?? Date.now() });
  socket.on('connect', watch);
  socket.on('disconnect', lost);
  socket.on('connect_error', lost);
  socket.on('wall', (raw: unknown) => {
    const update = consolePushes.wall.body.safeParse(raw);
    if (update.success) set({ wall: applyUpdate(state.wall, update.data) });
    else console.error('A wall update was not understood and left out.', update.error);
  });

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    call,
    close: () => socket.disconnect(),
  };
}
