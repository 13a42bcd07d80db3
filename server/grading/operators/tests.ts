/** What outcome processing asks about the items of a test (QTI 3.0, 5.147 ff.). */
import { type QtiBaseType, qtiBaseTypes, type Scalar } from '../../../shared/assessment/value.ts';
import type { Expression } from '../../exams/index.ts';
import type { State } from '../state.ts';
import type { ItemFilter, ItemView } from '../test-view.ts';
import { container, integer, type Value } from '../value.ts';
import { fail, type Meaning } from './kit.ts';

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter(Boolean);

const filterOf = ({ attributes }: Expression): ItemFilter => ({
  section: attributes['section-identifier'] ?? null,
  include: words(attributes['include-category']),
  exclude: words(attributes['exclude-category']),
});

const subset = (expression: Expression): ((state: State) => readonly ItemView[]) => {
  const filter = filterOf(expression);
  return (state) => state.test?.items(filter) ?? fail(expression, 'runtime', 'asks about a test where there is none.');
};

const counting =
  (holds: (item: ItemView) => boolean): Meaning =>
  (expression) => {
    const items = subset(expression);
    return (state) => integer(items(state).filter(holds).length);
  };

const isNumeric = (baseType: QtiBaseType): boolean => baseType === 'integer' || baseType === 'float';

/** Every instance of a variable in the items that declare it; weighted, it is a container of floats. */
const testVariables: Meaning = (expression) => {
  const { attributes } = expression;
  const items = subset(expression);
  const id = attributes['variable-identifier'] ?? '';
  const asked = qtiBaseTypes.find((known) => known === attributes['base-type']);
  const weightId = attributes['weight-identifier'];
  const fits = (baseType: QtiBaseType): boolean =>
    asked === undefined ? isNumeric(baseType) || weightId === undefined : baseType === asked;
  return (state) => {
    const found: { baseType: QtiBaseType; value: Scalar }[] = [];
    for (const item of items(state)) {
      const value = item.variable(id) ?? null;
      if (value?.cardinality !== 'single' || !fits(value.baseType)) continue;
      const weight = weightId === undefined ? undefined : item.weight(weightId);
      const weighted = typeof value.value === 'number' && weight !== undefined && isNumeric(value.baseType);
      found.push({ baseType: value.baseType, value: weighted ? Number(value.value) * weight : value.value });
    }
    return pool(found, weightId !== undefined);
  };
};

/** Whole numbers join floats; otherwise the base type of the first decides. */
function pool(found: readonly { baseType: QtiBaseType; value: Scalar }[], weighted: boolean): Value {
  const types = new Set(found.map(({ baseType }) => baseType));
  const numbers = [...types].every(isNumeric);
  const baseType = numbers && (weighted || types.has('float')) ? 'float' : found[0]?.baseType;
  if (baseType === undefined) return null;
  const kept = found.filter((entry) => entry.baseType === baseType || (baseType === 'float' && isNumeric(entry.baseType)));
  return container(
    'multiple',
    baseType,
    kept.map(({ value }) => value),
  );
}

/** The declared bounds of an outcome: NULL when an item has no maximum; items without a minimum are left out. */
const bounds =
  (which: 'normalMaximum' | 'normalMinimum'): Meaning =>
  (expression) => {
    const { attributes } = expression;
    const items = subset(expression);
    const id = attributes['outcome-identifier'] ?? '';
    const weightId = attributes['weight-identifier'];
    return (state) => {
      const values: number[] = [];
      for (const item of items(state)) {
        const outcome = item.outcome(id);
        if (outcome === undefined) continue;
        const bound = outcome[which];
        if (bound === null) {
          if (which === 'normalMaximum') return null;
          continue;
        }
        values.push(bound * ((weightId === undefined ? undefined : item.weight(weightId)) ?? 1));
      }
      return container('multiple', 'float', values);
    };
  };

export const tests = {
  'test-variables': testVariables,
  'outcome-minimum': bounds('normalMinimum'),
  'outcome-maximum': bounds('normalMaximum'),
  'number-correct': counting((item) => item.isCorrect()),
  'number-incorrect': counting((item) => item.isIncorrect()),
  'number-presented': counting((item) => item.isPresented()),
  'number-responded': counting((item) => item.isResponded()),
  'number-selected': counting(() => true),
} satisfies Record<string, Meaning>;
