/** Whether a value can be the key of a response, and the best score that a map can give. Pure. */
import { faultText, validateResponses } from '../../../shared/assessment/validate.ts';
import type { ExamItem, ResponseVariable } from '../../exams/index.ts';

/** What is wrong with a value as an answer to this response: no candidate could give it. Undefined when it fits. */
export function faultIn(item: ExamItem, response: string, values: string[]): string | undefined {
  const [fault] = validateResponses({ ...item, stimulus: undefined }, { [response]: values });
  if (fault) return faultText(fault);
  return values.some((value) => value.trim() === '') ? `${response}: an empty value` : undefined;
}

/** Undefined without a map, or where several values have neither a key nor an upper bound. */
export function bestOfMapping({ baseType, cardinality, correct, mapping }: ResponseVariable): number | undefined {
  if (!mapping) return undefined;
  const normal = (text: string): string => {
    const parts = text.trim().split(/\s+/);
    return (baseType === 'pair' ? parts.toSorted() : parts).join(' ');
  };
  const values = new Map(mapping.entries.map(({ key, value }) => [normal(key), value]));
  const best =
    cardinality === 'single'
      ? Math.max(mapping.default, ...values.values())
      : correct && [...new Set(correct.map(normal))].reduce((sum, key) => sum + (values.get(key) ?? mapping.default), 0);
  if (best === null) return mapping.upper ?? undefined;
  return Math.min(best, mapping.upper ?? best);
}
