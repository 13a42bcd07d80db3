import type { FeatureMigration } from '../platform/database/database.ts';

type WindowTable = { id: string; exam: string; programme: string; title: string; opens_at: number; closes_at: number };
type RegistrationTable = {
  id: string;
  learner: string;
  window: string;
  /** `Accommodation[]` as JSON. */
  accommodations: string;
  /** HMAC of the launch code under the server's pepper. */
  code_hash: string;
  created_at: number;
};
/** A learner's own page for a while; `window` is the one they came for. */
type LearnerLinkTable = { token_hash: string; learner: string; window: string | null; expires_at: number };

declare module '../platform/database/tables.ts' {
  interface Tables {
    exam_window: WindowTable;
    registration: RegistrationTable;
    learner_link: LearnerLinkTable;
  }
}

export const registrationMigrations: FeatureMigration[] = [
  {
    name: '020-registrations',
    async up(db) {
      await db.schema
        .createTable('exam_window')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('exam', 'text', (c) => c.notNull())
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('opens_at', 'bigint', (c) => c.notNull())
        .addColumn('closes_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('registration')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('window', 'text', (c) => c.notNull().references('exam_window.id'))
        .addColumn('accommodations', 'text', (c) => c.notNull())
        .addColumn('code_hash', 'text', (c) => c.notNull().unique())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('registration_once', ['learner', 'window'])
        .execute();
    },
  },
  {
    name: '190-learner-links',
    async up(db) {
      await db.schema
        .createTable('learner_link')
        .addColumn('token_hash', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('window', 'text')
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
];
