/** Laws that hold for every formula, tried on random ones; mathjs says independently what a formula is worth. */
import fc from 'fast-check';
import * as mathjs from 'mathjs';
import { describe, expect, test } from 'vitest';
import {
  attempt,
  budgetOf,
  Complexes,
  call,
  compareValues,
  DEFAULT_STEPS,
  doubles,
  EXAM,
  evaluate,
  formulaJudge,
  isNode,
  name,
  node,
  number,
  numberJudge,
  parse,
  print,
  rewrite,
  sameTree,
  type Tree,
  textJudge,
  unitsJudge,
} from './index.ts';

const words = { values: new Set(['x', 'y']), functions: new Set(['sin', 'cos', 'exp', 'sqrt', 'ln', 'abs']) };
const dialect = { ...EXAM, words };
const meaning = { constants: new Map() };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(name('x'), name('y')),
    fc.integer({ min: 0, max: 12 }).map(number),
    fc
      .tuple(fc.constantFrom('+' as const, '-' as const, '*' as const), tie('tree'), tie('tree'))
      .map(([op, a, b]) => node(op, a, b)),
    fc.tuple(tie('tree'), fc.integer({ min: 1, max: 9 })).map(([a, d]) => node('/', a, number(d))),
    fc.tuple(tie('tree'), fc.integer({ min: 0, max: 3 })).map(([a, n]) => node('^', a, number(n))),
    tie('tree').map((a) => node('neg', a)),
    fc.tuple(fc.constantFrom('sin', 'cos'), tie('tree')).map(([f, a]) => call(f, a)),
  ),
}));

/** Rewritings that change the form and not the value, applied where a bit says so. */
function rewritten(original: Tree, bits: readonly boolean[]): Tree {
  let at = 0;
  return rewrite(original, (part) => {
    const chosen = bits[at++ % bits.length] ?? false;
    if (!chosen) return part;
    const [a, b] = part.kind === 'node' ? part.args : [];
    if (!a) return part;
    if (b && isNode(part, '+', '*')) return node(part.op, b, a);
    if (b && isNode(part, '-')) return node('+', node('neg', b), a);
    if (b && isNode(part, '/')) return node('*', node('/', number(1), b), a);
    if (isNode(part, 'neg')) return node('*', node('-', number(2), number(3)), a);
    return node('-', node('+', part, number(7)), number(7));
  });
}
const distributed = (original: Tree): Tree =>
  rewrite(original, (part) => {
    const [a, b] = isNode(part, '*') ? part.args : [];
    const [c, d] = b && isNode(b, '+') ? b.args : [];
    return a && c && d ? node('+', node('*', a, c), node('*', a, d)) : part;
  });
const small = { numRuns: 300 };
/** Formulas too large to judge are refused, which no law speaks of. */
const verdict = (a: Tree, b: Tree): boolean | undefined => {
  const result = attempt(() => compareValues(a, b, meaning));
  return 'value' in result ? result.value.equal : undefined;
};

describe('reading', () => {
  test('what is printed reads back as the same', () => {
    fc.assert(
      fc.property(tree, (formula) => {
        expect(sameTree(parse(print(formula), dialect), formula)).toBe(true);
      }),
      small,
    );
  });
  test('agrees with mathjs on what a formula is worth', () => {
    const complexes = new Complexes(doubles);
    fc.assert(
      fc.property(
        tree,
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (formula, x, y) => {
          const point = new Map([
            ['x', complexes.of(x)],
            ['y', complexes.of(y)],
          ]);
          const ours = attempt(() =>
            evaluate(parse(print(formula), dialect), { complexes, budget: budgetOf(), valueOf: (one) => point.get(one) }),
          );
          const theirs: unknown = mathjs.evaluate(print(formula), { x, y });
          if ('problem' in ours || typeof theirs !== 'number' || !Number.isFinite(theirs)) return;
          // Both lose digits where large terms cancel.
          expect(Math.abs(ours.value.re - theirs)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(theirs)));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('equivalence', () => {
  test('every formula is equal to itself and to itself rewritten, both ways round', () => {
    fc.assert(
      fc.property(tree, fc.array(fc.boolean(), { minLength: 3, maxLength: 9 }), (formula, bits) => {
        for (const other of [formula, rewritten(formula, bits), distributed(formula)]) {
          expect(verdict(formula, other)).not.toBe(false);
          expect(verdict(other, formula)).toBe(verdict(formula, other));
        }
      }),
      small,
    );
  });
  test('a formula that anything is added to is another one', () => {
    const trifles = fc.constantFrom('10^-20', 'x/10^12', '10^-9*sin(x)', '0.000000001*y', '10^-15*cos(x*y)');
    fc.assert(
      fc.property(tree, trifles, (formula, trifle) => {
        const other = node('+', formula, parse(trifle, dialect));
        expect(verdict(formula, other)).not.toBe(true);
        expect(verdict(other, formula)).not.toBe(true);
      }),
      small,
    );
  });
});

describe('anything may be typed', () => {
  const judges = [
    formulaJudge({ expected: 'sin(x)^2/(1+x)', variables: 'x y', relations: 'true', form: 'simplified' })(undefined),
    formulaJudge({ expected: '(x+1)(x+2)', variables: 'x', form: 'factored' })(undefined),
    numberJudge({ expected: '12.5', figures: '3' })(undefined),
    unitsJudge({ expected: '5 m/s', figures: '2' })(undefined),
    textJudge({ expected: 'yes', pattern: '(y|ye|s)*', similarity: '0.8' })(undefined),
  ];
  const pieces = fc.constantFrom(
    ...'x y 2 3.5 1e9 + - * / ^ ( ) [ ] { } , = < > ! % | sin sqrt fact and or not m s kg ² √ π # " \' . 9^9 ^-'.split(' '),
    ' ',
  );
  const garbage = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
  );
  test('nothing throws, and the same text always gets the same verdict', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        for (const judge of judges) {
          const first = judge(text);
          expect(['right', 'wrong', 'invalid']).toContain(first.verdict);
          expect(judge(text)).toEqual(first);
        }
      }),
      { numRuns: 1_500 },
    );
  });
  test('comparing stops within the steps it is given', () => {
    fc.assert(
      fc.property(garbage, fc.integer({ min: 1, max: 5_000 }), (text, steps) => {
        const formula = attempt(() => parse(text, dialect));
        if ('problem' in formula) return;
        const budget = budgetOf(steps);
        const result = attempt(() => compareValues(formula.value, name('x'), { ...meaning, unknownFunctions: true }, budget));
        if (budget.left < 0) expect('problem' in result && result.problem.kind).toBe('budget');
      }),
      small,
    );
    expect(DEFAULT_STEPS).toBeGreaterThan(0);
  });
});
