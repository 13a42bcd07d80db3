import type { FeatureMigration } from '../platform/database/database.ts';

/** `body` is the programme as canonical JSON; `hash` its SHA-256. Rows never change. */
type ProgrammeTable = {
  id: string;
  version: string;
  body: string;
  hash: string;
  published_at: number;
  published_by: string;
};
type LearnerTable = { id: string; name: string; country: string; email: string; created_at: number };
/** Rows never change: a correction is a further revision. `source` is the SHA-256 of the imported file. */
type CourseResultTable = {
  learner: string;
  course: string;
  run: string;
  revision: number;
  grade_percent: number;
  verified: number;
  completed_on: string;
  source: string;
  imported_at: number;
  imported_by: string;
};

/**
 * What else is known of a learner, as JSON in `body`. Rows never change: what is said anew under the same `key` is a further
 * revision, and the newest counts.
 */
type LearnerFactTable = {
  learner: string;
  kind: string;
  key: string;
  revision: number;
  body: string;
  source: string;
  recorded_at: number;
  recorded_by: string;
};

/** What a person answered; `key` says which question about whom. */
type DoubtAnswerTable = { key: string; answer: string; reason: string; answered_by: string; answered_at: number };

/** What somebody is writing, faulty or not; `revision` counts savings. */
type ProgrammeDraftTable = { id: string; body: string; saved_at: number; saved_by: string; revision: number };

/** The language a learner reads; `source` is `chosen` or `guessed`. */
type LearnerLanguageTable = { learner: string; tag: string; source: string; at: number };

/** `learners` are ids with spaces between; where `says` is `one`, the first counts. Only `state` and who decided change, once. */
type PersonClaimTable = {
  id: string;
  /** Counts from 1, in the order of proposing. */
  place: number;
  learners: string;
  says: string;
  reason: string;
  state: string;
  proposed_by: string;
  proposed_name: string;
  proposed_at: number;
  decided_by: string | null;
  decided_name: string | null;
  decided_at: number | null;
  decided_reason: string | null;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    programme: ProgrammeTable;
    learner: LearnerTable;
    course_result: CourseResultTable;
    learner_fact: LearnerFactTable;
    doubt_answer: DoubtAnswerTable;
    programme_draft: ProgrammeDraftTable;
    learner_language: LearnerLanguageTable;
    person_claim: PersonClaimTable;
  }
}

export const programmeMigrations: FeatureMigration[] = [
  {
    name: '020-programmes',
    async up(db) {
      await db.schema
        .createTable('programme')
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('version', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('published_at', 'bigint', (c) => c.notNull())
        .addColumn('published_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('programme_key', ['id', 'version'])
        .execute();
      await db.schema
        .createTable('learner')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('country', 'text', (c) => c.notNull())
        .addColumn('email', 'text', (c) => c.notNull().unique())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('course_result')
        .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
        .addColumn('course', 'text', (c) => c.notNull())
        .addColumn('run', 'text', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('grade_percent', 'double precision', (c) => c.notNull())
        .addColumn('verified', 'integer', (c) => c.notNull())
        .addColumn('completed_on', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('imported_at', 'bigint', (c) => c.notNull())
        .addColumn('imported_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('course_result_key', ['learner', 'course', 'run', 'revision'])
        .execute();
    },
  },
  {
    name: '180-learner-facts',
    async up(db) {
      await db.schema
        .createTable('learner_fact')
        .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('recorded_at', 'bigint', (c) => c.notNull())
        .addColumn('recorded_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('learner_fact_key', ['learner', 'kind', 'key', 'revision'])
        .execute();
    },
  },
  {
    name: '183-programme-drafts',
    async up(db) {
      await db.schema
        .createTable('programme_draft')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('saved_at', 'bigint', (c) => c.notNull())
        .addColumn('saved_by', 'text', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .execute();
    },
  },
  {
    name: '182-doubt-answers',
    async up(db) {
      await db.schema
        .createTable('doubt_answer')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('answer', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('answered_by', 'text', (c) => c.notNull())
        .addColumn('answered_at', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
  {
    name: '260-learner-language',
    async up(db) {
      await db.schema
        .createTable('learner_language')
        .addColumn('learner', 'text', (c) => c.primaryKey().references('learner.id'))
        .addColumn('tag', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
  {
    name: '261-person-claims',
    async up(db) {
      await db.schema
        .createTable('person_claim')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('place', 'integer', (c) => c.notNull().unique())
        .addColumn('learners', 'text', (c) => c.notNull())
        .addColumn('says', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('proposed_by', 'text', (c) => c.notNull())
        .addColumn('proposed_name', 'text', (c) => c.notNull())
        .addColumn('proposed_at', 'bigint', (c) => c.notNull())
        .addColumn('decided_by', 'text')
        .addColumn('decided_name', 'text')
        .addColumn('decided_at', 'bigint')
        .addColumn('decided_reason', 'text')
        .execute();
    },
  },
];
