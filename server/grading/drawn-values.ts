/** What the templates of an item drew in one sitting, for its form. */
import { formatScalar } from '../../shared/assessment/value.ts';
import type { DrawnValue, DrawnValues, DrawValues } from '../exams/index.ts';
import { itemSeed, processOf } from './grade.ts';
import { QtiError } from './qti-error.ts';
import { type Value, writeValue } from './value.ts';

/** A value in the words of a form. */
function shown(value: Value): DrawnValue | null {
  if (value === null) return null;
  const { cardinality, baseType } = value;
  if (value.cardinality !== 'record') return { cardinality, baseType, texts: writeValue(value) };
  const fields = [...value.fields].map(([field, member]) => ({
    field,
    baseType: member.baseType,
    text: formatScalar(member.baseType, member.value),
  }));
  return { cardinality, baseType, texts: [], fields };
}

/** The values are those that the item is graded under. An item whose values cannot be drawn shows none and is not scored. */
export const drawnValues: DrawValues = (item, seed): DrawnValues => {
  if (item.marking.templates.length === 0) return {};
  try {
    const { variables } = processOf(item).begin(itemSeed(item, seed), null, item.presets);
    return Object.fromEntries(item.marking.templates.map(({ id }) => [id, shown(variables.get(id) ?? null)]));
  } catch (error) {
    if (error instanceof QtiError) return {};
    throw error;
  }
};
