/** What kind of thing an answer is: only like is compared with like. */
import { some, type Tree } from './tree.ts';

export type Kind = 'expression' | 'equation' | 'inequality' | 'logic' | 'list' | 'set' | 'matrix' | 'function' | 'text' | 'reals';

const TRUTH_WORDS = new Set(['true', 'false', 'all', 'none']);
export const REAL_SETS = new Set(['oo', 'oc', 'co', 'cc', '%union', '%intersection', 'realset']);

export function kindOf(tree: Tree): Kind {
  if (tree.kind === 'text') return 'text';
  if (tree.kind === 'name') return TRUTH_WORDS.has(tree.name) ? 'logic' : 'expression';
  if (tree.kind === 'call') {
    if (tree.name === 'matrix') return 'matrix';
    return REAL_SETS.has(tree.name) ? 'reals' : 'expression';
  }
  if (tree.kind === 'number') return 'expression';
  switch (tree.op) {
    case '=':
      return 'equation';
    case '<':
    case '>':
    case '<=':
    case '>=':
      return 'inequality';
    case '#':
    case 'and':
    case 'or':
    case 'not':
    case 'implies':
    case 'xor':
    case 'xnor':
      return 'logic';
    case 'list':
      return 'list';
    case 'set':
      return 'set';
    case ':=':
      return 'function';
    default:
      return 'expression';
  }
}

/** Names for infinity, with which there is no arithmetic. */
const ENDLESS = new Set(['inf', 'minf', 'infinity', 'infty', 'und', 'ind']);
export const isEndless = (tree: Tree): boolean => some(tree, (part) => part.kind === 'name' && ENDLESS.has(part.name));

/** -1 for minus infinity, 1 for infinity, undefined for everything else. */
export function endOf(tree: Tree): number | undefined {
  if (tree.kind === 'name')
    return tree.name === 'minf' ? -1 : ENDLESS.has(tree.name) && tree.name.startsWith('inf') ? 1 : undefined;
  if (tree.kind !== 'node' || tree.op !== 'neg') return undefined;
  const inner = tree.args[0] && endOf(tree.args[0]);
  return inner === undefined ? undefined : -inner;
}
