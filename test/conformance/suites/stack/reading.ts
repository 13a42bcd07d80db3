/** Reading the recordings' texts and options. */
import {
  budgetOf,
  Complexes,
  doubles,
  type Equivalence,
  exactValue,
  type FiguresRule,
  type Fraction,
  fractionOf,
  isEndless,
  isNode,
  kindOf,
  MathsProblem,
  some,
  type Tree,
  valueAt,
  variablesOf,
  wholeOf,
} from '../../../../server/grading/maths/index.ts';
import { type Read, readAuthor } from './author.ts';

export type Case = { test: string; options: string; student: string; teacher: string };
const CONSTANTS = new Map([
  ['i', 'i'],
  ['e', 'e'],
  ['pi', 'pi'],
] as const);
const c = new Complexes(doubles);

export const invalid = (why: string): never => {
  throw new MathsProblem('syntax', why);
};

/** Division by a number that is zero, anywhere. */
const dividesByZero = (tree: Tree): boolean =>
  some(tree, (part) => {
    const below = isNode(part, '/') ? part.args[1] : undefined;
    return below !== undefined && exactValue(below)?.n === 0n;
  });

export function read(text: string, nouns = false, form = false): Read {
  const result = readAuthor(text, nouns, form);
  if (dividesByZero(result.tree)) invalid('it divides by zero');
  return result;
}

export const meaningOf = (...reads: readonly Read[]): Equivalence => ({
  constants: CONSTANTS,
  unknownFunctions: true,
  domains: new Map(reads.flatMap(({ domains }) => [...domains])),
  setMembers: reads.some(({ simplified }) => simplified) ? 'value' : 'form',
});
export const MEANING: Equivalence = meaningOf();

/** What stands in an option list: [a, b] or a alone. */
export const optionList = (text: string): Tree[] => {
  if (text.trim() === '') return [];
  const { tree } = read(text);
  return isNode(tree, 'list') ? [...tree.args] : [tree];
};
export const wholeOption = (tree: Tree | undefined): number | undefined => (tree ? wholeOf(exactValue(tree)) : undefined);

/** A real number, as a double. */
export function realOf(tree: Tree): number | undefined {
  if (kindOf(tree) !== 'expression' || isEndless(tree) || variablesOf(MEANING, tree).length > 0) return undefined;
  const value = valueAt(tree, c, new Map(), MEANING, budgetOf());
  return value.im === 0 ? value.re : undefined;
}

/** The exact value where there is one, and one good to fifteen digits elsewhere. */
export function fractionFor(tree: Tree): Fraction | undefined {
  const exact = exactValue(tree);
  if (exact) return exact;
  const value = realOf(tree);
  if (value === undefined) return undefined;
  const size = fractionOf(Math.abs(value).toPrecision(15));
  return value < 0 ? size.neg() : size;
}

/** n, [n, m], and -1 and 0 for m: more figures are fine, only the figures count. */
export function figuresRule(options: string): FiguresRule {
  const list = optionList(options);
  const [n, second] = list.map(wholeOption);
  const m = list.length === 1 ? n : second;
  if (list.length === 0 || list.length > 2 || n === undefined || n < 1 || m === undefined || m < -1)
    return invalid('the option is no number of figures');
  if (m === 0) return { figures: n, accuracy: 'none' };
  return m === -1 ? { figures: n, accuracy: n, more: true } : { figures: n, accuracy: m };
}
