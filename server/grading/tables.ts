import type { FeatureMigration } from '../platform/database/database.ts';

type ResultTable = {
  id: string;
  sitting: string;
  learner: string;
  name: string;
  exam: string;
  exam_title: string;
  score: number;
  max: number;
  pass_mark: number;
  state: 'provisional' | 'final' | 'invalidated';
  engine: string;
  /** `ItemScore[]` as JSON. */
  items: string;
  /** Item id to the hash of what it was marked by, as JSON. */
  hashes: string;
  graded_at: number;
  /** Answers that people have still to mark. */
  open_marks: number;
  /** The keys version it was graded under; 1 is as published. */
  keys: number;
};
/** A result as it was before a regrade. Rows never change. */
type ResultHistoryTable = {
  result: string;
  keys: number;
  score: number;
  max: number;
  state: ResultTable['state'];
  engine: string;
  items: string;
  hashes: string;
  /** The keys version that took its place, and when. */
  replaced_by: number;
  replaced_at: number;
};
/** Approved changes of an exam's key, from number 2 on: 1 is as published. Rows never change; each hash covers the one before. */
type ExamKeysTable = {
  exam: string;
  number: number;
  /** `KeyChange[]` as JSON: what this version adds. */
  changes: string;
  prev: string;
  hash: string;
  proposal: string;
  /** `Made` as JSON: by whom and why. */
  made: string;
};
type RegradeProposalTable = {
  id: string;
  exam: string;
  base_keys: number;
  /** `KeyChange[]` as JSON. */
  changes: string;
  reason: string;
  proposed_by: string;
  proposed_by_name: string;
  proposed_at: number;
  /** `Impact` as JSON. */
  impact: string;
  /** `Input[]` as JSON: every result that it was computed from, and its hash over them and the changes. */
  inputs: string;
  hash: string;
  state: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: number | null;
  decision_reason: string | null;
  keys: number | null;
};

/** What the form of a sitting shows of drawn values. Rows never change. */
type DrawnValuesTable = {
  sitting: string;
  /** The engine that drew them. */
  engine: string;
  /** `KeptValues` as JSON. */
  shown: string;
  kept_at: number;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    drawn_values: DrawnValuesTable;
    result: ResultTable;
    result_history: ResultHistoryTable;
    exam_keys: ExamKeysTable;
    regrade_proposal: RegradeProposalTable;
  }
}

export const gradingMigrations: FeatureMigration[] = [
  {
    name: '050-grading',
    async up(db) {
      await db.schema
        .createTable('result')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('sitting', 'text', (c) => c.notNull().unique().references('sitting.id'))
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('exam', 'text', (c) => c.notNull().references('exam.id'))
        .addColumn('exam_title', 'text', (c) => c.notNull())
        .addColumn('score', 'double precision', (c) => c.notNull())
        .addColumn('max', 'double precision', (c) => c.notNull())
        .addColumn('pass_mark', 'double precision', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('engine', 'text', (c) => c.notNull())
        .addColumn('items', 'text', (c) => c.notNull())
        .addColumn('hashes', 'text', (c) => c.notNull())
        .addColumn('graded_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('result_learner').on('result').column('learner').execute();
    },
  },
  {
    name: '150-grading-marks',
    async up(db) {
      await db.schema
        .alterTable('result')
        .addColumn('open_marks', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
  {
    name: '151-regrade',
    async up(db) {
      await db.schema
        .alterTable('result')
        .addColumn('keys', 'integer', (c) => c.notNull().defaultTo(1))
        .execute();
      await db.schema
        .createTable('result_history')
        .addColumn('result', 'text', (c) => c.notNull().references('result.id'))
        .addColumn('keys', 'integer', (c) => c.notNull())
        .addColumn('score', 'double precision', (c) => c.notNull())
        .addColumn('max', 'double precision', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('engine', 'text', (c) => c.notNull())
        .addColumn('items', 'text', (c) => c.notNull())
        .addColumn('hashes', 'text', (c) => c.notNull())
        .addColumn('replaced_by', 'integer', (c) => c.notNull())
        .addColumn('replaced_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('result_history_key', ['result', 'keys'])
        .execute();
      await db.schema
        .createTable('regrade_proposal')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('exam', 'text', (c) => c.notNull().references('exam.id'))
        .addColumn('base_keys', 'integer', (c) => c.notNull())
        .addColumn('changes', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('proposed_by', 'text', (c) => c.notNull())
        .addColumn('proposed_by_name', 'text', (c) => c.notNull())
        .addColumn('proposed_at', 'bigint', (c) => c.notNull())
        .addColumn('impact', 'text', (c) => c.notNull())
        .addColumn('inputs', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('decided_by', 'text')
        .addColumn('decided_by_name', 'text')
        .addColumn('decided_at', 'bigint')
        .addColumn('decision_reason', 'text')
        .addColumn('keys', 'integer')
        .execute();
      await db.schema
        .createTable('exam_keys')
        .addColumn('exam', 'text', (c) => c.notNull().references('exam.id'))
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('changes', 'text', (c) => c.notNull())
        .addColumn('prev', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('proposal', 'text', (c) => c.notNull().references('regrade_proposal.id'))
        .addColumn('made', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('exam_keys_key', ['exam', 'number'])
        .execute();
    },
  },
  {
    name: '170-drawn-values',
    async up(db) {
      await db.schema
        .createTable('drawn_values')
        .addColumn('sitting', 'text', (c) => c.primaryKey().references('sitting.id'))
        .addColumn('engine', 'text', (c) => c.notNull())
        .addColumn('shown', 'text', (c) => c.notNull())
        .addColumn('kept_at', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
];
