import type { FeatureMigration } from '../platform/database/database.ts';

/** System checks of a registration, made on any day before its exam. */
type PreflightTable = {
  id: string;
  registration: string;
  stored_at: number;
  /** JSON of a `PreflightReport`. */
  report: string;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    preflight: PreflightTable;
  }
}

export const preflightMigrations: FeatureMigration[] = [
  {
    name: '220-preflight',
    async up(db) {
      await db.schema
        .createTable('preflight')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('registration', 'text', (c) => c.notNull())
        .addColumn('stored_at', 'bigint', (c) => c.notNull())
        .addColumn('report', 'text', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('preflight_registration').on('preflight').columns(['registration', 'stored_at']).execute();
    },
  },
];
