import type { FeatureMigration } from '../platform/database/database.ts';

/** Published lists of forbidden programs; a version is never changed once it is out. */
type ProgramListTable = {
  version: number;
  /** JSON of a `ProgramList`, as it was signed. */
  list: string;
  signature: string;
  published_by: string;
  published_at: number;
  note: string;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    program_list: ProgramListTable;
  }
}

export const lockdownMigrations: FeatureMigration[] = [
  {
    name: '221-program-lists',
    async up(db) {
      await db.schema
        .createTable('program_list')
        .addColumn('version', 'integer', (c) => c.primaryKey())
        .addColumn('list', 'text', (c) => c.notNull())
        .addColumn('signature', 'text', (c) => c.notNull())
        .addColumn('published_by', 'text', (c) => c.notNull())
        .addColumn('published_at', 'bigint', (c) => c.notNull())
        .addColumn('note', 'text', (c) => c.notNull())
        .execute();
    },
  },
];
