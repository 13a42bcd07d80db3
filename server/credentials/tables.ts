import type { Kysely } from 'kysely';
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
  /** `valid`, `suspended`, `revoked` or `superseded`, since `state_at`; every change is a `credential_event`. */
  state: string;
  state_at: number;
  state_reason: string | null;
  /** The decision that took it back; null when a person did so without one. */
  state_decision: string | null;
  /** The credential that took its place. */
  successor: string | null;
  /** The identity that signed it, and the generation of its key. Empty until the issuer is known, for rows of old. */
  issuer: string;
  key_number: number;
  /** JSON of what it asserts beside the name, for the credential that may take its place; null in rows of old. */
  claims: string | null;
};
/** Rows never change: what happened to a credential, in order. */
type CredentialEventTable = {
  id: string;
  credential: string;
  at: number;
  by: string;
  state: string;
  reason: string | null;
};
/** The newest signed state of each list. Whoever signs anew must have seen `revision`, so that no change is lost. */
type StatusListTable = {
  id: string;
  revision: number;
  signed: string;
  signed_at: number;
  purpose: string;
  issuer: string;
  key_number: number;
};
/** The public side of the issuer's keys. The secrets are in files. */
type IssuerKeyTable = {
  did: string;
  number: number;
  multibase: string;
  /** JSON of the RSA key, or null. */
  jwk: string | null;
  state: string;
  created_at: number;
  state_at: number;
  state_by: string;
  state_reason: string | null;
};
/** The name that a learner's credentials bear in place of the one in the course results. The newest row counts. */
type NameCorrectionTable = { learner: string; revision: number; name: string; at: number; by: string; reason: string };
/** Whether a learner's name may stand on the public roll; without a row it may not. The newest row counts. */
type RollConsentTable = { learner: string; revision: number; listed: number; at: number; by: string; reason: string };
/** What one administrator proposes to do with a credential or a key, and another brings about. */
type CredentialChangeTable = {
  id: string;
  /** JSON of a `ChangeWish`. */
  wish: string;
  /** `proposed`, `approved` or `declined`. */
  state: string;
  /** Accounts by id, which decides who may approve, and by name, which people read. */
  proposed_by: string;
  proposed_name: string;
  proposed_at: number;
  decided_by: string | null;
  decided_name: string | null;
  decided_at: number | null;
  /** Why it was declined. */
  reason: string | null;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    credential: CredentialTable;
    credential_event: CredentialEventTable;
    status_list: StatusListTable;
    issuer_key: IssuerKeyTable;
    name_correction: NameCorrectionTable;
    roll_consent: RollConsentTable;
    credential_change: CredentialChangeTable;
  }
}

type TableBuilder = ReturnType<Kysely<unknown>['schema']['createTable']>;
/** The columns of a table whose newest revision per learner counts. */
const perLearner = (table: TableBuilder, name: string) =>
  table
    .addColumn('learner', 'text', (c) => c.notNull().references('learner.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint(`${name}_key`, ['learner', 'revision']);

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
  {
    name: '130-credential-life',
    async up(db) {
      const credential = () => db.schema.alterTable('credential');
      await credential()
        .addColumn('state', 'text', (c) => c.notNull().defaultTo('valid'))
        .execute();
      await credential()
        .addColumn('state_at', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
      await credential().addColumn('state_reason', 'text').execute();
      await credential().addColumn('state_decision', 'text').execute();
      await credential().addColumn('successor', 'text').execute();
      await credential()
        .addColumn('issuer', 'text', (c) => c.notNull().defaultTo(''))
        .execute();
      await credential()
        .addColumn('key_number', 'integer', (c) => c.notNull().defaultTo(1))
        .execute();
      await credential().addColumn('claims', 'text').execute();
      await db.schema
        .createTable('credential_event')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('credential', 'text', (c) => c.notNull().references('credential.id'))
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('reason', 'text')
        .execute();
      await db.schema.createIndex('credential_event_of').on('credential_event').columns(['credential', 'at']).execute();
      await db.schema.createIndex('credential_of').on('credential').columns(['learner', 'programme']).execute();
      await carryOver(db);
      for (const column of ['revoked_at', 'revoked_by', 'revoked_reason', 'revoked_decision']) {
        await credential().dropColumn(column).execute();
      }
      const list = () => db.schema.alterTable('status_list');
      await list()
        .addColumn('purpose', 'text', (c) => c.notNull().defaultTo('revocation'))
        .execute();
      await list()
        .addColumn('issuer', 'text', (c) => c.notNull().defaultTo(''))
        .execute();
      await list()
        .addColumn('key_number', 'integer', (c) => c.notNull().defaultTo(1))
        .execute();
      await db.schema
        .createTable('issuer_key')
        .addColumn('did', 'text', (c) => c.notNull())
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('multibase', 'text', (c) => c.notNull())
        .addColumn('jwk', 'text')
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('state_at', 'bigint', (c) => c.notNull())
        .addColumn('state_by', 'text', (c) => c.notNull())
        .addColumn('state_reason', 'text')
        .addPrimaryKeyConstraint('issuer_key_key', ['did', 'number'])
        .execute();
      await perLearner(db.schema.createTable('name_correction'), 'name_correction')

        .addColumn('name', 'text', (c) => c.notNull())
        .execute();
      await perLearner(db.schema.createTable('roll_consent'), 'roll_consent')

        .addColumn('listed', 'integer', (c) => c.notNull())
        .execute();
    },
  },
  {
    name: '230-credential-changes',
    async up(db) {
      await db.schema
        .createTable('credential_change')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('wish', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('proposed_by', 'text', (c) => c.notNull())
        .addColumn('proposed_name', 'text', (c) => c.notNull())
        .addColumn('proposed_at', 'bigint', (c) => c.notNull())
        .addColumn('decided_by', 'text')
        .addColumn('decided_name', 'text')
        .addColumn('decided_at', 'bigint')
        .addColumn('reason', 'text')
        .execute();
    },
  },
];

/** What the columns of old said of revocations, as states and events. */
async function carryOver(db: Kysely<unknown>): Promise<void> {
  type Old = { id: string; issued_at: number; revoked_at: number | null; revoked_by: string | null };
  type Kept = Old & { revoked_reason: string | null; revoked_decision: string | null };
  // A migration sees the tables as they were then, which no present type describes.
  const old = db as unknown as Kysely<{
    credential: Kept & { state: string; state_at: number; state_reason: string | null; state_decision: string | null };
    credential_event: CredentialEventTable;
  }>;
  const rows = await old
    .selectFrom('credential')
    .select(['id', 'issued_at', 'revoked_at', 'revoked_by', 'revoked_reason', 'revoked_decision'])
    .execute();
  for (const row of rows) {
    const event = { credential: row.id, by: 'server', reason: null };
    await old
      .insertInto('credential_event')
      .values({ ...event, id: `${row.id}-issued`, at: row.issued_at, state: 'valid' })
      .execute();
    const revoked = row.revoked_at !== null;
    await old
      .updateTable('credential')
      .set({
        state: revoked ? 'revoked' : 'valid',
        state_at: row.revoked_at ?? row.issued_at,
        state_reason: row.revoked_reason,
        state_decision: row.revoked_decision,
      })
      .where('id', '=', row.id)
      .execute();
    if (row.revoked_at === null) continue;
    const by = row.revoked_by ?? 'server';
    await old
      .insertInto('credential_event')
      .values({ ...event, id: `${row.id}-revoked`, at: row.revoked_at, by, state: 'revoked', reason: row.revoked_reason })
      .execute();
  }
}
