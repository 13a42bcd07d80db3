/** What plain QTI says in place of an operator of our own, for an export. */
import type { Plain } from '../exams/index.ts';
import { mathsOperators, plainFallback } from './maths/index.ts';
import { choiceCredit } from './partial-credit.ts';

const maths = new Set(mathsOperators.map((operator) => operator.class));
const credit = new Set(choiceCredit.map((operator) => operator.class));

export const plainOperator: Plain = (expression) => {
  const name = expression.attributes.class ?? '';
  if (maths.has(name)) return plainFallback(expression);
  return credit.has(name) ? 'all-or-nothing' : undefined;
};
