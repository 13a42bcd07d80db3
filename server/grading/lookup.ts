/** `qti-lookup-outcome-value`: match and interpolation tables (QTI 3.0, 5.76 and 5.64). */
import type { LookupTable, OutcomeMarking } from '../exams/index.ts';
import { valueUnder } from './declared.ts';
import { QtiError } from './qti-error.ts';
import type { Value } from './value.ts';

type Typed = Pick<OutcomeMarking, 'cardinality' | 'baseType'>;

/** Compiles the table of an outcome into a function of the number that is looked up; NULL gives the table's default. */
export function compileTable(outcome: Typed, table: LookupTable, line: number): (source: Value) => Value {
  const entries = table.entries.map(({ bound, included, value }) => ({
    bound,
    included,
    value: valueUnder(outcome, [value]),
  }));
  const fallback = table.default === null ? null : valueUnder(outcome, [table.default]);
  // An author may list the bounds in any order; the highest that holds decides.
  if (table.table === 'interpolation') entries.sort((a, b) => b.bound - a.bound);
  return (source) => {
    if (source === null) return fallback;
    if (source.cardinality !== 'single')
      throw new QtiError('wrong-cardinality', `The lookup in line ${line} needs a single number.`);
    const { baseType, value: number } = source;
    if (
      (baseType !== 'integer' && (table.table === 'match' || (baseType !== 'float' && baseType !== 'duration'))) ||
      typeof number !== 'number'
    )
      throw new QtiError('wrong-base-type', `The lookup in line ${line} needs a number, not ${baseType}.`);
    const found = entries.find(({ bound, included }) =>
      table.table === 'match' ? number === bound : included ? number >= bound : number > bound,
    );
    return found === undefined ? fallback : found.value;
  };
}
