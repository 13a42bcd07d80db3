/** The values that a sitting was shown, kept when its form was first made, so that grading can tell whether it draws the same. */
import * as z from 'zod/mini';
import { qtiBaseTypes } from '../../shared/assessment/value.ts';
import { type DrawnValues, drawnItems, type Exam, type Presets } from '../exams/index.ts';
import type { Db } from '../platform/database/database.ts';
import { parse } from '../platform/parse.ts';
import { drawnValues } from './drawn-values.ts';
import { ENGINE } from './grade.ts';

const BaseType = z.nullable(z.enum(qtiBaseTypes));
const Shown = z.object({
  cardinality: z.enum(['single', 'multiple', 'ordered', 'record']),
  baseType: BaseType,
  texts: z.array(z.string()),
  fields: z.optional(z.array(z.object({ field: z.string(), baseType: z.enum(qtiBaseTypes), text: z.string() }))),
});
const Kept = z.record(z.string(), z.record(z.string(), z.nullable(Shown)));
/** Item id to what was drawn for it. */
export type KeptValues = Readonly<Record<string, DrawnValues>>;

/** By the item's id on the form, for the items that the plan has opened; empty where no item's values depend on the test. */
export type PresetsOfForm = Readonly<Record<string, Presets>>;

/** What the templates of one sitting's items draw, as far as that is known; empty where the exam has none. */
export function valuesOf(exam: Exam, seed: string, presets: PresetsOfForm = {}): KeptValues {
  const later = Object.keys(presets).length > 0;
  const items = drawnItems(exam, seed).filter(({ id, marking }) => {
    const isOpen = !later || Object.hasOwn(presets, id);
    return marking.templates.length > 0 && isOpen;
  });
  return Object.fromEntries(items.map((item) => [item.id, drawnValues({ ...item, presets: presets[item.id] }, seed)]));
}

/** Keeps what a sitting's form shows; what is kept already stays. */
export async function keepValues(
  db: Db,
  sitting: string,
  { exam, seed, presets }: { exam: Exam; seed: string; presets: PresetsOfForm },
  at: number,
): Promise<void> {
  const values = valuesOf(exam, seed, presets);
  if (Object.keys(values).length === 0) return;
  const known = await keptValues(db, sitting);
  if (known && Object.keys(values).every((item) => Object.hasOwn(known, item))) return;
  const shown = JSON.stringify({ ...values, ...known });
  await db
    .insertInto('drawn_values')
    .values({ sitting, engine: ENGINE, shown, kept_at: at })
    .onConflict((conflict) => conflict.column('sitting').doUpdateSet({ shown }))
    .execute();
}

/** What a sitting was shown; null where its exam draws nothing. */
export async function keptValues(db: Db, sitting: string): Promise<KeptValues | null> {
  const row = await db.selectFrom('drawn_values').select('shown').where('sitting', '=', sitting).executeTakeFirst();
  return row ? parse(Kept, JSON.parse(row.shown), 'stored drawn values') : null;
}
