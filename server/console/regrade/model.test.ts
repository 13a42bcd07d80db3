import { expect, it } from 'vitest';
import { changeOf, type Draft, lineHeight } from './model.ts';

const draft: Draft = { item: 'q01', kind: 'key', response: 'R', chosen: [], typed: '', map: '', weight: '' };

it('makes a change of what was filled in, or names the field that is missing', () => {
  expect(changeOf(draft)).toEqual({ wrong: 'value' });
  expect(changeOf({ ...draft, chosen: ['B', 'C'] })).toEqual({ kind: 'key', item: 'q01', response: 'R', correct: ['B', 'C'] });
  expect(changeOf({ ...draft, typed: ' 12.5 \n\n13 ' })).toMatchObject({ correct: ['12.5', '13'] });
  expect(changeOf({ ...draft, kind: 'mapping', map: 'a = b = 2\nOslo=0.5' })).toMatchObject({
    entries: [
      { key: 'a = b', value: 2 },
      { key: 'Oslo', value: 0.5 },
    ],
  });
  for (const map of ['', 'Oslo', 'Oslo =', '= 2', 'Oslo = two'])
    expect(changeOf({ ...draft, kind: 'mapping', map })).toEqual({ wrong: 'map' });
  expect(changeOf({ ...draft, kind: 'weight', weight: '1,5' })).toEqual({ kind: 'weight', item: 'q01', weight: 1.5 });
  for (const weight of ['', '0', '-1', '101', 'x'])
    expect(changeOf({ ...draft, kind: 'weight', weight })).toEqual({ wrong: 'weight' });
  expect(changeOf({ ...draft, kind: 'drop' })).toEqual({ kind: 'drop', item: 'q01' });
});

it('gives few candidates room and many a line each', () => {
  expect([1, 40, 1000].map(lineHeight)).toEqual([18, 16, 5]);
});
