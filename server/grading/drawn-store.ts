/** The values that a sitting was shown, kept when its form was first made, so that grading can tell whether it draws the same. */
import * as z from 'zod/mini';
import { qtiBaseTypes } from '../../shared/assessment/value.ts';
import { type DrawnValues, drawnItems, type Exam } from '../exams/index.ts';
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

/** What the templates of one sitting's items draw; empty where the exam has none. */
export const valuesOf = (exam: Exam, seed: string): KeptValues =>
  Object.fromEntries(
    drawnItems(exam, seed).flatMap((item) => (item.marking.templates.length === 0 ? [] : [[item.id, drawnValues(item, seed)]])),
  );

/** Keeps what a sitting's form shows; what is kept already stays. */
export async function keepValues(db: Db, sitting: string, exam: Exam, seed: string, at: number): Promise<void> {
  const values = valuesOf(exam, seed);
  if (Object.keys(values).length === 0) return;
  await db
    .insertInto('drawn_values')
    .values({ sitting, engine: ENGINE, shown: JSON.stringify(values), kept_at: at })
    .onConflict((conflict) => conflict.column('sitting').doNothing())
    .execute();
}

/** What a sitting was shown; null where its exam draws nothing. */
export async function keptValues(db: Db, sitting: string): Promise<KeptValues | null> {
  const row = await db.selectFrom('drawn_values').select('shown').where('sitting', '=', sitting).executeTakeFirst();
  return row ? parse(Kept, JSON.parse(row.shown), 'stored drawn values') : null;
}
