import fc from 'fast-check';
import { expect, test } from 'vitest';
import { personsOf, type Said } from './persons-of.ts';

const one = (...learners: string[]): Said => ({ learners, says: 'one' });
const two = (...learners: string[]): Said => ({ learners, says: 'two' });

test('the first account counts, along a chain, and what is said last holds', () => {
  const persons = personsOf([one('a', 'b'), one('c', 'a')]);
  expect(['a', 'b', 'c', 'd'].map(persons.counting)).toEqual(['c', 'c', 'c', 'd']);
  expect(persons.accounts('c')).toEqual(['c', 'a', 'b']);
  expect(persons.accounts('a')).toEqual(['a']);
  expect([persons.said('a', 'b'), persons.said('b', 'c'), persons.said('a', 'd')]).toEqual(['one', 'one', null]);
  const parted = personsOf([one('a', 'b'), one('c', 'a'), two('a', 'b')]);
  expect(['a', 'b'].map(parted.counting)).toEqual(['c', 'b']);
  expect(parted.said('a', 'b')).toBe('two');
});

test('whatever was claimed, every account counts as exactly one, which counts as itself', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const said = fc.record({
    learners: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2 }),
    says: fc.constantFrom('one', 'two'),
  });
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (claims) => {
      const persons = personsOf(claims);
      const kept = ids.filter((id) => persons.counting(id) === id);
      expect(kept.length).toBeGreaterThan(0);
      for (const id of ids) expect(persons.counting(persons.counting(id))).toBe(persons.counting(id));
      expect(kept.flatMap(persons.accounts).toSorted()).toEqual(ids);
    }),
  );
});
