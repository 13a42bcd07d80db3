/**
 * Same form up to rules that the author names: two answers agree when the rules lead both to the same form. The names are
 * those of STACK's EqualComAssRules.
 */
import { type Budget, budgetOf, spend } from './budget.ts';
import { Fraction } from './exact.ts';
import { ANY_ORDER, digits, factorsOf, joined, keyOf, MINUS, mapNoun, type Noun, nounOf, type Order, termsOf } from './nouns.ts';
import { MathsProblem } from './problem.ts';
import type { Tree } from './tree.ts';

const isInteger = (noun: Noun): noun is Extract<Noun, { kind: 'number' }> => noun.kind === 'number' && /^\d+$/.test(noun.text);
const isNumber = (noun: Noun, value: number): boolean => isInteger(noun) && noun.text === String(value);
const without = (parts: readonly Noun[], drop: (part: Noun) => boolean): readonly Noun[] => parts.filter((part) => !drop(part));

const signed = (value: bigint): Noun => (value < 0n ? joined('product', [MINUS, digits(-value)]) : digits(value));
/** The whole number that a noun is, with its sign. */
function integerOf(noun: Noun): bigint | undefined {
  if (isInteger(noun)) return BigInt(noun.text);
  if (noun.kind !== 'product') return undefined;
  const [sign, value] = noun.parts;
  return noun.parts.length === 2 && sign?.kind === 'minus' && value && isInteger(value) ? -BigInt(value.text) : undefined;
}
/** The quotient of whole numbers that a noun is. */
function ratioOf(noun: Noun): Fraction | undefined {
  let value = new Fraction(1);
  for (const part of factorsOf(noun)) {
    if (part.kind === 'minus') value = value.neg();
    else if (isInteger(part)) value = value.mul(part.text);
    else if (part.kind === 'reciprocal' && (integerOf(part.of) ?? 0n) !== 0n) value = value.div(integerOf(part.of) ?? 1n);
    else return undefined;
  }
  return value;
}
const quotient = (value: Fraction): Noun =>
  joined('product', [
    ...(value.s < 0n ? [MINUS] : []),
    digits(value.n),
    ...(value.d === 1n ? [] : [{ kind: 'reciprocal', of: digits(value.d) } satisfies Noun]),
  ]);

const onProducts =
  (change: (parts: readonly Noun[]) => readonly Noun[]) =>
  (noun: Noun): Noun =>
    noun.kind === 'product' ? joined('product', change(noun.parts)) : noun;
const onPowers =
  (change: (base: Noun, exponent: Noun) => Noun | undefined) =>
  (noun: Noun): Noun =>
    noun.kind === 'power' ? (change(noun.base, noun.exponent) ?? noun) : noun;

/** Two minus signs are none. */
function signsPaired(parts: readonly Noun[]): readonly Noun[] {
  const count = parts.filter((part) => part.kind === 'minus').length;
  if (count < 2) return parts;
  const rest = without(parts, (part) => part.kind === 'minus');
  return count % 2 === 1 ? [MINUS, ...rest] : rest.length > 0 ? rest : [digits(1)];
}

/** A sum whose first term (in canonical order, signs aside) is negative is minus a sum. */
function ordered(noun: Noun): Noun {
  if (noun.kind !== 'sum') return noun;
  const bare = (term: Noun): Noun =>
    joined(
      'product',
      without(factorsOf(term), (part) => part.kind === 'minus'),
    );
  const negative = (term: Noun): boolean => factorsOf(term).filter((part) => part.kind === 'minus').length % 2 === 1;
  const [first] = [...noun.parts].sort((a, b) => (keyOf(bare(a)) < keyOf(bare(b)) ? -1 : 1));
  if (!first || !negative(first)) return noun;
  return joined('product', [
    MINUS,
    joined(
      'sum',
      noun.parts.map((term) => (negative(term) ? bare(term) : joined('product', [MINUS, term]))),
    ),
  ]);
}

function integersMultiplied(parts: readonly Noun[]): readonly Noun[] {
  const whole = parts.filter(isInteger);
  if (whole.length === 0) return parts;
  const product = whole.reduce((value, part) => value * BigInt(part.text), 1n);
  // Numbers go first whatever the order of the rest.
  return [digits(product), ...without(parts, isInteger)];
}

function termsAdded(noun: Noun, numberOf: (term: Noun) => Fraction | undefined, write: (value: Fraction) => Noun): Noun {
  const terms = termsOf(noun);
  const values = terms.map(numberOf);
  if (noun.kind !== 'sum' || values.filter(Boolean).length < 2) return noun;
  const total = values.reduce<Fraction>((sum, value) => (value ? sum.add(value) : sum), new Fraction(0));
  return joined('sum', [write(total), ...terms.filter((_, index) => !values[index])]);
}

function factored(value: bigint): Noun {
  const parts: Noun[] = [];
  let rest = value;
  for (let prime = 2n; prime * prime <= rest; prime++) {
    let power = 0;
    for (; rest % prime === 0n; rest /= prime) power += 1;
    if (power > 0) parts.push(power === 1 ? digits(prime) : { kind: 'power', base: digits(prime), exponent: digits(power) });
  }
  if (rest > 1n || parts.length === 0) parts.push(digits(rest));
  return joined('product', parts);
}

const RULES: Record<string, (noun: Noun) => Noun> = {
  zeroAdd: (noun) =>
    noun.kind === 'sum'
      ? joined(
          'sum',
          without(noun.parts, (part) => integerOf(part) === 0n),
        )
      : noun,
  zeroMul: (noun) => (noun.kind === 'product' && noun.parts.some((part) => isNumber(part, 0)) ? digits(0) : noun),
  oneMul: onProducts((parts) => (without(parts, (part) => isNumber(part, 1)).length > 0 ? withoutOnes(parts) : parts)),
  oneDiv: onProducts((parts) => without(parts, (part) => part.kind === 'reciprocal' && isNumber(part.of, 1))),
  onePow: onPowers((base) => (isNumber(base, 1) ? base : undefined)),
  idPow: onPowers((base, exponent) => (isNumber(exponent, 1) ? base : undefined)),
  zeroPow: onPowers((base, exponent) => (isNumber(base, 0) && !isNumber(exponent, 0) ? base : undefined)),
  zPow: onPowers((base, exponent) => (isNumber(exponent, 0) && !isNumber(base, 0) ? digits(1) : undefined)),
  negNeg: onProducts(signsPaired),
  negDiv: (noun) => {
    if (noun.kind !== 'reciprocal' || noun.of.kind !== 'product') return noun;
    const rest = without(noun.of.parts, (part) => part.kind === 'minus');
    const signs = noun.of.parts.length - rest.length;
    return signs === 0
      ? noun
      : joined('product', [...Array<Noun>(signs).fill(MINUS), { kind: 'reciprocal', of: joined('product', rest) }]);
  },
  negOrd: ordered,
  negDist: onProducts((parts) => {
    const sum = parts.find((part) => part.kind === 'sum');
    const minus = parts.find((part) => part.kind === 'minus');
    if (sum?.kind !== 'sum' || !minus) return parts;
    return parts.flatMap((part) =>
      part === minus
        ? []
        : part === sum
          ? [
              joined(
                'sum',
                sum.parts.map((term) => joined('product', [MINUS, term])),
              ),
            ]
          : [part],
    );
  }),
  recipMul: (noun) =>
    noun.kind === 'reciprocal' && noun.of.kind === 'product'
      ? joined(
          'product',
          noun.of.parts.map((of): Noun => (of.kind === 'minus' ? of : { kind: 'reciprocal', of })),
        )
      : noun,
  divDiv: (noun) => {
    if (noun.kind !== 'reciprocal') return noun;
    const inner = factorsOf(noun.of);
    const up = inner.flatMap((part) => (part.kind === 'reciprocal' ? [part.of] : []));
    if (up.length === 0) return noun;
    const rest = without(inner, (part) => part.kind === 'reciprocal');
    return joined('product', [
      ...up,
      ...(rest.length > 0 ? [{ kind: 'reciprocal', of: joined('product', rest) } satisfies Noun] : []),
    ]);
  },
  divCancel: onProducts((parts) => {
    const below = parts.find((part) => part.kind === 'reciprocal' && parts.some((other) => keyOf(other) === keyOf(part.of)));
    if (below?.kind !== 'reciprocal') return parts;
    const above = parts.findIndex((part) => keyOf(part) === keyOf(below.of));
    const rest = parts.filter((part, index) => part !== below && index !== above);
    return rest.length > 0 ? rest : [digits(1)];
  }),
  intAdd: (noun) =>
    termsAdded(
      noun,
      (term) => toFraction(integerOf(term)),
      (value) => signed(value.s * value.n),
    ),
  intMul: onProducts(integersMultiplied),
  intPow: onPowers((base, exponent) => {
    const [b, e] = [integerOf(base), integerOf(exponent)];
    return b !== undefined && e !== undefined && e >= 0n && e <= 200n && !(b === 0n && e === 0n) ? signed(b ** e) : undefined;
  }),
  intFac: (noun) => (isInteger(noun) && noun.text.length <= 12 && BigInt(noun.text) > 1n ? factored(BigInt(noun.text)) : noun),
  ratLow: (noun) => {
    const value = noun.kind === 'product' ? ratioOf(noun) : undefined;
    return value ? quotient(value) : noun;
  },
  ratAdd: (noun) => termsAdded(noun, ratioOf, quotient),
  sqrtRem: (noun) =>
    noun.kind === 'other' && noun.head === 'sqrt' && noun.parts[0]
      ? { kind: 'power', base: noun.parts[0], exponent: joined('product', [digits(1), { kind: 'reciprocal', of: digits(2) }]) }
      : noun,
};

function withoutOnes(parts: readonly Noun[]): readonly Noun[] {
  const rest = without(parts, (part) => isNumber(part, 1));
  return rest.every((part) => part.kind === 'minus') ? parts : rest;
}
const toFraction = (value: bigint | undefined): Fraction | undefined =>
  value === undefined ? undefined : new Fraction(value, 1n);

const GROUPS: Record<string, readonly string[]> = {
  ID_TRANS: ['zeroAdd', 'zeroMul', 'oneMul', 'oneDiv', 'onePow', 'idPow', 'zeroPow', 'zPow'],
  NEG_TRANS: ['negNeg', 'negDiv', 'negOrd'],
  DIV_TRANS: ['oneDiv', 'divDiv', 'recipMul', 'divCancel'],
  INT_ARITH: ['intAdd', 'intMul', 'intPow'],
  ALG_TRANS: [],
};
/** Names that change which order is free instead of rewriting anything. */
const ORDERS = new Set(['noncomAdd', 'noncomMul', 'noncomEq', 'comMulNum', 'comNeg']);

/**
 * The single rules that names and group names stand for.
 * @throws MathsProblem for a name that is no rule, and for two rules that undo each other
 */
export function rulesFrom(names: readonly string[]): string[] {
  const all = names.flatMap((name) => (Object.hasOwn(GROUPS, name) ? (GROUPS[name] ?? []) : [name]));
  const strange = all.find((name) => !Object.hasOwn(RULES, name) && !ORDERS.has(name));
  if (strange) throw new MathsProblem('name', `there is no rule "${strange}"`);
  if (all.includes('negDist') && all.includes('negOrd')) throw new MathsProblem('shape', 'negDist and negOrd undo each other');
  if (all.includes('intFac') && all.some((name) => name === 'intMul' || name === 'intPow'))
    throw new MathsProblem('shape', 'intFac undoes intMul and intPow');
  return [...new Set(all)];
}

/** Numbers, or minus signs, first in each product. */
const forward = (noun: Noun, rules: readonly string[]): Noun => {
  const first = (part: Noun): boolean =>
    (part.kind === 'minus' && (rules.includes('comNeg') || rules.includes('comMulNum'))) ||
    (part.kind === 'number' && rules.includes('comMulNum'));
  return mapNoun(
    noun,
    onProducts((parts) => {
      const front = parts.filter(first).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      return [...front, ...parts.filter((part) => !first(part))];
    }),
  );
};

const MOST_PASSES = 40;

/** The form that the rules lead to. */
function settled(tree: Tree, rules: readonly string[], budget: Budget): Noun {
  let noun = nounOf(tree);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const before = keyOf(noun);
    spend(budget, before.length);
    for (const rule of rules) noun = mapNoun(noun, RULES[rule] ?? ((part) => part));
    if (keyOf(noun) === before) return noun;
  }
  throw new MathsProblem('budget', 'the rules do not come to an end');
}

/** Whether two answers have the same form under some rules, by their names. */
export function sameUpToRules(a: Tree, b: Tree, names: readonly string[], budget: Budget = budgetOf()): boolean {
  const rules = rulesFrom(names);
  const order: Order = {
    sum: ANY_ORDER.sum && !rules.includes('noncomAdd'),
    product: ANY_ORDER.product && !rules.includes('noncomMul'),
    equation: ANY_ORDER.equation && !rules.includes('noncomEq'),
  };
  const rewriting = rules.filter((rule) => !ORDERS.has(rule));
  const [x, y] = [a, b].map((tree) => keyOf(forward(settled(tree, rewriting, budget), rules), order));
  return x === y;
}
