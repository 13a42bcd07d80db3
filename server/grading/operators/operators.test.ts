/** Each operator by the words of QTI 3.0, as an author would write it in an item. */
import { describe, expect, test } from 'vitest';
import { oneItem } from '../../exams/testing.ts';
import { gradeItem } from '../index.ts';

const value = (type: string, text: string | number): string => `<qti-base-value base-type="${type}">${text}</qti-base-value>`;
const f = (number: number): string => value('float', number);
const i = (number: number): string => value('integer', number);
const id = (name: string): string => value('identifier', name);
const s = (text: string): string => value('string', text);
const yes = value('boolean', 'true');
const no = value('boolean', 'false');
const none = '<qti-null/>';
const op = (name: string, operands: string[], attributes = ''): string =>
  `<qti-${name} ${attributes}>${operands.join('')}</qti-${name}>`;

/** Sets an outcome of this type to the expression and answers its lexical values; null is NULL. */
async function evaluate(type: string, expression: string, cardinality = 'single'): Promise<string[] | null | undefined> {
  const { item } = await oneItem({
    declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>
<qti-outcome-declaration identifier="OUT" cardinality="${cardinality}" base-type="${type}"/>`,
    body: '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
    score: 'normal-maximum="1"',
    processing: `<qti-set-outcome-value identifier="OUT">${expression}</qti-set-outcome-value>`,
  });
  return gradeItem(item, {}).outcomes.OUT;
}
const all = async (type: string, cases: [string, string | null][]): Promise<void> => {
  for (const [expression, expected] of cases)
    expect(await evaluate(type, expression), expression).toEqual(expected === null ? null : [expected]);
};

describe('logic of three values', () => {
  test('and, or, not, any-n', () =>
    all('boolean', [
      [op('and', [yes, yes]), 'true'],
      [op('and', [yes, none]), null],
      [op('and', [no, none]), 'false'],
      [op('or', [no, yes]), 'true'],
      [op('or', [yes, none]), 'true'],
      [op('or', [no, none]), null],
      [op('not', [yes]), 'false'],
      [op('not', [none]), null],
      [op('any-n', [yes, no, yes], 'min="2" max="2"'), 'true'],
      [op('any-n', [yes, no, none], 'min="2" max="2"'), null],
      [op('any-n', [yes, yes, none], 'min="0" max="1"'), 'false'],
    ]));
  test('is-null holds for NULL and the empty string', () =>
    all('boolean', [
      [op('is-null', [none]), 'true'],
      [op('is-null', [s('')]), 'true'],
      [op('is-null', [op('multiple', [])]), 'true'],
      [op('is-null', [f(0)]), 'false'],
    ]));
});

describe('match', () => {
  const pair = (text: string): string => value('pair', text);
  const directed = (text: string): string => value('directedPair', text);
  test('single values, pairs both ways round, directed pairs one way', () =>
    all('boolean', [
      [op('match', [id('A'), id('A')]), 'true'],
      [op('match', [id('A'), none]), null],
      [op('match', [pair('A B'), pair('B A')]), 'true'],
      [op('match', [directed('A B'), directed('B A')]), 'false'],
      [op('match', [s('a'), s('A')]), 'false'],
    ]));
  test('multiple without, ordered with regard to order', () =>
    all('boolean', [
      [op('match', [op('multiple', [id('A'), id('B')]), op('multiple', [id('B'), id('A')])]), 'true'],
      [op('match', [op('multiple', [id('A'), id('A')]), op('multiple', [id('A'), id('B')])]), 'false'],
      [op('match', [op('ordered', [id('A'), id('B')]), op('ordered', [id('B'), id('A')])]), 'false'],
      [op('match', [op('ordered', [id('A')]), op('ordered', [id('A'), id('B')])]), 'false'],
    ]));
});

describe('containers', () => {
  const abc = op('ordered', [id('A'), id('B'), id('C')]);
  test('contains, member, size', async () => {
    await all('boolean', [
      [op('contains', [abc, op('ordered', [id('B'), id('C')])]), 'true'],
      [op('contains', [abc, op('ordered', [id('A'), id('C')])]), 'false'],
      [op('contains', [op('multiple', [id('A'), id('B')]), op('multiple', [id('B'), id('A')])]), 'true'],
      [op('contains', [op('multiple', [id('A'), id('B')]), op('multiple', [id('A'), id('A')])]), 'false'],
      [op('member', [id('B'), abc]), 'true'],
      [op('member', [id('X'), abc]), 'false'],
    ]);
    await all('integer', [
      [op('container-size', [abc]), '3'],
      [op('container-size', [none]), '0'],
    ]);
  });
  test('index counts from 1; delete takes out every instance', async () => {
    await all('identifier', [
      [op('index', [abc], 'n="1"'), 'A'],
      [op('index', [abc], 'n="4"'), null],
    ]);
    const deleted = op('delete', [id('A'), op('ordered', [id('A'), id('B'), id('A')])]);
    expect(await evaluate('identifier', deleted, 'ordered')).toEqual(['B']);
  });
});

describe('numbers', () => {
  test('arithmetic; NULL in, NULL out', () =>
    all('float', [
      [op('sum', [f(1.5), i(2)]), '3.5'],
      [op('sum', [op('multiple', [f(1), f(2)]), f(3)]), '6'],
      [op('sum', [f(1), none]), null],
      [op('product', [f(2), f(3), f(4)]), '24'],
      [op('subtract', [f(5), f(7)]), '-2'],
      [op('divide', [f(1), f(4)]), '0.25'],
      [op('divide', [f(1), f(0)]), null],
      [op('power', [f(2), f(10)]), '1024'],
      [op('min', [f(3), f(-1), i(2)]), '-1'],
      [op('max', [f(3), f(-1), i(2)]), '3'],
      [op('round-to', [f(1.005)], 'rounding-mode="decimalPlaces" figures="2"'), '1.01'],
      [op('round-to', [f(1239451)], 'rounding-mode="significantFigures" figures="3"'), '1240000'],
      [op('round-to', [f(-0.5)], 'rounding-mode="decimalPlaces" figures="0"'), '-1'],
    ]));
  test('whole numbers', () =>
    all('integer', [
      [op('integer-divide', [i(-5), i(2)]), '-3'],
      [op('integer-modulus', [i(-5), i(2)]), '1'],
      [op('integer-divide', [i(5), i(0)]), null],
      [op('truncate', [f(-6.5)]), '-6'],
      [op('round', [f(6.5)]), '7'],
      [op('round', [f(-6.5)]), '-6'],
      [op('round', [value('float', 'INF')]), null],
    ]));
  test('order', () =>
    all('boolean', [
      [op('gt', [f(2), f(1)]), 'true'],
      [op('gte', [f(2), f(2)]), 'true'],
      [op('lt', [f(2), f(2)]), 'false'],
      [op('lte', [i(2), f(2)]), 'true'],
      [op('lt', [none, f(2)]), null],
    ]));
  test('equal: exact, absolute with its edges, relative in percent of the first operand', () =>
    all('boolean', [
      [op('equal', [f(2), f(2)], 'tolerance-mode="exact"'), 'true'],
      [op('equal', [f(0.3), f(0.4)], 'tolerance-mode="absolute" tolerance="0.1"'), 'true'],
      [op('equal', [f(0.3), f(0.4)], 'tolerance-mode="absolute" tolerance="0.1" include-upper-bound="false"'), 'false'],
      [op('equal', [f(10), f(8)], 'tolerance-mode="absolute" tolerance="1 3"'), 'false'],
      [op('equal', [f(10), f(13)], 'tolerance-mode="absolute" tolerance="1 3"'), 'true'],
      [op('equal', [f(200), f(180)], 'tolerance-mode="relative" tolerance="10"'), 'true'],
      [op('equal', [f(180), f(200)], 'tolerance-mode="relative" tolerance="10"'), 'false'],
      [op('equal', [f(-200), f(-190)], 'tolerance-mode="relative" tolerance="10"'), 'true'],
      [op('equal-rounded', [f(3.175), f(3.183)], 'rounding-mode="significantFigures" figures="3"'), 'true'],
      [op('equal-rounded', [f(3.175), f(3.19)], 'rounding-mode="significantFigures" figures="3"'), 'false'],
    ]));
});

describe('text and places', () => {
  test('string-match and substring', () =>
    all('boolean', [
      [op('string-match', [s('York'), s('york')], 'case-sensitive="false"'), 'true'],
      [op('string-match', [s('York'), s('york')], 'case-sensitive="true"'), 'false'],
      [op('string-match', [s('New York'), s('York')], 'case-sensitive="true" substring="true"'), 'true'],
      [op('substring', [s('York'), s('New York')], 'case-sensitive="true"'), 'true'],
      [op('substring', [s('New York'), s('York')], 'case-sensitive="true"'), 'false'],
    ]));
  test('inside: the edge belongs to the area', () => {
    const at = (x: number, y: number): string => value('point', `${x} ${y}`);
    return all('boolean', [
      [op('inside', [at(10, 0)], 'shape="circle" coords="0,0,10"'), 'true'],
      [op('inside', [at(8, 8)], 'shape="circle" coords="0,0,10"'), 'false'],
      [op('inside', [at(5, 5)], 'shape="rect" coords="0,0,5,5"'), 'true'],
      [op('inside', [at(2, 1)], 'shape="poly" coords="0,0,4,0,0,4"'), 'true'],
      [op('inside', [at(2, 2)], 'shape="poly" coords="0,0,4,0,0,4"'), 'true'],
      [op('inside', [at(3, 3)], 'shape="poly" coords="0,0,4,0,0,4"'), 'false'],
      [op('inside', [at(9, 0)], 'shape="ellipse" coords="0,0,10,2"'), 'true'],
      [op('inside', [at(0, 3)], 'shape="ellipse" coords="0,0,10,2"'), 'false'],
      [op('inside', [at(99, 99)], 'shape="default" coords=""'), 'true'],
      [op('inside', [none], 'shape="rect" coords="0,0,5,5"'), null],
    ]);
  });
});

describe('functions', () => {
  const math = (name: string, ...operands: string[]): string => op('math-operator', operands, `name="${name}"`);
  const stats = (name: string, values: number[]): string =>
    op('stats-operator', [op('multiple', values.map(f))], `name="${name}"`);
  test('of analysis: no value where mathematics has none', () =>
    all('float', [
      [math('sin', f(0)), '0'],
      [math('atan2', f(0), f(-1)), String(Math.PI)],
      [math('log', f(1000)), '3'],
      [math('exp', f(0)), '1'],
      [math('toDegrees', op('math-constant', [], 'name="pi"')), '180'],
      [math('asin', f(2)), null],
      [math('ln', f(-1)), null],
      [math('csc', f(0)), null],
    ]));
  test('whole results', () =>
    all('integer', [
      [math('floor', f(-2.5)), '-3'],
      [math('ceil', f(-2.5)), '-2'],
      [math('signum', f(-7)), '-1'],
      [op('gcd', [i(12), op('multiple', [i(18), i(0)])]), '6'],
      [op('lcm', [i(4), i(6)]), '12'],
      [op('lcm', [i(4), i(0)]), '0'],
      [op('gcd', [i(4), none]), null],
    ]));
  test('of statistics', () =>
    all('float', [
      [stats('mean', [1, 2, 6]), '3'],
      [stats('popVariance', [1, 2, 3]), String(2 / 3)],
      [stats('sampleVariance', [1, 2, 3]), '1'],
      [stats('sampleSD', [5]), null],
    ]));
});

describe('durations, patterns, repetitions', () => {
  const d = (text: string): string => value('duration', text);
  const matches = (pattern: string, text: string): string => op('pattern-match', [s(text)], `pattern="${pattern}"`);
  test('durations compare by length', () =>
    all('boolean', [
      [op('duration-lt', [d('PT59S'), d('PT1M')]), 'true'],
      [op('duration-gte', [d('P1D'), d('PT24H')]), 'true'],
    ]));
  test('patterns are those of XML Schema: they match whole texts and know no anchors', () =>
    all('boolean', [
      [matches('\\d{2}', '42'), 'true'],
      [matches('\\d{2}', '042'), 'false'],
      [matches('a^b', 'a^b'), 'true'],
      [matches('\\i\\c*', 'n:ame-1'), 'true'],
      [matches('[0-9]+(\\.[0-9]+)?', '3.14'), 'true'],
      [matches('(a+)+b', `${'a'.repeat(5_000)}c`), 'false'],
    ]));
  test('repeat', async () => {
    expect(await evaluate('integer', op('repeat', [i(1), i(2)], 'number-repeats="2"'), 'ordered')).toEqual(['1', '2', '1', '2']);
  });
  test('an attribute may name a variable', () =>
    all('boolean', [
      [op('any-n', [yes, no], 'min="numAttempts" max="2"'), 'true'],
      [op('equal', [f(10), f(10.5)], 'tolerance-mode="absolute" tolerance="numAttempts"'), 'true'],
    ]));
});

describe('what makes no sense while it runs leaves the item unscored, with the reason', () => {
  const run = async (expression: string): Promise<string | null> => {
    const { item } = await oneItem({
      declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>
<qti-outcome-declaration identifier="N" cardinality="single" base-type="integer"/>`,
      body: '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
      score: 'normal-maximum="1"',
      processing: `<qti-set-outcome-value identifier="SCORE">${expression}</qti-set-outcome-value>`,
    });
    return gradeItem(item, { RESPONSE: ['x'] }).unscored;
  };
  test.each([
    ['rounding to no figures', op('round-to', [f(1)], 'rounding-mode="significantFigures" figures="N"'), 'cannot round to 0'],
    ['a range upside down', op('random-float', [], 'min="2" max="N"'), 'nothing to draw'],
  ])('%s', async (_, expression, reason) => {
    expect(await run(expression)).toContain(reason);
  });
});
