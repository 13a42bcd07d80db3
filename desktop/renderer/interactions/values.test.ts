import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNumeric, moved, type Pair, paired, pointIn, toggled, uses } from './values.ts';

const ids = ['a', 'b', 'c', 'd'];
const id = fc.constantFrom(...ids);
const pair = fc.tuple(id, id).filter(([a, b]) => a !== b);

describe('toggled', () => {
  it('never exceeds the limit, keeps the order of the choices, and undoes itself', () => {
    fc.assert(
      fc.property(fc.array(id), fc.integer({ min: 0, max: 4 }), (presses, max) => {
        let values: string[] = [];
        for (const press of presses) values = toggled(values, press, max, ids);
        if (max > 0) expect(values.length).toBeLessThanOrEqual(max);
        expect(values).toEqual(ids.filter((known) => values.includes(known)));
        for (const value of values) expect(toggled(values, value, max, ids)).not.toContain(value);
      }),
    );
  });
});

describe('moved', () => {
  it('keeps every element once, and a move back restores the list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.nat(9), fc.nat(9), (list, from, to) => {
        const there = moved(list, from, to);
        expect(there.toSorted()).toEqual(list.toSorted());
        expect(moved(there, to, from)).toEqual(list);
      }),
    );
  });
});

describe('paired', () => {
  it('holds the newest pair and every limit, whatever was paired before', () => {
    const limits = fc.record({
      max: fc.integer({ min: 0, max: 3 }),
      directed: fc.boolean(),
      perChoice: fc.dictionary(id, fc.integer({ min: 0, max: 2 })),
    });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), limits, (pairs, limit) => {
        let values: string[] = [];
        for (const next of pairs) {
          values = paired(values, next, limit);
          const turned: Pair = [next[1], next[0]];
          expect(values.includes(next.join(' ')) || (!limit.directed && values.includes(turned.join(' ')))).toBe(true);
          if (limit.max > 0) expect(values.length).toBeLessThanOrEqual(limit.max);
          for (const [choice, most] of Object.entries(limit.perChoice))
            if (most > 0) expect(uses(values, choice)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
  it('does not tell "a b" from "b a" where direction has no meaning', () => {
    expect(paired(['a b'], ['b', 'a'], { max: 0, perChoice: {}, directed: false })).toEqual(['a b']);
    expect(paired(['a b'], ['b', 'a'], { max: 0, perChoice: {}, directed: true })).toEqual(['a b', 'b a']);
  });
});

it('keeps points inside the picture, in whole pixels', () => {
  expect(pointIn({ width: 400, height: 260 }, -3, 259.6)).toBe('0 260');
});

it.each(['3', '-3,5', '+.5', '1.2e-4', ' 7 ', '−2'])('reads %j as a number', (text) => expect(isNumeric(text)).toBe(true));
it.each(['', 'three', '1.2.3', '5 cm', 'e4'])('does not read %j as a number', (text) => expect(isNumeric(text)).toBe(false));
