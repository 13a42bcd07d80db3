/** Marking by people: from the answers of sittings that are over to settled marks, item by item. */

import type { KnownScript, MarkingScheme, QueueFigures, QueueSetUp, ScriptRow } from '../../shared/contract/marking.ts';
import { digest } from '../../shared/journal/chain.ts';
import { drawnItems, type Exams, examItems } from '../exams/index.ts';
import { isAnswered, type Marked, needsMarker } from '../grading/index.ts';
import type { Db } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Live } from '../sittings/index.ts';
import { hasBegun, judge, mark, type Person, readmit, release, setScheme } from './acts.ts';
import { allocate, RESERVED_MS } from './allocate.ts';
import { type Answer, answerOf } from './answer.ts';
import { createDesks } from './desk.ts';
import type { MarkingEvent } from './events.ts';
import { figuresOf } from './figures.ts';
import { createIntake, newScriptId } from './intake.ts';
import { figuresOfModel, markSecond, settledByPeople, teach } from './learn.ts';
import { FEWEST_SCRIPTS } from './model/model.ts';
import { questionOf } from './question.ts';
import { agree, levelsFault, totalOf } from './scheme.ts';
import { isOut, settlementOf } from './settle.ts';
import { deskFor, queueForMarker, rowOf, toJudge } from './shown.ts';
import * as store from './store.ts';

export type MarkingOptions = {
  db: Db;
  exams: Exams;
  log: Log;
  now: () => number;
  /** The bytes of a file that an answer of a sitting names. @throws ProblemError `not-found` */
  fileOf: (sitting: string, hash: string) => Promise<Uint8Array>;
};
/** Called after a sitting's settled marks may have changed. */
export type MarksChanged = (sitting: string) => Promise<void>;
type Judged = Parameters<typeof judge>[3];

const ok = (...events: MarkingEvent[]) => ({ ok: true as const, events });

export function createMarking({ db, exams, log, now, fileOf }: MarkingOptions) {
  const listeners: MarksChanged[] = [];
  const seen = new Set<string>();
  const intake = createIntake(db);
  /** Sittings whose listeners failed; the marks are stored all the same. */
  const behind = new Set<string>();

  const tell = async (sitting: string): Promise<void> => {
    try {
      for (const listener of listeners) await listener(sitting);
    } catch (error) {
      behind.add(sitting);
      log.error({ err: error, sitting }, 'marks changed, but what follows failed; it is made up for soon');
    }
  };
  const desks = createDesks(db, now, async (queue, scripts) => {
    const sittings = await store.sittingsOf(db, queue);
    for (const id of scripts) {
      const sitting = sittings.get(id);
      if (sitting) await tell(sitting);
    }
  });

  /** Sees to it that every item that people mark has its queue. */
  const prepare = async (id: string): Promise<void> => {
    if (seen.has(id)) return;
    const { exam } = await exams.get(id);
    for (const item of examItems(exam).filter(needsMarker)) {
      const queue = { id: `mq-${digest([exam.id, item.id]).slice(0, 20)}`, exam: exam.id, item: item.id };
      const shown = { examTitle: exam.title, itemTitle: item.title, question: questionOf(exam, item) };
      await store.addQueue(db, { ...queue, max: item.marking.max, ...shown }, now());
    }
    seen.add(id);
  };
  const allQueues = async (): Promise<store.Queue[]> => {
    for (const id of await exams.ids()) await prepare(id);
    return await store.queues(db);
  };
  const queueOf = async (id: string): Promise<store.Queue> => {
    const found = (await allQueues()).find((queue) => queue.id === id);
    if (!found) throw new ProblemError('not-found', 'There is no such question to mark. Go back to the list.');
    return found;
  };
  const scriptOf = async (queue: string, id: string) => {
    const found = await store.script(db, queue, id);
    if (!found) throw new ProblemError('not-found', 'There is no such response.');
    return found;
  };

  const answerIn = async (queue: string, id: string): Promise<Answer> => {
    const { text, comment } = await scriptOf(queue, id);
    return { text, comment, files: await store.filesOf(db, id) };
  };

  /** Takes an answered instance of an item into the item's queue, once. @returns the script */
  const takeIn = async (queue: store.Queue, sitting: string, sequence: number, answer: Answer): Promise<string> => {
    const all = await store.scriptsOfSitting(db, queue.id, sitting);
    const known = all.find((script) => script.sequence === sequence);
    if (known) return known.id;
    const own = all.map((script) => script.id);
    const id = newScriptId();
    await desks.act(queue.id, {
      decide: async (state) => ok(...(await intake.live(queue, state, id, answer, own))),
      audited: () => [{ by: 'server', act: 'queue for marking', subject: `response ${id}`, detail: `queue ${queue.id}` }],
      scripts: [{ id, sitting, sequence, ...answer, why: '' }],
    });
    return id;
  };

  const figures = async (queue: store.Queue): Promise<QueueFigures> => {
    const stored = await store.modelOf(db, queue.id);
    return await desks.read(queue.id, (state) => ({
      queue: queue.id,
      exam: queue.examTitle,
      item: queue.itemTitle,
      max: queue.max,
      hasScheme: state.scheme !== null,
      release: state.scheme?.release ?? 'automatic',
      ...figuresOf(state),
      model: stored && figuresOfModel(stored),
      trainable: { scripts: settledByPeople(state).size, needed: FEWEST_SCRIPTS },
    }));
  };

  const setUp = async (queue: store.Queue): Promise<QueueSetUp> => {
    const texts = new Map((await store.scriptsOf(db, queue.id)).map((row) => [row.id, row]));
    return await desks.read(queue.id, (state) => ({
      queue: queue.id,
      exam: queue.examTitle,
      item: queue.itemTitle,
      max: queue.max,
      question: queue.question,
      scheme: state.scheme,
      begun: hasBegun(state),
      known: [...state.scripts.values()].flatMap(({ id, use, definitive }): KnownScript[] => {
        const row = texts.get(id);
        return use !== 'live' && definitive && row ? [{ kind: use, text: row.text, levels: definitive, why: row.why }] : [];
      }),
    }));
  };

  return {
    onChanged: (listener: MarksChanged): void => void listeners.push(listener),
    takeBehind(): string[] {
      const taken = [...behind];
      behind.clear();
      return taken;
    },
    queues: allQueues,
    queueOf,
    figures,
    setUp,

    /** The marks of a sitting that is over; what people have to mark is in its queue afterwards. */
    async marksOf({ facts, state: { answers, comments } }: Live): Promise<Marked> {
      const { exam } = await exams.get(facts.exam);
      const items = drawnItems(exam, facts.seed).filter((item) => needsMarker(item) && isAnswered(answers[item.id]?.responses));
      if (items.length === 0) return { open: [], marks: {} };
      const queues = (await allQueues()).filter((queue) => queue.exam === facts.exam);
      const open: string[] = [];
      const marks: Record<string, Marked['marks'][string]> = {};
      for (const item of items) {
        const queue = queues.find((each) => each.item === item.instance.item);
        if (!queue) throw new Error(`The item ${item.id} of ${facts.exam} has no marking queue.`);
        const comment = item.comment ? (comments[item.id] ?? '') : '';
        const answer = answerOf(item, facts.seed, answers[item.id]?.responses ?? {}, comment);
        const id = await takeIn(queue, facts.id, item.instance.sequence, answer);
        const settled = await desks.read(queue.id, ({ scheme, scripts, released }) => {
          const script = scripts.get(id);
          const settlement = scheme && script ? settlementOf(scheme, script) : null;
          if (!scheme || settlement?.state !== 'settled' || !isOut(scheme, released, settlement)) return null;
          const criteria = scheme.criteria.map((each) => `${each.title}: ${settlement.levels[each.id] ?? 0}`);
          const how = settlement.how.charAt(0).toUpperCase() + settlement.how.slice(1);
          return { score: settlement.total, trace: [`${how}.`, `${criteria.join('; ')}.`] };
        });
        if (settled) marks[item.id] = settled;
        else open.push(item.id);
      }
      return { open, marks };
    },

    queuesFor: async (marker: Person) => {
      const found = await allQueues();
      return await Promise.all(found.map((queue) => desks.read(queue.id, (state) => queueForMarker(queue, state, marker.id))));
    },

    /** Reserves the next response for this marker. Asked again before a mark, it gives the same one. */
    async next(id: string, marker: Person) {
      const queue = await queueOf(id);
      await desks.act(id, {
        decide(state) {
          const given = allocate(state, marker.id, now());
          if (!given || (given.reserved.get(marker.id) ?? 0) > now()) return ok();
          return ok({ kind: 'reserved', script: given.id, marker: marker.id, until: now() + RESERVED_MS });
        },
        audited: (events) =>
          events.map((event) => ({
            by: marker.name,
            act: 'opened for marking',
            subject: `response ${'script' in event ? event.script : ''}`,
          })),
      });
      return await desks.read(id, async (state) => {
        const given = allocate(state, marker.id, now());
        if (!given) return deskFor(queue, state, marker.id, null);
        return deskFor(queue, state, marker.id, { script: given, ...(await answerIn(id, given.id)) });
      });
    },

    /** Takes a mark. Only after practice is anything said of it. */
    async mark(id: string, marker: Person, script: string, levels: Record<string, number>) {
      await queueOf(id);
      await desks.act(id, {
        decide: (state) => mark(state, marker, script, levels, now()),
        audited: (events) =>
          events.map((event) =>
            event.kind === 'stopped'
              ? {
                  by: 'server',
                  act: 'stop marker',
                  subject: marker.name,
                  detail: `queue ${id}; set aside: ${event.voided.length}`,
                }
              : { by: marker.name, act: 'mark', subject: `response ${script}`, detail: `queue ${id}` },
          ),
      });
      const { why } = await scriptOf(id, script);
      return await desks.read(id, ({ scheme, scripts }) => {
        const found = scripts.get(script);
        if (!scheme || found?.use !== 'practice' || !found.definitive) return { practice: null };
        const within = agree(scheme, levels, found.definitive);
        return { practice: { levels: found.definitive, total: totalOf(scheme, found.definitive), within, why } };
      });
    },

    /** Live responses for senior people: what is to adjudicate first, then in the order of arrival. */
    async scripts(account: Person): Promise<ScriptRow[]> {
      const rows = await Promise.all(
        (await allQueues()).map((queue) =>
          desks.read(queue.id, (state) =>
            [...state.scripts.values()].filter(({ use }) => use === 'live').map((each) => rowOf(queue, state, each, account.id)),
          ),
        ),
      );
      const first = ({ state }: ScriptRow) => (state === 'to-adjudicate' ? 0 : 1);
      return rows.flat().toSorted((a, b) => first(a) - first(b));
    },
    async script(id: string, script: string, account: Person) {
      const queue = await queueOf(id);
      const answer = await answerIn(id, script);
      const found = await desks.read(id, (state) => {
        const each = state.scripts.get(script);
        return each?.use === 'live' ? toJudge(queue, state, each, answer, account.id) : null;
      });
      if (!found) throw new ProblemError('not-found', 'There is no such response to judge.');
      return found;
    },
    /**
     * A file of an answer: for those who judge, or for the marker who has the answer open.
     * @throws ProblemError `not-found`, also for an answer of somebody else's, and once its date has passed
     */
    async file(id: string, script: string, place: number, account: Person & { judges: boolean }) {
      const { sitting } = await scriptOf(id, script);
      const isOpen = await desks.read(id, ({ scripts }) => {
        const found = scripts.get(script);
        return account.judges ? found?.use === 'live' : (found?.reserved.get(account.id) ?? 0) > now();
      });
      const file = (await store.filesOf(db, script)).find((each) => each.place === place);
      if (!isOpen || !file || sitting === null)
        throw new ProblemError('not-found', 'There is no such file in an answer that you have open.');
      return { type: file.type, bytes: await fileOf(sitting, file.hash) };
    },
    /** Starts the retention clock of a sitting's answers, that of its pictures. */
    keepUntil: (sitting: string, until: number): Promise<void> => store.keepUntil(db, sitting, until),
    /** Empties the answers whose date has come; says of which sittings. Marks and their reasons stay. */
    destroyDue: (at: number): Promise<string[]> => db.transaction().execute((trx) => store.emptyDue(trx, at)),
    async judge(id: string, script: string, account: Person, judged: Judged): Promise<ScriptRow> {
      const queue = await queueOf(id);
      await desks.act(id, {
        decide: (state) => judge(state, account, script, judged),
        audited: () => [
          { by: account.name, act: 'judge response', subject: `response ${script}`, detail: `${judged.reason}: ${judged.note}` },
        ],
      });
      return await desks.read(id, (state) => {
        const each = state.scripts.get(script);
        if (!each) throw new ProblemError('not-found', 'There is no such response.');
        return rowOf(queue, state, each, account.id);
      });
    },
    async readmit(id: string, marker: string, by: Person, note: string): Promise<QueueFigures> {
      const queue = await queueOf(id);
      await desks.act(id, {
        decide: (state) => readmit(state, marker, note),
        audited: () => [{ by: by.name, act: 'readmit marker', subject: `marker ${marker}`, detail: `queue ${id}: ${note}` }],
      });
      return await figures(queue);
    },
    async release(id: string, by: Person): Promise<QueueFigures> {
      const queue = await queueOf(id);
      await desks.act(id, {
        decide: release,
        audited: () => [{ by: by.name, act: 'release marks', subject: `queue ${id}` }],
      });
      return await figures(queue);
    },
    async train(id: string, by: Person) {
      return await teach({ db, desks, now }, await queueOf(id), by.name);
    },
    async putScheme(id: string, scheme: MarkingScheme, by: Person): Promise<QueueSetUp> {
      const queue = await queueOf(id);
      await desks.act(id, {
        decide: (state) => setScheme(state, scheme, queue.max),
        audited: () => [{ by: by.name, act: 'set marking scheme', subject: `queue ${id}`, detail: digest(scheme) }],
      });
      await markSecond({ db, desks, now }, queue);
      return await setUp(queue);
    },
    /** Practice and seed responses with their definitive marks: all, or none when one is wrong. */
    async addKnown(id: string, known: readonly KnownScript[], by: Person): Promise<QueueSetUp> {
      const queue = await queueOf(id);
      const scripts = known.map(({ text, why }) => ({ id: newScriptId(), sitting: null, text, why }));
      const flags = await Promise.all(known.map(({ text }) => intake.knownFlags(queue, text)));
      await desks.act(id, {
        decide({ scheme }) {
          if (!scheme) return { ok: false, code: 'conflict', message: 'Set the marking scheme first.' };
          for (const [place, { levels }] of known.entries()) {
            const fault = levelsFault(scheme, levels);
            if (fault) return { ok: false, code: 'bad-input', message: `Response ${place + 1}: ${fault}` };
          }
          return ok(
            ...known.map(
              ({ kind, levels }, i): MarkingEvent => ({
                kind: 'known-added',
                script: scripts[i]?.id ?? '',
                use: kind,
                levels,
                flags: flags[i] ?? [],
              }),
            ),
          );
        },
        audited: () => [{ by: by.name, act: 'add known responses', subject: `queue ${id}`, detail: `${known.length}` }],
        scripts,
      });
      return await setUp(queue);
    },
    /** Responses to mark that belong to no sitting, such as those of a training. No result follows from them. */
    async addTraining(id: string, texts: readonly string[], by: Person): Promise<void> {
      const queue = await queueOf(id);
      for (const text of texts) {
        const script = newScriptId();
        await desks.act(id, {
          decide: async (state) => ok(...(await intake.live(queue, state, script, { text, files: [], comment: '' }))),
          audited: () => [{ by: by.name, act: 'queue for marking', subject: `response ${script}`, detail: 'training' }],
          scripts: [{ id: script, sitting: null, text, why: '' }],
        });
      }
    },
  };
}
export type Marking = ReturnType<typeof createMarking>;
