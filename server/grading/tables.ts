import type { FeatureMigration } from '../platform/database/database.ts';

type ResultTable = {
  id: string;
  sitting: string;
  learner: string;
  name: string;
  exam: string;
  exam_title: string;
  score: number;
  max: number;
  pass_mark: number;
  state: 'provisional' | 'final' | 'invalidated';
  engine: string;
  /** `ItemScore[]` as JSON. */
  items: string;
  /** Item id to the hash of what it was marked by, as JSON. */
  hashes: string;
  graded_at: number;
  /** Answers that people have still to mark. */
  open_marks: number;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    result: ResultTable;
  }
}

export const gradingMigrations: FeatureMigration[] = [
  {
    name: '050-grading',
    async up(db) {
      await db.schema
        .createTable('result')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('sitting', 'text', (c) => c.notNull().unique().references('sitting.id'))
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('exam', 'text', (c) => c.notNull().references('exam.id'))
        .addColumn('exam_title', 'text', (c) => c.notNull())
        .addColumn('score', 'double precision', (c) => c.notNull())
        .addColumn('max', 'double precision', (c) => c.notNull())
        .addColumn('pass_mark', 'double precision', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('engine', 'text', (c) => c.notNull())
        .addColumn('items', 'text', (c) => c.notNull())
        .addColumn('hashes', 'text', (c) => c.notNull())
        .addColumn('graded_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('result_learner').on('result').column('learner').execute();
    },
  },
  {
    name: '051-grading-marks',
    async up(db) {
      await db.schema
        .alterTable('result')
        .addColumn('open_marks', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
];
