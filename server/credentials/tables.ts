import type { FeatureMigration } from '../platform/database/database.ts';

/** `badge` is the signed file as it is handed out; `content_hash` tells whether two would say the same of the same person. */
type CredentialTable = {
  id: string;
  learner: string;
  holder: string;
  programme: string;
  version: string;
  badge: string;
  content_hash: string;
  list: string;
  list_index: number;
  issued_at: number;
  revoked_at: number | null;
  revoked_by: string | null;
  revoked_reason: string | null;
  /** The decision that took it back; null when a person revoked it without one. */
  revoked_decision: string | null;
};
/** The newest signed state of each list. Whoever signs anew must have seen `revision`, so that no bit is lost. */
type StatusListTable = { id: string; revision: number; signed: string; signed_at: number };

declare module '../platform/database/tables.ts' {
  interface Tables {
    credential: CredentialTable;
    status_list: StatusListTable;
  }
}

export const credentialMigrations: FeatureMigration[] = [
  {
    name: '080-credentials',
    async up(db) {
      await db.schema
        .createTable('credential')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
        .addColumn('holder', 'text', (c) => c.notNull())
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('version', 'text', (c) => c.notNull())
        .addColumn('badge', 'text', (c) => c.notNull())
        .addColumn('content_hash', 'text', (c) => c.notNull())
        .addColumn('list', 'text', (c) => c.notNull())
        .addColumn('list_index', 'integer', (c) => c.notNull())
        .addColumn('issued_at', 'bigint', (c) => c.notNull())
        .addColumn('revoked_at', 'bigint')
        .addColumn('revoked_by', 'text')
        .addColumn('revoked_reason', 'text')
        .addColumn('revoked_decision', 'text')
        .addUniqueConstraint('credential_place', ['list', 'list_index'])
        .addForeignKeyConstraint('credential_programme', ['programme', 'version'], 'programme', ['id', 'version'])
        .execute();
      await db.schema
        .createTable('status_list')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('signed', 'text', (c) => c.notNull())
        .addColumn('signed_at', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
];
