/** `<qti-custom-operator>`: looked up by its class. */
import { customOperators } from '../custom-registry.ts';
import { fail, type Meaning } from './kit.ts';

const customOperator: Meaning = (expression, args, scope) => {
  const name = expression.attributes.class ?? expression.attributes.definition ?? '';
  const operator = customOperators.get(name);
  if (!operator) return () => fail(expression, 'unsupported', `knows no custom operator "${name}".`);
  const apply = operator.compile(expression, scope);
  return (state) =>
    apply(
      args.map((operand) => operand(state)),
      { state, expression },
    );
};

export const custom = { 'custom-operator': customOperator } satisfies Record<string, Meaning>;
