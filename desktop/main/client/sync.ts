/**
 * Keeps the journal in step with the server over the socket: at least once from here, exactly once there.
 * One batch in flight; a cumulative receipt moves `acked`; any doubt ends in a new hello, which asks where we stand.
 */
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import {
  candidateCalls,
  candidatePushes,
  MAX_BATCH,
  PROTOCOL,
  type Receipt,
  type SignedActs,
} from '../../../shared/contract/candidate.ts';
import type { BodyOf, Call, ReplyOf } from '../../../shared/contract/kit.ts';
import { type Outcome, Problem } from '../../../shared/contract/problem.ts';
import { headMessage, type Sign } from '../../../shared/journal/chain.ts';
import { ProblemFailure } from './api.ts';
import type { JournalStore } from './journal-store.ts';

const ANSWER_MS = 8_000;
const RETRY_MS = 1_000;
const REFUSED_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

export type SyncOptions = {
  server: string;
  token: () => string;
  sitting: string;
  store: JournalStore;
  sign: Sign;
  onOnline: (online: boolean) => void;
  onReceipt: (receipt: Receipt) => void;
  onActs: (acts: SignedActs) => void;
  /** The server refuses this client's token or entries; retrying alone won't help. */
  onRefused: (problem: Problem) => void;
};
export type Sync = {
  kick: () => void;
  /** Asks the server anew where both sides stand. */
  again: () => void;
  reconnect: () => void;
  stop: () => void;
};

export function startSync(options: SyncOptions): Sync {
  const { server, token, sitting, store, sign, onOnline, onReceipt, onActs, onRefused } = options;
  const socket: Socket = io(new URL('/sitting', server).href, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 8_000,
    auth: (give) => give({ token: token(), protocol: PROTOCOL }),
  });
  let acked: number | null = null;
  let pumping = false;
  let stopped = false;

  const ask = async <const C extends Call>(name: string, call: C, body: BodyOf<C>): Promise<ReplyOf<C>> => {
    const outcome = (await socket.timeout(ANSWER_MS).emitWithAck(name, body)) as Outcome<unknown>;
    if (!outcome.ok) throw new ProblemFailure(z.parse(Problem, outcome.problem));
    return z.parse(call.reply as z.ZodMiniType, outcome.value) as ReplyOf<C>;
  };

  let wait = RETRY_MS;
  const retry = () => {
    acked = null;
    setTimeout(
      () => {
        if (!stopped && socket.connected) void hello();
      },
      wait * (0.5 + Math.random()),
    );
  };

  const hello = async (): Promise<void> => {
    try {
      const reply = await ask('hello', candidateCalls.hello, { serverSeq: store.head(sitting, 'server').seq });
      acked = reply.acked;
      if (reply.receipt) onReceipt(reply.receipt);
      if (reply.acts) onActs(reply.acts);
      onOnline(true);
      void pump();
    } catch {
      retry();
    }
  };

  const pump = async (): Promise<void> => {
    if (pumping || acked === null) return;
    pumping = true;
    try {
      while (acked !== null && socket.connected) {
        const entries = store.waiting(acked, MAX_BATCH);
        const [first] = entries;
        const last = entries.at(-1);
        if (!first || !last) break;
        const signature = sign(headMessage(sitting, 'candidate', { seq: last.seq, hash: last.hash }));
        const { receipt } = await ask('entries', candidateCalls.entries, { from: first.seq, entries, signature });
        acked = receipt.seq;
        wait = RETRY_MS;
        onReceipt(receipt);
      }
    } catch (error) {
      const problem = error instanceof ProblemFailure ? error.problem : null;
      if (problem && problem.code !== 'gap' && problem.code !== 'busy' && problem.code !== 'too-many') {
        onRefused(problem);
        wait = Math.min(LONGEST_RETRY_MS, wait * 2);
      }
      retry();
    } finally {
      pumping = false;
    }
  };

  socket.on('connect', () => void hello());
  socket.on('disconnect', (reason) => {
    acked = null;
    onOnline(false);
    // The server closed us on purpose (a newer connection of this sitting, or its own stop): come back in a while.
    if (reason === 'io server disconnect' && !stopped)
      setTimeout(() => !stopped && socket.connect(), RETRY_MS * (1 + Math.random()));
  });
  socket.on('connect_error', (error) => {
    onOnline(false);
    const problem = z.safeParse(Problem, 'data' in error ? error.data : null);
    if (problem.success) onRefused(problem.data);
    // After a refusal in the handshake the library gives up for good; an exam does not.
    if (!socket.active && !stopped) setTimeout(() => !stopped && socket.connect(), REFUSED_MS * (0.5 + Math.random()));
  });
  socket.on('acts', (body: unknown) => {
    const acts = z.safeParse(candidatePushes.acts.body, body);
    if (acts.success) onActs(acts.data);
    else void hello();
  });
  return {
    kick: () => void pump(),
    again: () => void hello(),
    reconnect: () => {
      if (!stopped) socket.disconnect().connect();
    },
    stop: () => {
      stopped = true;
      socket.disconnect();
    },
  };
}
