/** Responses come in: live ones from sittings, known ones from administrators; with a machine's remarks on each. */
import { randomBytes } from 'node:crypto';
import type { ScriptFlag } from '../../shared/contract/marking.ts';
import type { Db } from '../platform/database/database.ts';
import type { Answer } from './answer.ts';
import type { MarkingEvent } from './events.ts';
import { flagsOf } from './model/flags.ts';
import { predict } from './model/model.ts';
import { isNearCopy, type Print, printOf } from './model/near-copy.ts';
import type { QueueState } from './state.ts';
import { modelOf, type Queue, scriptsOf, someTexts } from './store.ts';

/** 96 random bits: no part of a sitting, an order of arrival or a kind of script is in it. */
export const newScriptId = (): string => randomBytes(12).toString('hex');

/** How many other texts an off-topic one is compared with. */
const COMPARED = 100;

export function createIntake(db: Db) {
  /** Texts of live scripts by queue, to find near copies without reading them all again. */
  const prints = new Map<string, Map<string, Print | null>>();

  const printsOf = async (queue: string, { scripts }: QueueState): Promise<Map<string, Print | null>> => {
    const known = prints.get(queue);
    if (known) return known;
    const rows = await scriptsOf(db, queue);
    const made = new Map(rows.filter(({ id }) => scripts.get(id)?.use === 'live').map(({ id, text }) => [id, printOf(text)]));
    prints.set(queue, made);
    return made;
  };

  const othersOf = (queue: string): Promise<string[]> => someTexts(db, queue, COMPARED);

  return {
    /** The flags of a text that isn't a candidate's. */
    knownFlags: async (queue: Queue, text: string): Promise<ScriptFlag[]> =>
      flagsOf(text, queue.question.join('\n'), await othersOf(queue.id)),
    /**
     * The events of one more live response: itself, near copies on both sides, and the model's mark where it is second.
     * @param own other answers of the same candidate, of whom nobody copies
     */
    async live(
      queue: Queue,
      state: QueueState,
      id: string,
      { text, files }: Answer,
      own: readonly string[] = [],
    ): Promise<MarkingEvent[]> {
      const known = await printsOf(queue.id, state);
      const print = printOf(text);
      const twins = print
        ? [...known].flatMap(([other, its]) =>
            its && other !== id && !own.includes(other) && isNearCopy(print, its) ? [other] : [],
          )
        : [];
      known.set(id, print);
      const all = flagsOf(text, queue.question.join('\n'), await othersOf(queue.id));
      // Where a file is the answer, no text is missing.
      const flags = files.length > 0 ? all.filter((flag) => flag !== 'empty') : all;
      const events: MarkingEvent[] = [
        { kind: 'script-added', script: id, flags: twins.length > 0 ? [...flags, 'near-copy'] : flags },
        ...twins.map((script): MarkingEvent => ({ kind: 'flagged', script, flag: 'near-copy' })),
      ];
      const { scheme } = state;
      const stored = scheme?.second === 'model' ? await modelOf(db, queue.id) : null;
      if (scheme && stored) {
        const { version, hash } = stored.model;
        events.push({ kind: 'model-marked', script: id, version, hash, levels: predict(stored.model, scheme.criteria, text) });
      }
      return events;
    },
  };
}
