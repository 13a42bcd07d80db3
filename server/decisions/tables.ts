import type { FeatureMigration } from '../platform/database/database.ts';

/**
 * Rows never change. `evidence` and `record` are canonical JSON; a row with a higher `revision` for the same learner and
 * programme supersedes the ones before it.
 */
type DecisionTable = {
  id: string;
  learner: string;
  programme: string;
  version: string;
  revision: number;
  outcome: string;
  evidence: string;
  record: string;
  credential: string | null;
  cause: string;
  decided_at: number;
  decided_by: string;
};

/** `programme` null holds in every one. Closing is the only change a row sees. */
type DecisionHoldTable = {
  id: string;
  learner: string;
  programme: string | null;
  kind: string;
  reason: string;
  opened_at: number;
  opened_by: string;
  closed_at: number | null;
  closed_by: string | null;
  outcome: string | null;
  /** What an appeal of the learner's own is about. */
  about_kind: 'incident' | 'sitting' | 'decision' | null;
  about_id: string | null;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    decision: DecisionTable;
    decision_hold: DecisionHoldTable;
  }
}

/** After the credentials' migration, whose table a decision refers to. */
export const decisionMigrations: FeatureMigration[] = [
  {
    name: '090-decisions',
    async up(db) {
      await db.schema
        .createTable('decision')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('version', 'text', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('outcome', 'text', (c) => c.notNull())
        .addColumn('evidence', 'text', (c) => c.notNull())
        .addColumn('record', 'text', (c) => c.notNull())
        .addColumn('credential', 'text', (c) => c.references('credential.id'))
        .addColumn('cause', 'text', (c) => c.notNull())
        .addColumn('decided_at', 'bigint', (c) => c.notNull())
        .addColumn('decided_by', 'text', (c) => c.notNull())
        .addUniqueConstraint('decision_revision', ['learner', 'programme', 'revision'])
        .addForeignKeyConstraint('decision_programme', ['programme', 'version'], 'programme', ['id', 'version'])
        .execute();
    },
  },
  {
    name: '181-decision-holds',
    async up(db) {
      await db.schema
        .createTable('decision_hold')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
        .addColumn('programme', 'text')
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('opened_at', 'bigint', (c) => c.notNull())
        .addColumn('opened_by', 'text', (c) => c.notNull())
        .addColumn('closed_at', 'bigint')
        .addColumn('closed_by', 'text')
        .addColumn('outcome', 'text')
        .execute();
    },
  },
  {
    name: '235-appeals',
    async up(db) {
      await db.schema.alterTable('decision_hold').addColumn('about_kind', 'text').execute();
      await db.schema.alterTable('decision_hold').addColumn('about_id', 'text').execute();
    },
  },
];
