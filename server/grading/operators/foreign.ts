/** Expressions that are not QTI's own but that systems in use write. */
import { compileTable } from '../lookup.ts';
import { isTrue, truth } from '../value.ts';
import { fail, type Meaning } from './kit.ts';

/** A condition as a value: true or false, never NULL. */
const preCondition: Meaning =
  (_, [operand = () => null]) =>
  (state) =>
    truth(isTrue(operand(state)));

/** A table that stands beside the value that is looked up in it. */
const lookupTable: Meaning = (expression, [operand = () => null]) => {
  if (!expression.table) return () => fail(expression, 'logic', 'brings no table.');
  const find = compileTable({ cardinality: 'single', baseType: 'float' }, expression.table, expression.line);
  return (state) => find(operand(state));
};

export const foreign = {
  'pre-condition': preCondition,
  'lookup-table': lookupTable,
  /** Compiled where expressions are, because its fields are no operands. */
  record: (expression) => () => fail(expression, 'logic', 'cannot stand here.'),
} satisfies Record<string, Meaning>;
