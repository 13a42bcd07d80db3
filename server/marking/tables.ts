import { type Generated, sql } from 'kysely';
import type { FeatureMigration } from '../platform/database/database.ts';

/** What is marked together: one item of one exam version. */
type MarkingQueueTable = {
  id: string;
  exam: string;
  item: string;
  exam_title: string;
  item_title: string;
  max: number;
  /** What candidates were shown, as paragraphs: JSON. */
  question: string;
  created_at: number;
};
/** Events of a queue, numbered from 1; rows are added and never changed. */
type MarkingEventTable = { queue: string; seq: number; at: number; kind: string; body: string };
/** The texts. The only place that ties a response to its sitting. */
type MarkingScriptTable = {
  id: string;
  queue: string;
  sitting: string | null;
  /** Which time it is that the candidate got the item, from 1. */
  sequence: Generated<number>;
  /** Empty once its retention date has passed. */
  text: string;
  /** What the candidate remarked on the question; empty without one, and once its date has passed. */
  comment: Generated<string>;
  why: string;
  added_at: number;
  /** When text and files go, ms since 1970: the date of the sitting's pictures. Null while the result is not settled. */
  keep_until: number | null;
};
/** Files that an answer names, by their place in it, from 1. Their bytes are the sitting's, sealed under its key. */
type MarkingFileTable = { script: string; place: number; hash: string; type: string; bytes: number };
type MarkingModelTable = { queue: string; hash: string; trained_at: number; body: string };

declare module '../platform/database/tables.ts' {
  interface Tables {
    marking_queue: MarkingQueueTable;
    marking_event: MarkingEventTable;
    marking_script: MarkingScriptTable;
    marking_file: MarkingFileTable;
    marking_model: MarkingModelTable;
  }
}

export const markingMigrations: FeatureMigration[] = [
  {
    name: '152-marking',
    async up(db) {
      await db.schema
        .createTable('marking_queue')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('exam', 'text', (c) => c.notNull().references('exam.id'))
        .addColumn('item', 'text', (c) => c.notNull())
        .addColumn('exam_title', 'text', (c) => c.notNull())
        .addColumn('item_title', 'text', (c) => c.notNull())
        .addColumn('max', 'double precision', (c) => c.notNull())
        .addColumn('question', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('marking_queue_item', ['exam', 'item'])
        .execute();
      await db.schema
        .createTable('marking_event')
        .addColumn('queue', 'text', (c) => c.notNull().references('marking_queue.id'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('marking_event_pk', ['queue', 'seq'])
        .execute();
      await db.schema
        .createTable('marking_script')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('queue', 'text', (c) => c.notNull().references('marking_queue.id'))
        .addColumn('sitting', 'text', (c) => c.references('sitting.id'))
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('why', 'text', (c) => c.notNull())
        .addColumn('added_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('marking_script_sitting', ['queue', 'sitting'])
        .execute();
      await db.schema
        .createTable('marking_model')
        .addColumn('queue', 'text', (c) => c.notNull().references('marking_queue.id'))
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('trained_at', 'bigint', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('marking_model_pk', ['queue', 'hash'])
        .execute();
    },
  },
  {
    name: '231-marking-comments',
    up: (db) =>
      db.schema
        .alterTable('marking_script')
        .addColumn('comment', 'text', (c) => c.notNull().defaultTo(''))
        .execute(),
  },
  {
    name: '171-marking-files',
    async up(db) {
      await db.schema.alterTable('marking_script').addColumn('keep_until', 'bigint').execute();
      await db.schema
        .createTable('marking_file')
        .addColumn('script', 'text', (c) => c.notNull().references('marking_script.id'))
        .addColumn('place', 'integer', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('bytes', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('marking_file_pk', ['script', 'place'])
        .execute();
    },
  },
  {
    // A sitting may have several answers in a queue. SQLite can't drop a constraint, so both tables are made anew.
    name: '240-marking-instances',
    async up(db) {
      await db.schema
        .createTable('marking_script_kept')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('queue', 'text', (c) => c.notNull().references('marking_queue.id'))
        .addColumn('sitting', 'text', (c) => c.references('sitting.id'))
        .addColumn('sequence', 'integer', (c) => c.notNull().defaultTo(1))
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('comment', 'text', (c) => c.notNull().defaultTo(''))
        .addColumn('why', 'text', (c) => c.notNull())
        .addColumn('added_at', 'bigint', (c) => c.notNull())
        .addColumn('keep_until', 'bigint')
        .addUniqueConstraint('marking_script_instance', ['queue', 'sitting', 'sequence'])
        .execute();
      await db.schema
        .createTable('marking_file_kept')
        .addColumn('script', 'text', (c) => c.notNull().references('marking_script_kept.id'))
        .addColumn('place', 'integer', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('bytes', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('marking_file_place', ['script', 'place'])
        .execute();
      const scripts = 'id, queue, sitting, text, comment, why, added_at, keep_until';
      const files = 'script, place, hash, type, bytes';
      for (const [table, columns] of [
        ['marking_script', scripts],
        ['marking_file', files],
      ])
        await sql.raw(`insert into ${table}_kept (${columns}) select ${columns} from ${table}`).execute(db);
      for (const table of ['marking_file', 'marking_script']) await db.schema.dropTable(table).execute();
      for (const table of ['marking_script', 'marking_file'])
        await db.schema.alterTable(`${table}_kept`).renameTo(table).execute();
    },
  },
];
