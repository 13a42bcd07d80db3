import type { IncidentState, Verdict } from '../../shared/contract/console.ts';
import type { FeatureMigration } from '../platform/database/database.ts';
import type { Cause } from './incidents.ts';

type IncidentTable = {
  id: string;
  sitting: string;
  cause: Cause;
  from_wall: number;
  to_wall: number;
  signals: number;
  state: IncidentState;
  note: string | null;
};
type FindingTable = {
  incident: string;
  place: number;
  by: string;
  by_name: string;
  verdict: Verdict;
  evidence: string;
  reason: string;
  at: number;
  /** 1 when it was made on an appeal. */
  on_appeal: number;
};
/** How far a sitting's journal has been read for incidents. */
type ReviewProgressTable = { sitting: string; position: number };

declare module '../platform/database/tables.ts' {
  interface Tables {
    incident: IncidentTable;
    finding: FindingTable;
    review_progress: ReviewProgressTable;
  }
}

export const reviewMigrations: FeatureMigration[] = [
  {
    name: '040-review',
    async up(db) {
      await db.schema
        .createTable('incident')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('sitting', 'text', (c) => c.notNull().references('sitting.id'))
        .addColumn('cause', 'text', (c) => c.notNull())
        .addColumn('from_wall', 'bigint', (c) => c.notNull())
        .addColumn('to_wall', 'bigint', (c) => c.notNull())
        .addColumn('signals', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('note', 'text')
        .execute();
      await db.schema.createIndex('incident_sitting').on('incident').column('sitting').execute();
      await db.schema
        .createTable('finding')
        .addColumn('incident', 'text', (c) => c.notNull().references('incident.id'))
        .addColumn('place', 'integer', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .addColumn('verdict', 'text', (c) => c.notNull())
        .addColumn('evidence', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('finding_pk', ['incident', 'place'])
        .addUniqueConstraint('finding_once', ['incident', 'by'])
        .execute();
      await db.schema
        .createTable('review_progress')
        .addColumn('sitting', 'text', (c) => c.primaryKey().references('sitting.id'))
        .addColumn('position', 'integer', (c) => c.notNull())
        .execute();
    },
  },
  {
    name: '236-findings-on-appeal',
    async up(db) {
      await db.schema
        .alterTable('finding')
        .addColumn('on_appeal', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
];
