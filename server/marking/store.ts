/** Events and texts in the database. */
import type { Selectable } from 'kysely';
import * as z from 'zod/mini';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { parse } from '../platform/parse.ts';
import type { AnswerFile } from './answer.ts';
import { MarkingEvent, type Numbered } from './events.ts';
import { EssayModel } from './model/model.ts';

type QueueRow = Selectable<Tables['marking_queue']>;
export type Queue = Omit<QueueRow, 'question' | 'exam_title' | 'item_title' | 'created_at'> & {
  examTitle: string;
  itemTitle: string;
  question: string[];
};
export type NewScript = {
  id: string;
  sitting: string | null;
  /** Which time it is that the candidate got the item; 1 unless said. */
  sequence?: number;
  text: string;
  why: string;
  comment?: string;
  files?: readonly AnswerFile[];
};

const readQueue = ({ id, exam, item, exam_title, item_title, max, question }: QueueRow): Queue => ({
  id,
  exam,
  item,
  max,
  examTitle: exam_title,
  itemTitle: item_title,
  question: parse(z.array(z.string()), JSON.parse(question), 'stored question'),
});

export const queues = async (db: Db): Promise<Queue[]> =>
  (await db.selectFrom('marking_queue').selectAll().orderBy('created_at').orderBy('item').execute()).map(readQueue);

/** Adds a queue unless the item has one. */
export async function addQueue(db: Db, queue: Queue, at: number): Promise<void> {
  const { id, exam, item, max, examTitle: exam_title, itemTitle: item_title } = queue;
  await db
    .insertInto('marking_queue')
    .values({ id, exam, item, max, exam_title, item_title, question: JSON.stringify(queue.question), created_at: at })
    .onConflict((conflict) => conflict.columns(['exam', 'item']).doNothing())
    .execute();
}

export async function eventsOf(db: Db, queue: string): Promise<Numbered[]> {
  const rows = await db.selectFrom('marking_event').selectAll().where('queue', '=', queue).orderBy('seq').execute();
  return rows.map(({ seq, at, body }) => ({ seq, at, event: parse(MarkingEvent, JSON.parse(body), `marking event ${seq}`) }));
}

/** Adds events after those that are there; a number that is taken already fails the transaction. */
export async function append(trx: Trx, queue: string, numbered: readonly Numbered[]): Promise<void> {
  for (const { seq, at, event } of numbered)
    await trx
      .insertInto('marking_event')
      .values({ queue, seq, at, kind: event.kind, body: JSON.stringify(event) })
      .execute();
}

export async function addScripts(trx: Trx, queue: string, scripts: readonly NewScript[], at: number): Promise<void> {
  for (const { files = [], comment = '', ...script } of scripts) {
    await trx
      .insertInto('marking_script')
      .values({ ...script, comment, queue, added_at: at })
      .execute();
    for (const file of files)
      await trx
        .insertInto('marking_file')
        .values({ script: script.id, ...file })
        .execute();
  }
}

/** The files of an answer, in their places. */
export const filesOf = (db: Db, script: string): Promise<AnswerFile[]> =>
  db
    .selectFrom('marking_file')
    .select(['place', 'hash', 'type', 'bytes'])
    .where('script', '=', script)
    .orderBy('place')
    .execute();

/** Gives the answers of a sitting the date on which they go, once. */
export const keepUntil = async (db: Db, sitting: string, until: number): Promise<void> =>
  void (await db
    .updateTable('marking_script')
    .set({ keep_until: until })
    .where('sitting', '=', sitting)
    .where('keep_until', 'is', null)
    .execute());

/** Empties the answers whose date has come, and forgets their files. @returns their sittings */
export async function emptyDue(trx: Trx, now: number): Promise<string[]> {
  const due = await trx
    .selectFrom('marking_script')
    .leftJoin('marking_file', 'marking_file.script', 'marking_script.id')
    .select(['marking_script.id', 'marking_script.sitting'])
    .distinct()
    .where('keep_until', '<=', now)
    .where((eb) => eb.or([eb('text', '<>', ''), eb('comment', '<>', ''), eb('marking_file.hash', 'is not', null)]))
    .execute();
  const ids = due.map(({ id }) => id);
  if (ids.length === 0) return [];
  await trx.deleteFrom('marking_file').where('script', 'in', ids).execute();
  await trx.updateTable('marking_script').set({ text: '', comment: '' }).where('id', 'in', ids).execute();
  return [...new Set(due.flatMap(({ sitting }) => sitting ?? []))];
}

export const scriptsOf = (db: Db, queue: string) =>
  db.selectFrom('marking_script').select(['id', 'sitting', 'text', 'why']).where('queue', '=', queue).orderBy('id').execute();

/** Some texts of a queue, the same ones each time; script ids are random, so this is a fair sample. */
export const someTexts = async (db: Db, queue: string, limit: number): Promise<string[]> =>
  (await db.selectFrom('marking_script').select('text').where('queue', '=', queue).orderBy('id').limit(limit).execute()).map(
    ({ text }) => text,
  );

/** Script to sitting, of those that came from one. */
export async function sittingsOf(db: Db, queue: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('marking_script')
    .select(['id', 'sitting'])
    .where('queue', '=', queue)
    .where('sitting', 'is not', null)
    .execute();
  return new Map(rows.flatMap(({ id, sitting }) => (sitting === null ? [] : [[id, sitting] as const])));
}

export const script = (db: Db, queue: string, id: string) =>
  db
    .selectFrom('marking_script')
    .select(['id', 'sitting', 'text', 'comment', 'why'])
    .where('queue', '=', queue)
    .where('id', '=', id)
    .executeTakeFirst();

/** What a sitting has in a queue: one answer, or one for each time that the candidate got the item. */
export const scriptsOfSitting = (db: Db, queue: string, sitting: string) =>
  db.selectFrom('marking_script').select(['id', 'sequence']).where('queue', '=', queue).where('sitting', '=', sitting).execute();

export type StoredModel = { trainedAt: number; model: EssayModel };
/** The newest model of a queue. */
export async function modelOf(db: Db, queue: string): Promise<StoredModel | null> {
  const row = await db
    .selectFrom('marking_model')
    .selectAll()
    .where('queue', '=', queue)
    .orderBy('trained_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { trainedAt: row.trained_at, model: parse(EssayModel, JSON.parse(row.body), 'stored model') } : null;
}

export async function addModel(trx: Trx, queue: string, { model, trainedAt }: StoredModel): Promise<void> {
  await trx
    .insertInto('marking_model')
    .values({ queue, hash: model.hash, trained_at: trainedAt, body: JSON.stringify(model) })
    .onConflict((conflict) => conflict.columns(['queue', 'hash']).doUpdateSet({ trained_at: trainedAt }))
    .execute();
}
