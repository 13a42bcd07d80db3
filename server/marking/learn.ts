/** Training the model of a queue, and its second marks for what waits for them. */
import type { ModelFigures } from '../../shared/contract/marking.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { createDesks } from './desk.ts';
import type { MarkingEvent } from './events.ts';
import { FEWEST_SCRIPTS, predict, type Scored } from './model/model.ts';
import { trainAside } from './model/train-aside.ts';
import { settlementOf } from './settle.ts';
import { MODEL, type QueueState } from './state.ts';
import { addModel, modelOf, type Queue, type StoredModel, scriptsOf } from './store.ts';

export const figuresOfModel = ({ model, trainedAt }: StoredModel): ModelFigures => ({
  version: model.version,
  hash: model.hash,
  trainedOn: model.trainedOn,
  trainedAt,
  folds: model.folds,
  kappa: model.kappa,
});

/**
 * The levels that people alone settled, by script: a mean that the model had a part in would teach it itself.
 * Known scripts count as well: their marks were agreed among people.
 */
export function settledByPeople(state: QueueState): Map<string, Scored['levels']> {
  const { scheme } = state;
  if (!scheme) return new Map();
  return new Map(
    [...state.scripts.values()].flatMap((script) => {
      if (script.definitive) return [[script.id, script.definitive] as const];
      const people = { ...script, marks: script.marks.filter(({ marker }) => marker !== MODEL) };
      const settlement = settlementOf(scheme, people);
      if (settlement.state === 'settled') return [[script.id, settlement.levels] as const];
      const [only] = people.marks.filter(({ voided }) => !voided);
      // Where the model is the second marker, one person's standing mark that it agreed with is what was settled.
      return only && settlementOf(scheme, script).state === 'settled' ? [[script.id, only.levels] as const] : [];
    }),
  );
}

type Options = { db: Db; desks: ReturnType<typeof createDesks>; now: () => number };

/** @throws ProblemError `conflict` when there is too little to learn from */
export async function teach({ db, desks, now }: Options, queue: Queue, by: string): Promise<ModelFigures> {
  const { scheme, levels } = await desks.read(queue.id, (state) => ({ scheme: state.scheme, levels: settledByPeople(state) }));
  if (!scheme || levels.size < FEWEST_SCRIPTS)
    throw new ProblemError(
      'conflict',
      `The model needs at least ${FEWEST_SCRIPTS} settled responses; there are ${levels.size}. Mark more first.`,
    );
  const texts = await scriptsOf(db, queue.id);
  const scripts = texts.flatMap(({ id, text }): Scored[] => {
    const settled = levels.get(id);
    return settled ? [{ text, levels: settled }] : [];
  });
  const trained = await trainAside({ scripts, criteria: scheme.criteria });
  if (!trained.ok) throw new ProblemError('conflict', trained.why);
  const stored: StoredModel = { model: trained.model, trainedAt: now() };
  const { version, hash, trainedOn, kappa } = trained.model;
  await db.transaction().execute(async (trx) => {
    await addModel(trx, queue.id, stored);
    const detail = `${version}, ${hash.slice(0, 12)}, ${trainedOn} responses, kappa ${kappa?.toFixed(3) ?? 'undefined'}`;
    await audit(trx, now(), { by, act: 'train marking model', subject: `queue ${queue.id}`, detail });
  });
  await markSecond({ db, desks, now }, queue);
  return figuresOfModel(stored);
}

/** Gives the model's mark to every live response that has none and whose scheme asks for it. */
export async function markSecond({ db, desks }: Options, queue: Queue): Promise<void> {
  const stored = await modelOf(db, queue.id);
  if (!stored) return;
  const texts = new Map((await scriptsOf(db, queue.id)).map(({ id, text }) => [id, text]));
  const { version, hash } = stored.model;
  await desks.act(queue.id, {
    decide({ scheme, scripts }) {
      if (scheme?.second !== 'model') return { ok: true, events: [] };
      const events = [...scripts.values()].flatMap((script): MarkingEvent[] => {
        const text = texts.get(script.id);
        const done = script.marks.some(({ marker }) => marker === MODEL) || settlementOf(scheme, script).state === 'settled';
        if (script.use !== 'live' || done || text === undefined) return [];
        return [{ kind: 'model-marked', script: script.id, version, hash, levels: predict(stored.model, scheme.criteria, text) }];
      });
      return { ok: true, events };
    },
    audited: (events) => [
      {
        by: 'server',
        act: 'model marks',
        subject: `queue ${queue.id}`,
        detail: `${events.length} responses, ${version} ${hash.slice(0, 12)}`,
      },
    ],
  });
}
