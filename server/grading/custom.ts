/** Operators of one's own, by the `class` of `<qti-custom-operator>` (QTI 3.0, 6.6). */
import type { Expression, Scope } from '../exams/index.ts';
import type { State } from './state.ts';
import type { Value } from './value.ts';

export type CustomContext = { state: State; expression: Expression };
export type CustomOperator = {
  /** As authors write it. */
  class: string;
  /**
   * Makes the operator once for each place where it stands, from its attributes. What it makes is pure.
   * @throws QtiError when its attributes make no sense
   */
  compile(expression: Expression, scope: Scope): (args: readonly Value[], context: CustomContext) => Value;
  /** What is wrong with its attributes or the number of its operands, for the import; undefined when nothing is. */
  check?(expression: Expression): string | undefined;
};
