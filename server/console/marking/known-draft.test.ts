import { expect, test } from 'vitest';
import type { MarkingScheme } from '../../../shared/contract/marking.ts';
import { exampleScheme } from './example.ts';
import { emptyKnown, knownOf, totalOf } from './known-draft.ts';

const [first] = exampleScheme(4).criteria;
const scheme: MarkingScheme = {
  ...exampleScheme(4),
  criteria: first ? [first, { ...first, id: 'language', weight: 2 }] : [],
};

test('an answer is whole once it has a text and a level for each criterion; weights count', () => {
  const text = { ...emptyKnown('seed'), text: '  Orders swing. ', why: ' Names one cause. ' };
  expect(knownOf(scheme, text)).toBeNull();
  const half = { ...text, levels: { content: 4 } };
  expect([totalOf(scheme, half), knownOf(scheme, half)]).toEqual([null, null]);
  const whole = { ...text, levels: { content: 4, language: 0 } };
  expect(totalOf(scheme, whole)).toBe(4);
  expect(totalOf(scheme, { ...text, levels: { content: 0, language: 4 } })).toBe(8);
  expect(knownOf(scheme, whole)).toEqual({
    kind: 'seed',
    text: 'Orders swing.',
    why: 'Names one cause.',
    levels: { content: 4, language: 0 },
  });
  expect(knownOf(scheme, { ...whole, text: ' ' })).toBeNull();
});
