/**
 * Answers on their way to main's journal. What is typed waits for a pause; everything else goes at once; nothing typed
 * is ever given up: a refused or failed answer stays here and is offered again.
 */
import type { Outcome, Problem } from '../../../shared/contract/problem.ts';
import type { Responses } from '../../../shared/journal/entry.ts';

export const TYPING_PAUSE_MS = 600;
export const RETRY_MS = 3_000;

export type Saving = 'idle' | 'pending' | 'saved' | 'failed';
export type DraftState = { answers: Record<string, Responses>; saving: Saving; problem: Problem | null };
type Ports = {
  answer: (body: { item: string; responses: Responses }) => Promise<Outcome<{ seq: number }>>;
  /** Calls back after `ms`; gives a function that cancels. */
  later: (callback: () => void, ms: number) => () => void;
};

export type Drafts = {
  state: () => DraftState;
  subscribe: (listener: () => void) => () => void;
  /** Changes one response of an item. With `pause` 0 it is handed to main at once. */
  change: (item: string, response: string, values: string[], pause: number) => void;
  /** Hands everything to main now; resolves with whether all of it is on this computer's disk. */
  flush: () => Promise<boolean>;
};

const same = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

/** @param known the answers that main held when the screens were loaded */
export function createDrafts(known: Record<string, Responses>, ports: Ports): Drafts {
  let state: DraftState = { answers: known, saving: 'idle', problem: null };
  const listeners = new Set<() => void>();
  /** Items with changes that main has not been handed. */
  const waiting = new Set<string>();
  /** Per item, the answer under way; a newer one may overtake it here, never in main, which takes them in order. */
  const sent = new Map<string, Promise<void>>();
  let cancel = () => {};

  const update = (change: Partial<DraftState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const send = (item: string) => {
    waiting.delete(item);
    const responses = state.answers[item] ?? {};
    const answering = ports.answer({ item, responses }).then((outcome) => {
      if (sent.get(item) === answering) sent.delete(item);
      if (!outcome.ok) {
        waiting.add(item);
        update({ saving: 'failed', problem: outcome.problem });
        plan(RETRY_MS);
      } else if (waiting.size === 0 && sent.size === 0) update({ saving: 'saved', problem: null });
    });
    sent.set(item, answering);
  };
  const sendAll = () => {
    cancel();
    for (const item of [...waiting]) send(item);
  };
  const plan = (ms: number) => {
    cancel();
    cancel = ports.later(sendAll, ms);
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (item, response, values, pause) => {
      const before = state.answers[item] ?? {};
      if (!same(before[response], values)) {
        waiting.add(item);
        update({ answers: { ...state.answers, [item]: { ...before, [response]: values } }, saving: 'pending' });
      }
      if (!waiting.has(item)) return;
      if (pause > 0) plan(pause);
      else sendAll();
    },
    flush: async () => {
      sendAll();
      while (sent.size > 0) await Promise.all(sent.values());
      return waiting.size === 0;
    },
  };
}
