/**
 * The essay model: learns the marks that people settled for one question, and gives a second mark where the scheme asks
 * for one. Deterministic: the same scripts give the same model, whatever their order.
 */
import * as z from 'zod/mini';
import type { Criterion, Levels } from '../../../shared/contract/marking.ts';
import { digest } from '../../../shared/journal/chain.ts';
import { type Pair, weightedKappa } from '../agreement.ts';
import { DIMENSIONS, runsOf, styleOf } from './features.ts';
import { fitRidge, type Matrix } from './ridge.ts';

/** Raised whenever the same scripts could give other marks. */
export const MODEL_VERSION = 'essay-1';
/** With fewer scripts a model learns who wrote more, and little else. */
export const FEWEST_SCRIPTS = 60;
/** The kernel matrix grows with the square; the scripts with the smallest digests stay, which is a fair sample. */
const MOST_SCRIPTS = 600;
const FOLDS = 5;
/** How much style counts beside words: both parts of the kernel have a diagonal of about 1. */
const STYLE_SHARE = 0.5;

export type Scored = { text: string; levels: Levels };
type Scale = Pick<Criterion, 'id' | 'weight' | 'levels'>;

export const EssayModel = z.object({
  version: z.literal(MODEL_VERSION),
  /** Covers version, criteria and every training script. */
  hash: z.string(),
  trainedOn: z.number(),
  folds: z.number(),
  kappa: z.nullable(z.number()),
  lambda: z.number(),
  style: z.array(z.object({ mean: z.number(), spread: z.number() })),
  rarity: z.array(z.number()),
  criteria: z.array(z.object({ id: z.string(), mean: z.number(), weights: z.array(z.number()) })),
});
export type EssayModel = z.infer<typeof EssayModel>;
export type Trained = { ok: true; model: EssayModel } | { ok: false; why: string };

type Scaling = Pick<EssayModel, 'style' | 'rarity'>;

/** Everything about a text that the model sees, as one vector whose inner products are the kernel. */
function vectorOf(text: string, { style, rarity }: Scaling): Float64Array {
  const manner = styleOf(text).map((value, i) => {
    const { mean = 0, spread = 1 } = style[i] ?? {};
    return (Math.max(-4, Math.min(4, (value - mean) / spread)) * Math.sqrt(STYLE_SHARE)) / Math.sqrt(style.length);
  });
  const runs = runsOf(text).map((value, i) => value * (rarity[i] ?? 0));
  const length = Math.sqrt(runs.reduce((sum, value) => sum + value * value, 0)) || 1;
  return Float64Array.from([...manner, ...runs.map((value) => value / length)]);
}

function scalingOf(texts: readonly string[]): Scaling {
  const styles = texts.map(styleOf);
  const style = (styles[0] ?? []).map((_, i) => {
    const values = styles.map((each) => each[i] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, spread: Math.sqrt(variance) || 1 };
  });
  const found = new Float64Array(DIMENSIONS);
  for (const text of texts) {
    const runs = runsOf(text);
    for (let i = 0; i < DIMENSIONS; i += 1) if ((runs[i] ?? 0) > 0) found[i] = (found[i] ?? 0) + 1;
  }
  return { style, rarity: [...found].map((count) => Math.log((1 + texts.length) / (1 + count)) + 0.1) };
}

const dot = (one: Float64Array, other: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum;
};

/** The level whose points are nearest. */
const nearest = ({ levels }: Scale, value: number): number =>
  levels
    .map(({ points }) => points)
    .reduce((best, points) => (Math.abs(points - value) < Math.abs(best - value) ? points : best));

const totalOf = (criteria: readonly Scale[], levels: Levels): number =>
  criteria.reduce((sum, { id, weight }) => sum + weight * (levels[id] ?? 0), 0);

/**
 * Trains on the settled marks of people.
 * Scaling and rarity of runs come from all texts, without any mark; each fold's marks are predicted without that fold's.
 */
export function train(scripts: readonly Scored[], criteria: readonly Scale[]): Trained {
  if (scripts.length < FEWEST_SCRIPTS)
    return { ok: false, why: `The model needs at least ${FEWEST_SCRIPTS} settled responses; there are ${scripts.length}.` };
  const known = scripts
    .map((script) => ({ ...script, digest: digest([script.text, script.levels]) }))
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1))
    .slice(0, MOST_SCRIPTS);
  const totals = known.map(({ levels }) => totalOf(criteria, levels));
  if (new Set(totals).size < 2)
    return { ok: false, why: 'All settled responses have the same mark, so there is nothing to learn.' };
  const scaling = scalingOf(known.map(({ text }) => text));
  const vectors = known.map(({ text }) => vectorOf(text, scaling));
  const kernel: Matrix = vectors.map(() => new Float64Array(vectors.length));
  vectors.forEach((one, i) => {
    for (let j = 0; j <= i; j += 1) {
      const value = dot(one, vectors[j] ?? one);
      for (const [row, column] of [
        [i, j],
        [j, i],
      ] as const) {
        const line = kernel[row];
        if (line) line[column] = value;
      }
    }
  });
  const targets = criteria.map(({ id }) => known.map(({ levels }) => levels[id] ?? 0));
  const fit = fitRidge(kernel, targets);
  const model: EssayModel = {
    version: MODEL_VERSION,
    hash: digest([
      MODEL_VERSION,
      criteria.map(({ id, weight, levels }) => [id, weight, levels.map(({ points }) => points)]),
      known.map((each) => each.digest),
    ]),
    trainedOn: known.length,
    folds: FOLDS,
    kappa: weightedKappa(crossValidated(kernel, targets, criteria, totals)),
    lambda: fit.lambda,
    ...scaling,
    criteria: criteria.map(({ id }, target) => ({
      id,
      mean: fit.means[target] ?? 0,
      weights: weightsOf(vectors, fit.alphas[target] ?? []),
    })),
  };
  return { ok: true, model };
}

/** The kernel is linear, so that the weights over texts fold into weights over features. */
function weightsOf(vectors: readonly Float64Array[], alphas: readonly number[]): number[] {
  const weights = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, i) => {
    for (let k = 0; k < weights.length; k += 1) weights[k] = (weights[k] ?? 0) + (alphas[i] ?? 0) * (vector[k] ?? 0);
  });
  return [...weights];
}

/** For every script the total it would have got from a model that hadn't seen its fold, and what people settled. */
function crossValidated(
  kernel: readonly Float64Array[],
  targets: readonly (readonly number[])[],
  criteria: readonly Scale[],
  totals: readonly number[],
): Pair[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const rest = kernel.flatMap((_, i) => (i % FOLDS === fold ? [] : [i]));
    const fit = fitRidge(
      rest.map((i) => Float64Array.from(rest, (j) => kernel[i]?.[j] ?? 0)),
      targets.map((values) => rest.map((i) => values[i] ?? 0)),
    );
    return totals.flatMap((total, i): Pair[] => {
      if (i % FOLDS !== fold) return [];
      const levels = Object.fromEntries(
        criteria.map((criterion, target) => {
          const value = rest.reduce(
            (sum, j, at) => sum + (kernel[i]?.[j] ?? 0) * (fit.alphas[target]?.[at] ?? 0),
            fit.means[target] ?? 0,
          );
          return [criterion.id, nearest(criterion, value)];
        }),
      );
      return [[totalOf(criteria, levels), total]];
    });
  });
}

/** The model's mark of a text: for every criterion the nearest level. */
export function predict(model: EssayModel, criteria: readonly Scale[], text: string): Levels {
  const vector = vectorOf(text, model);
  return Object.fromEntries(
    criteria.map((criterion) => {
      const learnt = model.criteria.find(({ id }) => id === criterion.id);
      return [criterion.id, nearest(criterion, (learnt?.mean ?? 0) + dot(vector, Float64Array.from(learnt?.weights ?? [])))];
    }),
  );
}
