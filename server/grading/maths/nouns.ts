/**
 * Formulas as sums and products of any length: a - b is a + (-)b, a/b is a times the reciprocal of b, and the minus sign is a
 * factor of its own. Brackets and the order of association disappear, nothing else does.
 */
import { functionName } from './functions.ts';
import { argsOf, type Tree } from './tree.ts';

export type Noun =
  | { kind: 'number'; text: string }
  | { kind: 'atom'; text: string }
  | { kind: 'minus' }
  | { kind: 'sum' | 'product'; parts: readonly Noun[] }
  | { kind: 'reciprocal'; of: Noun }
  | { kind: 'power'; base: Noun; exponent: Noun }
  | { kind: 'other'; head: string; parts: readonly Noun[] };

export const MINUS: Noun = { kind: 'minus' };
export const digits = (value: bigint | number): Noun => ({ kind: 'number', text: String(value) });

/** One part is the part itself; parts of the same kind are merged. */
export function joined(kind: 'sum' | 'product', parts: readonly Noun[]): Noun {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = flat;
  if (flat.length === 0) return digits(kind === 'sum' ? 0 : 1);
  return flat.length === 1 && only && only.kind !== 'minus' ? only : { kind, parts: flat };
}

export const factorsOf = (noun: Noun): readonly Noun[] => (noun.kind === 'product' ? noun.parts : [noun]);
export const termsOf = (noun: Noun): readonly Noun[] => (noun.kind === 'sum' ? noun.parts : [noun]);

export function nounOf(tree: Tree): Noun {
  if (tree.kind === 'number') return { kind: 'number', text: tree.text };
  if (tree.kind === 'name') return { kind: 'atom', text: tree.name };
  if (tree.kind === 'text') return { kind: 'atom', text: `"${tree.text}"` };
  const parts = tree.args.map(nounOf);
  const [a, b] = parts;
  if (tree.kind === 'call') {
    if (tree.name === 'exp' && a) return { kind: 'power', base: { kind: 'atom', text: 'e' }, exponent: a };
    return { kind: 'other', head: functionName(tree.name), parts };
  }
  if (!a) return { kind: 'other', head: tree.op, parts };
  if (tree.op === 'pos' || tree.op === 'group') return a;
  if (tree.op === 'neg') return joined('product', [MINUS, a]);
  if (!b) return { kind: 'other', head: tree.op, parts };
  if (tree.op === '+') return joined('sum', parts);
  if (tree.op === '-') return joined('sum', [a, joined('product', [MINUS, b])]);
  if (tree.op === '*') return joined('product', parts);
  if (tree.op === '/') return joined('product', [a, { kind: 'reciprocal', of: b }]);
  if (tree.op === '^') return { kind: 'power', base: a, exponent: b };
  if (tree.op === 'and' || tree.op === 'or')
    return {
      kind: 'other',
      head: tree.op,
      parts: parts.flatMap((part) => (part.kind === 'other' && part.head === tree.op ? part.parts : [part])),
    };
  return { kind: 'other', head: tree.op, parts };
}

export type Order = { sum: boolean; product: boolean; equation: boolean };
export const ANY_ORDER: Order = { sum: true, product: true, equation: true };

const SYMMETRIC = new Set(['and', 'or', 'set', '#', 'xor', 'xnor']);

/** A text that is the same for nouns which differ at most in the order of parts, where `order` says that this is free. */
export function keyOf(noun: Noun, order: Order = ANY_ORDER): string {
  const keys = (parts: readonly Noun[], free: boolean): string => {
    const list = parts.map((part) => keyOf(part, order));
    return (free ? list.sort() : list).join(' ');
  };
  switch (noun.kind) {
    case 'number':
    case 'atom':
      return noun.text;
    case 'minus':
      return '-';
    case 'sum':
      return `(+ ${keys(noun.parts, order.sum)})`;
    case 'product':
      return `(* ${keys(noun.parts, order.product)})`;
    case 'reciprocal':
      return `(/ ${keyOf(noun.of, order)})`;
    case 'power':
      return `(^ ${keyOf(noun.base, order)} ${keyOf(noun.exponent, order)})`;
    case 'other':
      return `(${noun.head} ${keys(noun.parts, SYMMETRIC.has(noun.head) || (noun.head === '=' && order.equation))})`;
  }
}

/** Whether two formulas differ in nothing but the order of terms and factors, and brackets that change nothing. */
export const sameUpToOrder = (a: Tree, b: Tree): boolean => keyOf(nounOf(a)) === keyOf(nounOf(b));

/** The noun with `change` applied to every part, leaves first. */
export function mapNoun(noun: Noun, change: (part: Noun) => Noun): Noun {
  switch (noun.kind) {
    case 'sum':
    case 'product':
      return change(
        joined(
          noun.kind,
          noun.parts.map((part) => mapNoun(part, change)),
        ),
      );
    case 'reciprocal':
      return change({ kind: 'reciprocal', of: mapNoun(noun.of, change) });
    case 'power':
      return change({ kind: 'power', base: mapNoun(noun.base, change), exponent: mapNoun(noun.exponent, change) });
    case 'other':
      return change({ ...noun, parts: noun.parts.map((part) => mapNoun(part, change)) });
    default:
      return change(noun);
  }
}

/** How many parts a tree has; a bound for rewriting. */
export const sizeOf = (tree: Tree): number => 1 + argsOf(tree).reduce((sum, part) => sum + sizeOf(part), 0);
