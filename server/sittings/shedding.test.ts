import { expect, test } from 'vitest';
import { loadOf, mustWait } from './shedding.ts';

const purposes = ['answer', 'portrait', 'document', 'still', 'clip'];
const waiting = (load: number) => purposes.filter((purpose) => mustWait(purpose, load));

test('clips wait first, then stills, and answers and check-in pictures never', () => {
  expect(waiting(0)).toEqual([]);
  expect(waiting(0.3)).toEqual(['clip']);
  expect(waiting(0.6)).toEqual(['still', 'clip']);
  expect(waiting(50)).toEqual(['still', 'clip']);
});

test('either queue fills the server', () => {
  expect(loadOf(0, 0)).toBe(0);
  expect(loadOf(4_000, 0)).toBe(1);
  expect(loadOf(10, 64)).toBe(1);
});
