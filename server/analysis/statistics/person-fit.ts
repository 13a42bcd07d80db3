/**
 * Does a candidate's pattern of right and wrong answers fit their ability? The standardised likelihood lz (Drasgow, Levine
 * and Williams 1985); far below 0 it is unlikely. It may open a review and never decides anything.
 */
import { chanceAt, type ItemCurve } from './item-response.ts';

/** Ability by maximum a posteriori under a standard normal prior. */
export function abilityOf(scores: readonly number[], items: readonly ItemCurve[]): number {
  let ability = 0;
  for (let step = 0; step < 50; step++) {
    let gradient = -ability;
    let information = 1;
    items.forEach((item, i) => {
      const p = chanceAt(item, ability);
      gradient += item.a * ((scores[i] ?? 0) - p);
      information += item.a * item.a * p * (1 - p);
    });
    const change = gradient / information;
    ability += change;
    if (Math.abs(change) < 1e-10) break;
  }
  return ability;
}

/** lz of 0/1 scores; NaN where no item can vary. */
export function personFit(scores: readonly number[], items: readonly ItemCurve[], ability = abilityOf(scores, items)): number {
  let [observed, expected, variance] = [0, 0, 0];
  items.forEach((item, i) => {
    const p = chanceAt(item, ability);
    const [right, wrong] = [Math.log(p), Math.log1p(-p)];
    observed += scores[i] === 1 ? right : wrong;
    expected += p * right + (1 - p) * wrong;
    variance += p * (1 - p) * (right - wrong) ** 2;
  });
  return (observed - expected) / Math.sqrt(variance);
}
