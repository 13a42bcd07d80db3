/**
 * Item instances (QTI 3.0, 5.125): where a section selects with replacement, a candidate may get the same item several
 * times, each with an answer, drawn values and a score of its own. An instance is an item and the number of the time.
 */
import type { ExamItem } from './exam.ts';
import type { Presets } from './template-defaults.ts';

/** `sequence` is from 1, in the order in which the candidate's form holds them: QTI's `Q7.2` is the second. */
export type Instance = { item: string; sequence: number };
/** An item with what its test gave its templates in one sitting; absent where the test gives nothing. */
export type PresetItem = ExamItem & { presets?: Presets | undefined };
/** An item as one candidate gets it: under the name of its instance. */
export type DrawnItem = PresetItem & { instance: Instance };

/** What an instance is called in forms, journals, marks and results. The first is called like its item: mostly it is the only one. */
export const instanceId = ({ item, sequence }: Instance): string => (sequence === 1 ? item : `${item}-${sequence}`);

/** The instance that such a name means; items themselves are called `q07` and hold no hyphen. */
export function instanceOf(id: string): Instance {
  const [, item, sequence] = /^(q\d+)-([2-9]|[1-9]\d+)$/.exec(id) ?? [];
  return item === undefined ? { item: id, sequence: 1 } : { item, sequence: Number(sequence) };
}

const made = new WeakMap<ExamItem, DrawnItem[]>();

/** The same object each time, so that what is kept for an item is found again. */
export function drawnItem(item: ExamItem, sequence: number): DrawnItem {
  const known = made.get(item) ?? [];
  made.set(item, known);
  const instance = { item: item.id, sequence };
  const one = known[sequence] ?? { ...item, id: instanceId(instance), instance };
  known[sequence] = one;
  return one;
}
