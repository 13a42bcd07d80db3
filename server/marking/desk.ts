/** One queue at work: its state in memory, acts in turn, and events, texts and audit in one transaction. */

import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { createSerially } from '../platform/serially.ts';
import type { Acted } from './acts.ts';
import type { MarkingEvent, Numbered } from './events.ts';
import { advance, project, type QueueState } from './state.ts';
import { addScripts, append, eventsOf, type NewScript } from './store.ts';

type Audited = { by: string; act: string; subject: string; detail?: string };
export type Work = {
  decide: (state: QueueState) => Acted | Promise<Acted>;
  /** What the audit trail says of these events; nothing is written without events. */
  audited: (events: readonly MarkingEvent[]) => readonly Audited[];
  scripts?: readonly NewScript[];
};

/**
 * The states of all queues.
 * @param changed called after a commit and outside of the queue's turn, with the scripts whose mark may have changed
 */
export function createDesks(db: Db, now: () => number, changed: (queue: string, scripts: readonly string[]) => Promise<void>) {
  const states = new Map<string, QueueState>();
  const serially = createSerially();

  const stateOf = async (queue: string): Promise<QueueState> => {
    const known = states.get(queue);
    if (known) return known;
    const state = project(await eventsOf(db, queue));
    states.set(queue, state);
    return state;
  };

  return {
    /** Reads a state in the queue's turn; what is made of it has to be done before the promise resolves. */
    read: <T>(queue: string, look: (state: QueueState) => T | Promise<T>): Promise<T> =>
      serially(queue, async () => look(await stateOf(queue))),
    /**
     * Decides on the newest state and stores what follows, whole or not at all.
     * @throws ProblemError with the refusal
     */
    async act(queue: string, { decide, audited, scripts = [] }: Work): Promise<void> {
      const events = await serially(queue, async () => {
        const state = await stateOf(queue);
        const acted = await decide(state);
        if (!acted.ok) throw new ProblemError(acted.code, `${acted.message} Nothing was changed.`);
        const at = now();
        const numbered = acted.events.map((event, i): Numbered => ({ seq: state.seq + 1 + i, at, event }));
        if (numbered.length === 0) return [];
        try {
          await db.transaction().execute(async (trx) => {
            await addScripts(trx, queue, scripts, at);
            await append(trx, queue, numbered);
            for (const row of audited(acted.events)) await audit(trx, at, row);
          });
        } catch (error) {
          // Whatever is stored now is the truth; the next reader projects it anew.
          states.delete(queue);
          throw error;
        }
        for (const each of numbered) advance(state, each);
        return acted.events;
      });
      const touched = await serially(queue, async () => {
        const state = await stateOf(queue);
        // A response that has only just come in is with whoever brought it, and nobody else waits for it.
        const fresh = new Set(events.flatMap((event) => (event.kind === 'script-added' ? [event.script] : [])));
        return [...new Set(events.flatMap((event) => scriptsTouched(event, state)))].filter((script) => !fresh.has(script));
      });
      if (touched.length > 0) await changed(queue, touched);
    },
  };
}

/** The scripts whose settled mark an event may have changed. */
function scriptsTouched(event: MarkingEvent, state: QueueState): string[] {
  switch (event.kind) {
    case 'marked':
    case 'model-marked':
    case 'judged':
      return [event.script];
    case 'stopped':
      return event.voided;
    case 'released':
      return [...state.scripts.keys()];
    default:
      return [];
  }
}
