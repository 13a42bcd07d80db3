/** For tests: a scheme of two criteria with up to 8 points. */
import type { MarkingScheme } from '../../shared/contract/marking.ts';

const levels = [0, 1, 2, 3, 4].map((points) => ({ points, title: `${points}`, descriptor: `What ${points} points take.` }));
export const testScheme: MarkingScheme = {
  criteria: [
    { id: 'content', title: 'Content', weight: 1, tolerance: 1, levels },
    { id: 'language', title: 'Language', weight: 1, tolerance: 2, levels },
  ],
  tolerance: 2,
  marks: 2,
  second: 'person',
  seeds: { every: 4, stopAfter: 2 },
  practice: { inRow: 0 },
  release: 'automatic',
  guidance: '',
};
