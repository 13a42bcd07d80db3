/**
 * For tests: invented essays of known quality, marked by invented people. No real scripts are at hand, so figures on these
 * say that the model learns what is there to learn, not how well it would mark real ones.
 */
import type { Criterion } from '../../../shared/contract/marking.ts';
import type { Scored } from './model.ts';

/** A small seeded generator (mulberry32), 0..1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const levels = [0, 1, 2, 3, 4].map((points) => ({ points, title: `Level ${points}`, descriptor: '' }));
export const syntheticCriteria: Criterion[] = [
  { id: 'content', title: 'Content', weight: 1, tolerance: 1, levels },
  { id: 'language', title: 'Language', weight: 1, tolerance: 1, levels },
];

const ideas = [
  'safety stock covers demand during the lead time',
  'orders vary more than sales as they travel upstream',
  'sharing point of sale data removes forecast updating',
  'smaller batches smooth the flow of orders',
  'price promotions lead customers to buy forward',
  'rationing invites inflated orders in a shortage',
  'a shorter lead time lowers the reorder point',
  'vendor managed inventory moves the decision upstream',
  'pooling risk across regions cuts total inventory',
  'everyday low prices stabilise demand',
];
const plain = [
  'it is good',
  'this helps a lot',
  'people do this often',
  'it can be bad',
  'many firms have it',
  'so it goes on',
  'that is how it is',
];
const links = ['Consequently,', 'By contrast,', 'In addition,', 'Nevertheless,', 'For this reason,', 'To illustrate,'];
const rich = [
  'considerably',
  'systematically',
  'in practice',
  'at each echelon',
  'under uncertainty',
  'across the network',
  'over the planning horizon',
];

const pickFrom = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;
const bounded = (value: number): number => Math.max(0, Math.min(4, Math.round(value)));
/** About normal, standard deviation 1. */
const noise = (random: () => number): number =>
  Array.from({ length: 6 }, random).reduce((sum, each) => sum + each - 0.5, 0) * Math.SQRT2;

export type Essay = Scored & { first: number; second: number };

/** @param blur standard deviation of each marker's own error, in points of one criterion */
export function syntheticEssays(count: number, seed: number, blur = 0.5): Essay[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (): Essay => {
    const [knows, writes] = [random(), random()];
    const told = ideas.filter(() => random() < 0.1 + 0.8 * knows);
    const fillers = Array.from({ length: 4 + Math.floor(random() * 8) }, () => pickFrom(plain, random));
    const sentences = [...told, ...fillers]
      .toSorted(() => random() - 0.5)
      .map((sentence) => {
        const link = random() < writes * 0.7 ? `${pickFrom(links, random)} ` : '';
        const more = random() < writes ? ` ${pickFrom(rich, random)}` : '';
        return `${link}${sentence}${more}.`;
      });
    const mark = () => {
      const content = bounded((told.length / ideas.length) * 4.6 + blur * noise(random));
      const language = bounded(writes * 4 + blur * noise(random));
      return { content, language };
    };
    const [one, two] = [mark(), mark()];
    const levelsOf = { content: (one.content + two.content) / 2, language: (one.language + two.language) / 2 };
    return { text: sentences.join(' '), levels: levelsOf, first: one.content + one.language, second: two.content + two.language };
  });
}
