/**
 * Answers and comments on their way to main's journal. What is typed waits for a pause; everything else goes at once; nothing typed
 * is ever given up: what was refused or failed stays here and is offered again.
 */
import type { Outcome, Problem } from '../../../shared/contract/problem.ts';
import type { Responses } from '../../../shared/journal/entry.ts';

export const TYPING_PAUSE_MS = 600;
export const RETRY_MS = 3_000;

export type Saving = 'idle' | 'pending' | 'saved' | 'failed';
/** By item. */
type Written = { answers: Record<string, Responses>; comments: Record<string, string> };
export type DraftState = Written & { saving: Saving; problem: Problem | null };
type Ports = {
  answer: (body: { item: string; responses: Responses }) => Promise<Outcome<unknown>>;
  comment: (body: { item: string; text: string }) => Promise<Outcome<unknown>>;
  /** Calls back after `ms`; gives a function that cancels. */
  later: (callback: () => void, ms: number) => () => void;
};

export type Drafts = {
  state: () => DraftState;
  subscribe: (listener: () => void) => () => void;
  /** Changes one response of an item. With `pause` 0 it is handed to main at once. */
  change: (item: string, response: string, values: string[], pause: number) => void;
  /** Changes the comment on an item. */
  comment: (item: string, text: string, pause: number) => void;
  /** Hands everything to main now; resolves with whether all of it is on this computer's disk. */
  flush: () => Promise<boolean>;
};

const same = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

type Kind = 'answer' | 'comment';
type Write = () => Promise<Outcome<unknown>>;
type Place = `${Kind} ${string}`;

/** @param known what main held when the screens were loaded */
export function createDrafts(known: Written, ports: Ports): Drafts {
  let state: DraftState = { ...known, saving: 'idle', problem: null };
  const listeners = new Set<() => void>();
  /** How what main has not been handed is handed to it, as it stands then. */
  const waiting = new Map<Place, Write>();
  /** What is under way; a newer one may overtake it here, never in main, which takes them in order. */
  const sent = new Map<Place, Promise<void>>();
  let cancel = () => {};

  const update = (change: Partial<DraftState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const send = (place: Place, write: Write) => {
    waiting.delete(place);
    const sending = write().then((outcome) => {
      if (sent.get(place) === sending) sent.delete(place);
      if (!outcome.ok) {
        waiting.set(place, write);
        update({ saving: 'failed', problem: outcome.problem });
        plan(RETRY_MS);
      } else if (waiting.size === 0 && sent.size === 0) update({ saving: 'saved', problem: null });
    });
    sent.set(place, sending);
  };
  const sendAll = () => {
    cancel();
    for (const [place, write] of [...waiting]) send(place, write);
  };
  const plan = (ms: number) => {
    cancel();
    cancel = ports.later(sendAll, ms);
  };

  const offer = (place: Place, pause: number) => {
    if (!waiting.has(place)) return;
    if (pause > 0) plan(pause);
    else sendAll();
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
        waiting.set(`answer ${item}`, () => ports.answer({ item, responses: state.answers[item] ?? {} }));
        update({ answers: { ...state.answers, [item]: { ...before, [response]: values } }, saving: 'pending' });
      }
      offer(`answer ${item}`, pause);
    },
    comment: (item, text, pause) => {
      if ((state.comments[item] ?? '') !== text) {
        waiting.set(`comment ${item}`, () => ports.comment({ item, text: state.comments[item] ?? '' }));
        update({ comments: { ...state.comments, [item]: text }, saving: 'pending' });
      }
      offer(`comment ${item}`, pause);
    },
    flush: async () => {
      sendAll();
      while (sent.size > 0) await Promise.all(sent.values());
      return waiting.size === 0;
    },
  };
}
