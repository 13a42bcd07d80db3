/** Custom operators that packages of other systems use to take texts apart and put them together. */
import { parseFinite } from '../../shared/assessment/value.ts';
import type { CustomOperator } from './custom.ts';
import { QtiError } from './qti-error.ts';
import { container, float, integer, textOf, type Value } from './value.ts';

const single = (name: string, apply: (text: string) => Value): CustomOperator => ({
  class: name,
  compile:
    () =>
    ([value = null]) => {
      const text = textOf(value);
      return text === undefined || value?.baseType !== 'string' ? null : apply(text);
    },
});

const split = (text: string): string[] => text.split(',').map((part) => part.trim());

/** Delimiter first, then what it takes apart or joins. */
function delimited(name: string, apply: (delimiter: string, value: Exclude<Value, null>) => Value | undefined): CustomOperator {
  return {
    class: name,
    check: ({ args }) => (args.length === 2 ? undefined : `takes a delimiter and a value, not ${args.length} operands`),
    compile:
      ({ line }) =>
      (args) => {
        const [delimiter = null, value = null] = args;
        if (args.length < 2) throw new QtiError('operands', `${name} in line ${line} takes a delimiter and a value.`);
        if (delimiter === null || value === null) return null;
        const text = textOf(delimiter);
        const result = text === undefined || delimiter.baseType !== 'string' ? undefined : apply(text, value);
        if (result === undefined) throw new QtiError('wrong-cardinality', `${name} in line ${line} got values that do not fit.`);
        return result;
      },
  };
}

const explode = (delimiter: string, value: Exclude<Value, null>): Value | undefined => {
  const text = value.baseType === 'string' ? textOf(value) : undefined;
  if (text === undefined) return undefined;
  return delimiter === '' || text === '' ? null : container('ordered', 'string', text.split(delimiter));
};
const implode = (delimiter: string, value: Exclude<Value, null>): Value | undefined =>
  'values' in value && value.baseType === 'string'
    ? { cardinality: 'single', baseType: 'string', value: value.values.map(String).join(delimiter) }
    : undefined;

/** The part of a fraction such as 3/4 above or below its line. */
const part = (which: 1 | 2) => (text: string) => {
  const found = /^\s*(-?\d+)\s*\/\s*(-?\d+)\s*$/.exec(text)?.[which];
  return found === undefined ? null : integer(Number(found));
};

export const textOperators: readonly CustomOperator[] = [
  ...['csvToMultiple', 'CsvToMultiple'].map((name) =>
    single(`qti.customOperators.${name}`, (text) => container('multiple', 'string', split(text))),
  ),
  ...['csvToOrdered', 'CsvToOrdered'].map((name) =>
    single(`qti.customOperators.${name}`, (text) => container('ordered', 'string', split(text))),
  ),
  single('qti.customOperators.text.StringToNumber', (text) => {
    const value = parseFinite(text.replaceAll(',', ''));
    return value === undefined ? null : float(value);
  }),
  single('qti.customOperators.math.Numerator', part(1)),
  single('qti.customOperators.math.Denominator', part(2)),
  delimited('qtism.runtime.expressions.operators.custom.Explode', explode),
  delimited('qtism.runtime.expressions.operators.custom.Implode', implode),
];
