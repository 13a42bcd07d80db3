/** Every custom operator that this server knows. */
import type { CustomOperator } from './custom.ts';
import { mathsOperators } from './maths/index.ts';
import { choiceCredit } from './partial-credit.ts';
import { textOperators } from './text-operators.ts';

export const customOperators: ReadonlyMap<string, CustomOperator> = new Map(
  [...choiceCredit, ...textOperators, ...mathsOperators].map((operator) => [operator.class, operator]),
);
