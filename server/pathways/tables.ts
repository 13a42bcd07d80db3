import type { FeatureMigration } from '../platform/database/database.ts';

/** `policy` is the pathway as it was when the application was opened, as JSON. `record` is what was signed and sent. */
type PathwayApplicationTable = {
  id: string;
  learner: string;
  programme: string;
  version: string;
  pathway: string;
  credential: string;
  /** SHA-256 of the link's token. */
  token_hash: string;
  policy: string;
  state: string;
  opened_at: number;
  opened_by: string;
  consented_at: number | null;
  withdrawn_at: number | null;
  sent_at: number | null;
  sent_by: string | null;
  record: string | null;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    pathway_application: PathwayApplicationTable;
  }
}

export const pathwayMigrations: FeatureMigration[] = [
  {
    name: '184-pathway-applications',
    async up(db) {
      await db.schema
        .createTable('pathway_application')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('version', 'text', (c) => c.notNull())
        .addColumn('pathway', 'text', (c) => c.notNull())
        .addColumn('credential', 'text', (c) => c.notNull().references('credential.id'))
        .addColumn('token_hash', 'text', (c) => c.notNull().unique())
        .addColumn('policy', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('opened_at', 'bigint', (c) => c.notNull())
        .addColumn('opened_by', 'text', (c) => c.notNull())
        .addColumn('consented_at', 'bigint')
        .addColumn('withdrawn_at', 'bigint')
        .addColumn('sent_at', 'bigint')
        .addColumn('sent_by', 'text')
        .addColumn('record', 'text')
        .addUniqueConstraint('pathway_application_once', ['credential', 'pathway'])
        .execute();
    },
  },
];
