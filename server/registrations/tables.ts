import { sql } from 'kysely';
import type { AuthorisationState } from '../../shared/contract/registration.ts';
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
type WindowRuleTable = {
  window: string;
  registers_from: number;
  registers_until: number;
  change_until: number;
  seats: number | null;
  identity: number;
};
/** `registration` is null as long as somebody is invited and has not registered. */
type AuthorisationTable = {
  id: string;
  learner: string;
  window: string;
  registration: string | null;
  state: AuthorisationState;
};
/** Everything that ever happened to an authorisation; rows never change. */
type AuthorisationEventTable = { authorisation: string; seq: number; event: string; at: number; by: string; reason: string };

declare module '../platform/database/tables.ts' {
  interface Tables {
    exam_window: WindowTable;
    registration: RegistrationTable;
    learner_link: LearnerLinkTable;
    window_rule: WindowRuleTable;
    authorisation: AuthorisationTable;
    authorisation_event: AuthorisationEventTable;
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
  {
    name: '193-authorisations',
    async up(db) {
      await db.schema
        .createTable('window_rule')
        .addColumn('window', 'text', (c) => c.primaryKey().references('exam_window.id'))
        .addColumn('registers_from', 'bigint', (c) => c.notNull())
        .addColumn('registers_until', 'bigint', (c) => c.notNull())
        .addColumn('change_until', 'bigint', (c) => c.notNull())
        .addColumn('seats', 'integer')
        .addColumn('identity', 'integer', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('authorisation')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('window', 'text', (c) => c.notNull().references('exam_window.id'))
        .addColumn('registration', 'text', (c) => c.references('registration.id'))
        .addColumn('state', 'text', (c) => c.notNull())
        .addUniqueConstraint('authorisation_once', ['learner', 'window'])
        .execute();
      await db.schema
        .createTable('authorisation_event')
        .addColumn('authorisation', 'text', (c) => c.notNull().references('authorisation.id'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('event', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('authorisation_event_key', ['authorisation', 'seq'])
        .execute();
      // Whoever was registered before authorisations were kept has one, from the time of registration.
      const rows = await sql<{ id: string; learner: string; window: string; created_at: number }>`
        select id, learner, "window", created_at from registration`.execute(db);
      for (const { id, learner, window, created_at } of rows.rows) {
        await sql`insert into authorisation (id, learner, "window", registration, state)
          values (${`a-${id}`.slice(0, 64)}, ${learner}, ${window}, ${id}, 'granted')`.execute(db);
        await sql`insert into authorisation_event (authorisation, seq, event, at, "by", reason)
          values (${`a-${id}`.slice(0, 64)}, 1, 'register', ${created_at}, 'staff', 'registered before')`.execute(db);
      }
    },
  },
];
