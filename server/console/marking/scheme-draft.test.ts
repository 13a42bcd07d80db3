import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MarkingScheme } from '../../../shared/contract/marking.ts';
import { exampleScheme } from './example.ts';
import { addCriterion, addLevel, bestOf, draftOf, removeCriterion, removeLevel, schemeOf, withLevel } from './scheme-draft.ts';

const scheme = exampleScheme(8);

describe('a scheme while it is typed', () => {
  test('comes out as it went in', () => {
    const points = fc.integer({ min: 0, max: 8 }).map((half) => half / 2);
    const level = fc.record({
      points,
      title: fc.string({ minLength: 1, maxLength: 20 }),
      descriptor: fc.string({ maxLength: 20 }),
    });
    const made = fc.record({
      tolerance: points,
      marks: fc.constantFrom(1 as const, 2 as const),
      second: fc.constantFrom('person' as const, 'model' as const),
      release: fc.constantFrom('automatic' as const, 'held' as const),
      levels: fc.array(level, { minLength: 2, maxLength: 9 }),
    });
    fc.assert(
      fc.property(made, ({ levels, ...change }) => {
        const whole: MarkingScheme = { ...scheme, ...change, criteria: scheme.criteria.map((one) => ({ ...one, levels })) };
        expect(schemeOf(draftOf(whole))).toEqual(whole);
      }),
    );
  });
  test('grows by levels and criteria that the contract takes once they are named', () => {
    const grown = addLevel(addCriterion(draftOf(scheme)), 1);
    const [, added] = grown.criteria;
    expect(added).toMatchObject({ id: 'criterion-2', levels: [{ points: '0' }, { points: '1' }, { points: '2' }] });
    expect(bestOf(grown)).toBe(10);
    expect(MarkingScheme.safeParse(schemeOf(grown)).success).toBe(false);
    const named = {
      ...grown,
      criteria: grown.criteria.map((one) => ({
        ...one,
        title: 'T',
        levels: one.levels.map((level) => ({ ...level, title: 'L' })),
      })),
    };
    expect(MarkingScheme.safeParse(schemeOf(named)).success).toBe(true);
    expect(removeCriterion(removeLevel(grown, 1, 2), 1)).toEqual(draftOf(scheme));
  });
  test('never takes an identifier twice', () => {
    const twice = addCriterion(removeCriterion(addCriterion(addCriterion(draftOf(scheme))), 1));
    expect(new Set(twice.criteria.map(({ id }) => id)).size).toBe(twice.criteria.length);
  });
  test('knows no best score while a number is missing, and reads a comma', () => {
    expect(bestOf(withLevel(draftOf(scheme), 0, 1, { points: '' }))).toBeNull();
    expect(bestOf(withLevel(draftOf(scheme), 0, 1, { points: '2,5' }))).toBe(2.5);
  });
});
