/** What template processing drew for one candidate's item, as far as the text of the item shows it. */
import type { QtiBaseType } from '../../shared/assessment/value.ts';
import type { PresetItem } from './instance.ts';
import type { FieldText, QtiCardinality } from './marking.ts';

/** `texts` are lexical values; a record has its members in `fields`. */
export type DrawnValue = {
  cardinality: QtiCardinality;
  baseType: QtiBaseType | null;
  texts: string[];
  fields?: FieldText[] | undefined;
};
/** By the template variable's identifier; null is NULL. */
export type DrawnValues = Readonly<Record<string, DrawnValue | null>>;
/** Draws the values of one item in one sitting: the same for the same seed. */
export type DrawValues = (item: PresetItem, seed: string) => DrawnValues;

/** For content without templates. */
export const nothingDrawn: DrawValues = () => ({});
