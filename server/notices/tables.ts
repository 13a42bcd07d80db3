import type { FeatureMigration } from '../platform/database/database.ts';

/** A message to a learner in plain text. `sent_at` is null until the outbox has taken it. */
type NoticeTable = {
  id: string;
  learner: string;
  /** What it is about, such as `credential 1234`. */
  about: string;
  subject: string;
  text: string;
  created_at: number;
  sent_at: number | null;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    notice: NoticeTable;
  }
}

export const noticeMigrations: FeatureMigration[] = [
  {
    name: '125-notices',
    async up(db) {
      await db.schema
        .createTable('notice')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
        .addColumn('about', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('sent_at', 'bigint')
        .execute();
      await db.schema.createIndex('notice_unsent').on('notice').columns(['sent_at', 'created_at']).execute();
      await db.schema.createIndex('notice_about').on('notice').column('about').execute();
    },
  },
];
