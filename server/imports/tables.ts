import type { ImportFormat } from '../../shared/contract/imports.ts';
import type { FeatureMigration } from '../platform/database/database.ts';

/** One applied import. `source` is the SHA-256 of the file. */
type ImportRunTable = {
  id: string;
  format: ImportFormat;
  file: string;
  source: string;
  at: number;
  by: string;
  taken: number;
  unchanged: number;
  problems: number;
};
/** What each taken row changed, for the page of one learner. */
type ImportRowTable = { run: string; row: number; learner: string; what: string };
/** Who a learner is, as a source that checked it says. Rows never change: the newest revision counts. */
type LearnerIdentityTable = {
  learner: string;
  revision: number;
  name: string;
  name_romanised: string;
  username: string | null;
  /** `YYYY-MM-DD`; null as long as no document was checked. */
  id_verified_on: string | null;
  source: string;
  recorded_at: number;
  recorded_by: string;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    import_run: ImportRunTable;
    import_row: ImportRowTable;
    learner_identity: LearnerIdentityTable;
  }
}

export const importMigrations: FeatureMigration[] = [
  {
    name: '192-imports',
    async up(db) {
      await db.schema
        .createTable('import_run')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('format', 'text', (c) => c.notNull())
        .addColumn('file', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('taken', 'integer', (c) => c.notNull())
        .addColumn('unchanged', 'integer', (c) => c.notNull())
        .addColumn('problems', 'integer', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('import_row')
        .addColumn('run', 'text', (c) => c.notNull().references('import_run.id'))
        .addColumn('row', 'integer', (c) => c.notNull())
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('what', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('import_row_key', ['run', 'row'])
        .execute();
      await db.schema
        .createTable('learner_identity')
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('name_romanised', 'text', (c) => c.notNull())
        .addColumn('username', 'text')
        .addColumn('id_verified_on', 'text')
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('recorded_at', 'bigint', (c) => c.notNull())
        .addColumn('recorded_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('learner_identity_key', ['learner', 'revision'])
        .execute();
    },
  },
];
