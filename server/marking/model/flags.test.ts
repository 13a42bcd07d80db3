import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flagsOf } from './flags.ts';
import { estimate, isNearCopy, printOf } from './near-copy.ts';
import { syntheticEssays } from './synthetic.ts';
import { jaccard, wordsOf } from './words.ts';

const question =
  'Explain the bullwhip effect in your own words. Name two causes and say for each what a retailer can do against it.';
const essays = syntheticEssays(60, 21).map(({ text }) => text);
const [essay = ''] = essays;

describe('flags', () => {
  test.each([
    ['   \n ', ['empty']],
    ['No idea.', ['empty']],
    [`${question} I agree.`, ['copied-question']],
    [essay, []],
  ])('%j', (text, flags) => expect(flagsOf(text, question, essays)).toEqual(flags));

  test('a text about something else is off topic, once there are others to compare with', () => {
    const recipe =
      'Whisk three eggs with sugar until pale. Fold in sifted flour, melted butter, lemon zest and vanilla. Pour everything into a greased tin, bake until golden brown, then cool before slicing.';
    expect(flagsOf(recipe, question, essays)).toEqual(['off-topic']);
    expect(flagsOf(recipe, question, essays.slice(0, 5))).toEqual([]);
  });

  test('nobody who writes to the point is flagged', () => {
    const flagged = essays.filter((text, i) => flagsOf(text, question, essays.toSpliced(i, 1)).length > 0);
    expect(flagged).toEqual([]);
  });

  test('words are found in scripts without spaces as well', () => {
    expect(wordsOf('需求在供应链中被放大').length).toBeGreaterThan(2);
    expect(wordsOf('الطلب يتضخم')).toEqual(['الطلب', 'يتضخم']);
  });
});

describe('near copies', () => {
  test('a text with a few words changed is one; another candidate’s own text is not', () => {
    const changed = essay
      .split(' ')
      .map((word, i) => (i % 29 === 0 ? 'perhaps' : word))
      .join(' ');
    const [one, other] = [printOf(essay), printOf(changed)];
    if (!one || !other) throw new Error('too short');
    expect(isNearCopy(one, other)).toBe(true);
    const distinct = printOf(
      'Retailers see the end customer. Factories only see orders. Every stage adds its own guess, and each guess adds a cushion, so swings grow on the way.',
    );
    expect(distinct && isNearCopy(one, distinct)).toBe(false);
  });

  test('the estimate is near the exact similarity', () => {
    const words = fc.array(fc.constantFrom(...'abcdefghijklmnopqrst'), { minLength: 40, maxLength: 120 });
    fc.assert(
      fc.property(words, fc.nat(30), (list, cut) => {
        const [one, other] = [printOf(list.join(' ')), printOf(list.slice(cut).join(' '))];
        if (!one || !other) return;
        expect(Math.abs(estimate(one, other) - jaccard(one.shingles, other.shingles))).toBeLessThan(0.36);
      }),
    );
  });

  test('short texts are not compared', () => expect(printOf('Too short to say anything about.')).toBeNull());
});
