/** A formula as it was written: nothing is simplified, so that its form can be judged. */

/**
 * Operators with two operands unless said otherwise. `neg`, `pos`, `not`, `!`, `%` and `group` (brackets, where a dialect
 * keeps them) take one; `list` and `set` any number.
 */
export type Operator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '^'
  | '||'
  | '+-'
  | 'neg'
  | 'pos'
  | 'group'
  | '!'
  | '%'
  | '='
  | '#'
  | '<'
  | '>'
  | '<='
  | '>='
  | 'and'
  | 'or'
  | 'not'
  | 'implies'
  | 'xor'
  | 'xnor'
  | ':='
  | 'list'
  | 'set'
  | 'index';

export type Tree =
  /** An unsigned decimal literal, digit for digit. */
  | { kind: 'number'; text: string }
  | { kind: 'name'; name: string }
  | { kind: 'text'; text: string }
  | { kind: 'node'; op: Operator; args: readonly Tree[] }
  | { kind: 'call'; name: string; args: readonly Tree[] };

export const number = (value: number | bigint | string): Tree => ({ kind: 'number', text: String(value) });
export const name = (text: string): Tree => ({ kind: 'name', name: text });
export const node = (op: Operator, ...args: Tree[]): Tree => ({ kind: 'node', op, args });
export const call = (text: string, ...args: Tree[]): Tree => ({ kind: 'call', name: text, args });

export const isNode = <Op extends Operator>(tree: Tree, ...ops: Op[]): tree is { kind: 'node'; op: Op; args: readonly Tree[] } =>
  tree.kind === 'node' && ops.some((op) => op === tree.op);
export const argsOf = (tree: Tree): readonly Tree[] => (tree.kind === 'node' || tree.kind === 'call' ? tree.args : []);

/** The tree with `change` applied to every part, leaves first. */
export function rewrite(tree: Tree, change: (part: Tree) => Tree): Tree {
  if (tree.kind !== 'node' && tree.kind !== 'call') return change(tree);
  return change({ ...tree, args: tree.args.map((part) => rewrite(part, change)) });
}

/** Whether any part satisfies `test`. */
export const some = (tree: Tree, test: (part: Tree) => boolean): boolean =>
  test(tree) || argsOf(tree).some((part) => some(part, test));

/** The names that stand for values (not for functions), in alphabetical order. */
export function namesOf(...trees: readonly Tree[]): string[] {
  const found = new Set<string>();
  const walk = (tree: Tree): void => {
    if (tree.kind === 'name') found.add(tree.name);
    for (const part of argsOf(tree)) walk(part);
  };
  trees.forEach(walk);
  return [...found].sort();
}

/** Structural identity: same operators, same order, same digits. */
export function sameTree(a: Tree, b: Tree): boolean {
  if (a.kind === 'number') return b.kind === 'number' && a.text === b.text;
  if (a.kind === 'name') return b.kind === 'name' && a.name === b.name;
  if (a.kind === 'text') return b.kind === 'text' && a.text === b.text;
  const head = a.kind === 'node' ? b.kind === 'node' && a.op === b.op : b.kind === 'call' && a.name === b.name;
  const others = argsOf(b);
  return head && a.args.length === others.length && a.args.every((part, index) => sameTree(part, others[index] ?? part));
}
