/** `<qti-custom-operator>`: looked up by its class. The import refuses unknown ones; where none is checked they are NULL. */
import { customOperators } from '../custom-registry.ts';
import type { Meaning } from './kit.ts';

const customOperator: Meaning = (expression, args, scope) => {
  const name = expression.attributes.class ?? expression.attributes.definition ?? '';
  const operator = customOperators.get(name);
  if (!operator)
    return (state) => {
      state.trace?.push(`The custom operator "${name}" in line ${expression.line} is not known: NULL.`);
      return null;
    };
  const apply = operator.compile(expression, scope);
  return (state) =>
    apply(
      args.map((operand) => operand(state)),
      { state, expression },
    );
};

export const custom = { 'custom-operator': customOperator } satisfies Record<string, Meaning>;
