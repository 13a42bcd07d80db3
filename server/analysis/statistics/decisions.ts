/**
 * How far a pass or fail would come out the same again (Livingston and Lewis 1995): the test is taken for a shorter one of
 * interchangeable right-or-wrong tasks with the same reliability, and true scores for beta-distributed (Huynh 1976).
 */
import { momentsOf, type Weighted } from './scores.ts';

export type DecisionQuality = {
  /** Tasks of the equivalent test. */
  effectiveLength: number;
  /** Chance that two parallel sittings decide alike. */
  consistency: number;
  /** The same beyond chance. */
  kappa: number;
  /** Chance that the decision is the one that the true score deserves. */
  accuracy: number;
  /** Share of candidates who pass though their true score is below the cut, and the other way round. */
  falsePass: number;
  falseFail: number;
};

/** `reliability` such as alpha; `max` the largest total. Null where scores do not vary or nothing is reliable. */
export function effectiveLength(totals: Weighted, reliability: number, max: number): number | null {
  const { mean, variance } = momentsOf(totals);
  if (!(variance > 0) || reliability <= 0 || reliability >= 1) return null;
  const length = (mean * (max - mean) - reliability * variance) / (variance * (1 - reliability));
  return length >= 1 ? length : null;
}

/** Standard error of measurement at a total score, in points; zero at both ends. */
export const conditionalSem = (score: number, max: number, length: number): number => {
  const share = Math.min(1, Math.max(0, score / max));
  return max * Math.sqrt((share * (1 - share)) / Math.max(1, length - 1));
};

const STEPS = 2000;

/**
 * @param cut least total that passes
 * @returns null where the scores do not allow an estimate
 */
export function decisionQuality(totals: Weighted, reliability: number, max: number, cut: number): DecisionQuality | null {
  const length = effectiveLength(totals, reliability, max);
  if (length === null) return null;
  const { mean, variance } = momentsOf(totals);
  const m = mean / max;
  const v = (reliability * variance) / max ** 2;
  const spread = (m * (1 - m)) / v - 1;
  if (!(spread > 0)) return null;
  const [alpha, beta] = [m * spread, (1 - m) * spread];
  const tasks = Math.max(1, Math.round(length));
  const share = cut / max;
  const least = Math.ceil(share * tasks - 1e-9);
  let [mass, passes, agree, falsePass, falseFail] = [0, 0, 0, 0, 0];
  for (let i = 0; i < STEPS; i++) {
    const truth = (i + 0.5) / STEPS;
    const density = Math.exp((alpha - 1) * Math.log(truth) + (beta - 1) * Math.log1p(-truth));
    const pass = atLeast(tasks, truth, least);
    mass += density;
    passes += density * pass;
    agree += density * (pass * pass + (1 - pass) * (1 - pass));
    if (truth < share) falsePass += density * pass;
    else falseFail += density * (1 - pass);
  }
  const rate = passes / mass;
  const chance = rate * rate + (1 - rate) * (1 - rate);
  const consistency = agree / mass;
  return {
    effectiveLength: length,
    consistency,
    kappa: chance < 1 ? (consistency - chance) / (1 - chance) : 1,
    accuracy: 1 - (falsePass + falseFail) / mass,
    falsePass: falsePass / mass,
    falseFail: falseFail / mass,
  };
}

/** Chance of at least `least` right ones out of `tasks`. */
function atLeast(tasks: number, chance: number, least: number): number {
  if (least <= 0) return 1;
  if (least > tasks) return 0;
  const odds = Math.log(chance) - Math.log1p(-chance);
  let log = tasks * Math.log1p(-chance);
  let below = Math.exp(log);
  for (let k = 1; k < least; k++) {
    log += Math.log((tasks - k + 1) / k) + odds;
    below += Math.exp(log);
  }
  return Math.max(0, 1 - below);
}
