/** What may be written, and what names mean. A dialect is data; the parser has no opinion of its own. */
import type { Spelling } from './tokens.ts';

export type Dialect = Spelling & {
  /** 2x, x(x+1) and xy are products. Needs `words` to take xy apart. */
  implied: boolean;
  /** Names with a meaning: used to take letters that stand together apart, and to see that x(2) is a product. */
  words?: { values: ReadonlySet<string>; functions: ReadonlySet<string> };
  /** Equations, inequalities, logic, sets, texts, definitions. */
  relations: boolean;
  /** `free`: any run of signs. `one`: at most one sign before a factor, as Open edX has it. */
  signs: 'free' | 'one';
  /** `||` puts resistors in parallel. */
  parallel: boolean;
  /** Brackets are kept, because they settle what a product of three vectors means. */
  groups?: boolean;
  /** What may stand directly after a number, such as % or k. */
  suffixes?: ReadonlySet<string>;
};

/** What candidates write in an exam. */
export const EXAM: Dialect = { names: 'plain', implied: true, relations: false, signs: 'free', parallel: false };

/** The language of Open edX calculators and of its graders. */
export const CALCULATOR: Dialect = {
  names: 'tensor',
  implied: false,
  relations: false,
  signs: 'one',
  parallel: true,
  groups: true,
  suffixes: new Set(['%']),
};

/** The part of Maxima's language in which answers of mathematics courses are written. */
export const ALGEBRA: Dialect = { names: 'percent', implied: false, relations: true, signs: 'free', parallel: false };
