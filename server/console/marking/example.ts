/** What the set-up page begins with, to be written over: a scheme that fits the item's best score. */
import type { KnownScript, MarkingScheme } from '../../../shared/contract/marking.ts';

export const exampleScheme = (max: number): MarkingScheme => ({
  criteria: [
    {
      id: 'content',
      title: 'Content',
      weight: 1,
      tolerance: 1,
      levels: [
        { points: 0, title: 'Nothing to the point', descriptor: '' },
        { points: max, title: 'Complete and right', descriptor: '' },
      ],
    },
  ],
  tolerance: 1,
  marks: 2,
  second: 'person',
  seeds: { every: 10, stopAfter: 2 },
  practice: { inRow: 3 },
  release: 'automatic',
  guidance: '',
});

export const exampleKnown = ({ criteria }: MarkingScheme): KnownScript[] => [
  {
    kind: 'practice',
    text: 'The response as a candidate would write it.',
    levels: Object.fromEntries(criteria.map(({ id, levels }) => [id, levels.at(-1)?.points ?? 0])),
    why: 'Why it deserves this mark.',
  },
];
