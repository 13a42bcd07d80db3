/** A tree as text that reads back as the same tree. */
import type { Operator, Tree } from './tree.ts';

const POWERS: Partial<Record<Operator, number>> = {
  ':=': 5,
  implies: 8,
  xor: 9,
  xnor: 9,
  or: 12,
  and: 14,
  not: 16,
  '=': 20,
  '#': 20,
  '<': 20,
  '>': 20,
  '<=': 20,
  '>=': 20,
  '+-': 30,
  '+': 30,
  '-': 30,
  '*': 40,
  '/': 40,
  neg: 45,
  pos: 45,
  '||': 50,
  '^': 60,
  '!': 70,
  '%': 70,
};
const WORDS: Partial<Record<Operator, string>> = {
  '+-': '#pm#',
  '+': ' + ',
  '-': ' - ',
  '=': ' = ',
  and: ' and ',
  or: ' or ',
  implies: ' implies ',
  xor: ' xor ',
  xnor: ' xnor ',
};

function write(tree: Tree, floor: number): string {
  if (tree.kind === 'number') return tree.text;
  if (tree.kind === 'name') return tree.name;
  if (tree.kind === 'text') return `"${tree.text}"`;
  const inner = (part: Tree | undefined, power: number): string => (part ? write(part, power) : '');
  const all = tree.args.map((part) => write(part, 0)).join(', ');
  if (tree.kind === 'call') return tree.name === 'suffix' ? suffixed(tree.args) : `${tree.name}(${all})`;
  const { op, args } = tree;
  if (op === 'list') return `[${all}]`;
  if (op === 'set') return `{${all}}`;
  if (op === 'index')
    return `${inner(args[0], 80)}[${args
      .slice(1)
      .map((part) => write(part, 0))
      .join(', ')}]`;
  if (op === 'group') return `(${inner(args[0], 0)})`;
  const power = POWERS[op] ?? 0;
  const text =
    op === '!' || op === '%'
      ? `${inner(args[0], power)}${op}`
      : op === 'neg' || op === 'pos'
        ? `${op === 'neg' ? '-' : '+'}${inner(args[0], power)}`
        : op === 'not'
          ? `not ${inner(args[0], power)}`
          : `${inner(args[0], op === '^' ? power + 1 : power)}${WORDS[op] ?? op}${inner(args[1], op === '^' ? power : power + 1)}`;
  return power < floor ? `(${text})` : text;
}

const suffixed = ([digits, suffix]: readonly Tree[]): string =>
  `${digits?.kind === 'number' ? digits.text : ''}${suffix?.kind === 'text' ? suffix.text : ''}`;

/** The formula in linear notation, with the brackets that it needs and no others. */
export const print = (tree: Tree): string => write(tree, 0);
