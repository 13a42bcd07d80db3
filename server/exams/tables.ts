import type { FeatureMigration } from '../platform/database/database.ts';

/** Published exams: rows are added and never changed. */
type ExamTable = {
  id: string;
  assessment: string;
  version: number;
  title: string;
  /** SHA-256 of content and policy together. */
  hash: string;
  /** `DeliveryPolicy` as JSON. */
  policy: string;
  /** `Exam` as JSON. */
  compiled: string;
  /** The package as it was sent. */
  package: Uint8Array;
  published_at: number;
  published_by: string;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    exam: ExamTable;
  }
}

export const examMigrations: FeatureMigration[] = [
  {
    name: '015-exams',
    async up(db, bytes) {
      await db.schema
        .createTable('exam')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('assessment', 'text', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('policy', 'text', (c) => c.notNull())
        .addColumn('compiled', 'text', (c) => c.notNull())
        .addColumn('package', bytes, (c) => c.notNull())
        .addColumn('published_at', 'bigint', (c) => c.notNull())
        .addColumn('published_by', 'text', (c) => c.notNull())
        .addUniqueConstraint('exam_version', ['assessment', 'version'])
        .execute();
    },
  },
];
