import type { FeatureMigration } from '../platform/database/database.ts';

/** Credentials to be issued together: proposed by one administrator, approved or declined by another. */
type BatchTable = {
  id: string;
  programme: string;
  title: string;
  /** SHA-256 of the proposed list. */
  source: string;
  /** `proposed`, `approved` or `declined`. */
  state: string;
  /** Accounts by id, which decides who may approve, and by name, which people read. */
  proposed_by: string;
  proposed_name: string;
  proposed_at: number;
  decided_by: string | null;
  decided_name: string | null;
  decided_at: number | null;
  reason: string | null;
};
/** Rows of the dry run; `credential` is filled once it is issued. */
type BatchRowTable = {
  batch: string;
  row: number;
  learner: string;
  name: string;
  /** `ready`, `check` or `problem`. */
  outcome: string;
  /** JSON list of sentences. */
  reasons: string;
  credential: string | null;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    batch: BatchTable;
    batch_row: BatchRowTable;
  }
}

/** After the credentials' and decisions' migrations. */
export const batchMigrations: FeatureMigration[] = [
  {
    name: '140-batches',
    async up(db) {
      await db.schema
        .createTable('batch')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('proposed_by', 'text', (c) => c.notNull())
        .addColumn('proposed_name', 'text', (c) => c.notNull())
        .addColumn('proposed_at', 'bigint', (c) => c.notNull())
        .addColumn('decided_by', 'text')
        .addColumn('decided_name', 'text')
        .addColumn('decided_at', 'bigint')
        .addColumn('reason', 'text')
        .execute();
      await db.schema
        .createTable('batch_row')
        .addColumn('batch', 'text', (c) => c.notNull().references('batch.id'))
        .addColumn('row', 'integer', (c) => c.notNull())
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('outcome', 'text', (c) => c.notNull())
        .addColumn('reasons', 'text', (c) => c.notNull())
        .addColumn('credential', 'text')
        .addPrimaryKeyConstraint('batch_row_key', ['batch', 'row'])
        .execute();
    },
  },
];
