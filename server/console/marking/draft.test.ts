import { expect, test } from 'vitest';
import type { MarkingScheme } from '../../../shared/contract/marking.ts';
import { bestOf, choose, chooseByKey, confirm, emptyDraft, missing, step, totalOf, undo } from './draft.ts';

const levels = [0, 1, 2].map((points) => ({ points, title: `${points}`, descriptor: '' }));
const scheme: MarkingScheme = {
  criteria: [
    { id: 'a', title: 'A', weight: 2, tolerance: 1, levels },
    { id: 'b', title: 'B', weight: 1, tolerance: 1, levels },
  ],
  tolerance: 1,
  marks: 2,
  second: 'person',
  seeds: { every: 10, stopAfter: 2 },
  practice: { inRow: 0 },
  release: 'automatic',
  guidance: '',
};

test('number keys choose and go on; Enter asks for what is missing before it asks to send', () => {
  let draft = emptyDraft(scheme);
  expect(confirm(scheme, draft)).toMatchObject({ confirming: false, current: 'a' });
  draft = chooseByKey(scheme, draft, 3);
  expect(draft).toMatchObject({ levels: { a: 2 }, current: 'b' });
  expect(confirm(scheme, draft)).toMatchObject({ confirming: false, current: 'b' });
  expect(chooseByKey(scheme, draft, 9)).toEqual(draft);
  draft = chooseByKey(scheme, draft, 1);
  expect(missing(scheme, draft)).toEqual([]);
  expect(confirm(scheme, draft).confirming).toBe(true);
  expect([totalOf(scheme, draft.levels), bestOf(scheme)]).toEqual([4, 6]);
});

test('undo takes back the confirmation first, then choice by choice to what stood before', () => {
  const start = emptyDraft(scheme);
  const one = choose(start, 'a', 1);
  const two = choose(one, 'a', 2);
  const asked = confirm(scheme, choose(two, 'b', 0));
  expect(undo(asked)).toMatchObject({ confirming: false, levels: { a: 2, b: 0 } });
  expect(undo(undo(asked))).toMatchObject({ levels: { a: 2 }, current: 'b' });
  expect(undo(undo(undo(asked)))).toMatchObject({ levels: { a: 1 }, current: 'a' });
  expect(undo(start)).toEqual(start);
});

test('changing anything withdraws the confirmation', () => {
  const full = confirm(scheme, choose(choose(emptyDraft(scheme), 'a', 1), 'b', 1));
  expect(choose(full, 'b', 2).confirming).toBe(false);
  expect(step(scheme, full, -1)).toMatchObject({ confirming: false, current: 'a' });
});
