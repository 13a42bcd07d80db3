/**
 * Item response theory for 0/1 items by marginal maximum likelihood: an EM over fixed quadrature, then Newton steps an
 * item (Bock and Aitkin 1981). Ability is standard normal.
 */
import { type ScoreTable, weightOf } from './scores.ts';

/** `rasch`: slope 1 everywhere. `common-slope`: one free slope. `2pl`: a slope an item. */
export type Model = 'rasch' | 'common-slope' | '2pl';
/** P(right) = 1 / (1 + exp(-a (ability - b))). */
export type ItemCurve = { a: number; b: number };
export type Fit = { model: Model; items: ItemCurve[]; logLikelihood: number; steps: number; converged: boolean };
export type FitOptions = { model?: Model; maxSteps?: number; tolerance?: number };

const NODES = 61;
const REACH = 6;
/** Equally spaced points with normal weights: for smooth likelihoods this converges as fast as Gauss-Hermite. */
const nodes = Array.from({ length: NODES }, (_, i) => -REACH + (2 * REACH * i) / (NODES - 1));
const densities = nodes.map((x) => Math.exp((-x * x) / 2));
const mass = densities.reduce((sum, density) => sum + density, 0);
const logPrior = densities.map((density) => Math.log(density / mass));
const MAX_SLOPE = 8;
const MAX_INTERCEPT = 12;

type Line = { slope: number; intercept: number };
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const clamp = (value: number, reach: number): number => Math.min(reach, Math.max(-reach, value));

type Expected = { logLikelihood: number; people: Float64Array; right: Float64Array[] };

/** Rows that are alike are counted once. */
function patternsOf(table: ScoreTable): { right: number[][]; weights: number[] } {
  const byKey = new Map<string, { right: number[]; weight: number }>();
  table.rows.forEach((row, index) => {
    const key = row.join('');
    const known = byKey.get(key) ?? { right: row.flatMap((score, item) => (score === 1 ? [item] : [])), weight: 0 };
    known.weight += weightOf(table, index);
    byKey.set(key, known);
  });
  const patterns = [...byKey.values()].filter(({ weight }) => weight > 0);
  return { right: patterns.map(({ right }) => right), weights: patterns.map(({ weight }) => weight) };
}

/** How many candidates sit at each node, and how many of them answer each item rightly, given the curves so far. */
function expectation({ right, weights }: ReturnType<typeof patternsOf>, lines: readonly Line[]): Expected {
  const base = Float64Array.from(nodes, (x, q) =>
    lines.reduce((sum, { slope, intercept }) => sum - softplus(slope * x + intercept), logPrior[q] ?? 0),
  );
  const logits = lines.map(({ slope, intercept }) => Float64Array.from(nodes, (x) => slope * x + intercept));
  const people = new Float64Array(NODES);
  const rightAt = lines.map(() => new Float64Array(NODES));
  const posterior = new Float64Array(NODES);
  let logLikelihood = 0;
  right.forEach((items, pattern) => {
    posterior.set(base);
    for (const item of items) {
      const logit = logits[item];
      if (logit) for (let q = 0; q < NODES; q++) posterior[q] = (posterior[q] ?? 0) + (logit[q] ?? 0);
    }
    let top = Number.NEGATIVE_INFINITY;
    for (const value of posterior) if (value > top) top = value;
    let sum = 0;
    for (let q = 0; q < NODES; q++) {
      const value = Math.exp((posterior[q] ?? 0) - top);
      posterior[q] = value;
      sum += value;
    }
    const weight = weights[pattern] ?? 0;
    logLikelihood += weight * (top + Math.log(sum));
    for (let q = 0; q < NODES; q++) {
      const share = (weight * (posterior[q] ?? 0)) / sum;
      posterior[q] = share;
      people[q] = (people[q] ?? 0) + share;
    }
    for (const item of items) {
      const at = rightAt[item];
      if (at) for (let q = 0; q < NODES; q++) at[q] = (at[q] ?? 0) + (posterior[q] ?? 0);
    }
  });
  return { logLikelihood, people, right: rightAt };
}

/** Gradient and information of one item's expected likelihood. */
function derivatives({ slope, intercept }: Line, people: Float64Array, right: Float64Array) {
  const sums = { a: 0, d: 0, aa: 0, ad: 0, dd: 0 };
  for (let q = 0; q < NODES; q++) {
    const x = nodes[q] ?? 0;
    const p = logistic(slope * x + intercept);
    const residual = (right[q] ?? 0) - (people[q] ?? 0) * p;
    const information = (people[q] ?? 0) * p * (1 - p);
    sums.a += residual * x;
    sums.d += residual;
    sums.aa += information * x * x;
    sums.ad += information * x;
    sums.dd += information;
  }
  return sums;
}

function maximise(model: Model, lines: readonly Line[], { people, right }: Expected): Line[] {
  let current = [...lines];
  for (let step = 0; step < 3; step++) {
    const sums = current.map((line, item) => derivatives(line, people, right[item] ?? new Float64Array(NODES)));
    if (model === 'common-slope') current = commonStep(current, sums);
    else current = current.map((line, item) => itemStep(model, line, sums[item] ?? derivatives(line, people, people)));
  }
  return current;
}

type Sums = ReturnType<typeof derivatives>;

function itemStep(model: Model, { slope, intercept }: Line, { a, d, aa, ad, dd }: Sums): Line {
  if (model === 'rasch') return { slope, intercept: clamp(intercept + d / dd, MAX_INTERCEPT) };
  const determinant = aa * dd - ad * ad;
  if (!(determinant > 1e-12)) return { slope, intercept };
  return {
    slope: clamp(slope + clamp((dd * a - ad * d) / determinant, 1), MAX_SLOPE),
    intercept: clamp(intercept + clamp((aa * d - ad * a) / determinant, 2), MAX_INTERCEPT),
  };
}

/** One slope for all: the intercepts are eliminated from the joint Newton step. */
function commonStep(lines: readonly Line[], sums: readonly Sums[]): Line[] {
  const gradient = sums.reduce((sum, { a, d, ad, dd }) => sum + a - (ad * d) / dd, 0);
  const curvature = sums.reduce((sum, { aa, ad, dd }) => sum + aa - (ad * ad) / dd, 0);
  const change = clamp(gradient / curvature, 0.5);
  return lines.map(({ slope, intercept }, item) => {
    const { d, ad, dd } = sums[item] ?? { d: 0, ad: 0, dd: 1 };
    return { slope: clamp(slope + change, MAX_SLOPE), intercept: clamp(intercept + (d - ad * change) / dd, MAX_INTERCEPT) };
  });
}

/**
 * Fits a model to 0/1 scores.
 * @throws Error where an item has no variation: it has no curve, and must be left out first
 */
export function fitCurves(table: ScoreTable, { model = '2pl', maxSteps = 2000, tolerance = 1e-6 }: FitOptions = {}): Fit {
  const patterns = patternsOf(table);
  const all = patterns.weights.reduce((sum, weight) => sum + weight, 0);
  let lines = table.max.map((_, item): Line => {
    const right = patterns.right.reduce((sum, items, i) => sum + (items.includes(item) ? (patterns.weights[i] ?? 0) : 0), 0);
    if (right === 0 || right === all) throw new Error(`Item ${item + 1} was answered alike by everybody and has no curve.`);
    return { slope: 1, intercept: Math.log(right / (all - right)) };
  });
  let expected = expectation(patterns, lines);
  let steps = 0;
  let converged = false;
  while (!converged && steps < maxSteps) {
    steps += 1;
    const next = maximise(model, lines, expected);
    const moved = Math.max(
      ...next.map(({ slope, intercept }, i) =>
        Math.max(Math.abs(slope - (lines[i]?.slope ?? 0)), Math.abs(intercept - (lines[i]?.intercept ?? 0))),
      ),
    );
    lines = next;
    expected = expectation(patterns, lines);
    converged = moved < tolerance;
  }
  return {
    model,
    items: lines.map(({ slope, intercept }) => ({ a: slope, b: -intercept / slope })),
    logLikelihood: expected.logLikelihood,
    steps,
    converged,
  };
}

/** Chance of a right answer at an ability. */
export const chanceAt = ({ a, b }: ItemCurve, ability: number): number => logistic(a * (ability - b));

/** Fisher information of a test at an ability; its inverse root is the standard error of an ability there. */
export const informationAt = (items: readonly ItemCurve[], ability: number): number =>
  items.reduce((sum, item) => {
    const p = chanceAt(item, ability);
    return sum + item.a * item.a * p * (1 - p);
  }, 0);
