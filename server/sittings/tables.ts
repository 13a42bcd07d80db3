import type { Stage } from '../../shared/sitting/state.ts';
import type { FeatureMigration } from '../platform/database/database.ts';

/** The sitting's fixed facts, and the live columns that every batch updates in its own transaction. */
type SittingTable = {
  id: string;
  registration: string;
  learner: string;
  name: string;
  country: string;
  exam: string;
  window: string;
  place: number;
  public_key: string;
  token_hash: string;
  /** `EffectivePolicy` as JSON. */
  policy: string;
  /** Secret from which this candidate's shuffling and identifiers follow; base64url. */
  seed: string;
  /** Wrapped picture key; null once destroyed. */
  media_key: string | null;
  media_until: number | null;
  opened_at: number;
  stage: Stage;
  last_seen: number;
};
/** The signature over the head speaks for every entry of the lane; null before the first. */
type JournalHeadTable = { sitting: string; lane: string; seq: number; hash: string; signature: string | null };
type JournalEntryTable = {
  sitting: string;
  lane: string;
  seq: number;
  /** Order of storing over both lanes, from 1: the order in which replay folds. */
  position: number;
  kind: string;
  entry: string;
  hash: string;
  stored_at: number;
};
type PictureTable = { sitting: string; hash: string; purpose: string; taken_at: number; bytes: number };

declare module '../platform/database/tables.ts' {
  interface Tables {
    sitting: SittingTable;
    journal_head: JournalHeadTable;
    journal_entry: JournalEntryTable;
    picture: PictureTable;
  }
}

export const sittingMigrations: FeatureMigration[] = [
  {
    name: '030-sittings',
    async up(db) {
      await db.schema
        .createTable('sitting')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('registration', 'text', (c) => c.notNull().unique())
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('country', 'text', (c) => c.notNull())
        .addColumn('exam', 'text', (c) => c.notNull())
        .addColumn('window', 'text', (c) => c.notNull())
        .addColumn('place', 'integer', (c) => c.notNull())
        .addColumn('public_key', 'text', (c) => c.notNull())
        .addColumn('token_hash', 'text', (c) => c.notNull().unique())
        .addColumn('policy', 'text', (c) => c.notNull())
        .addColumn('seed', 'text', (c) => c.notNull())
        .addColumn('media_key', 'text')
        .addColumn('media_until', 'bigint')
        .addColumn('opened_at', 'bigint', (c) => c.notNull())
        .addColumn('stage', 'text', (c) => c.notNull())
        .addColumn('last_seen', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('sitting_place', ['window', 'place'])
        .execute();
      await db.schema
        .createTable('journal_head')
        .addColumn('sitting', 'text', (c) => c.notNull().references('sitting.id'))
        .addColumn('lane', 'text', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('signature', 'text')
        .addPrimaryKeyConstraint('journal_head_pk', ['sitting', 'lane'])
        .execute();
      await db.schema
        .createTable('journal_entry')
        .addColumn('sitting', 'text', (c) => c.notNull().references('sitting.id'))
        .addColumn('lane', 'text', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('position', 'integer', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('entry', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('stored_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('journal_entry_pk', ['sitting', 'lane', 'seq'])
        .addUniqueConstraint('journal_entry_position', ['sitting', 'position'])
        .execute();
      await db.schema
        .createTable('picture')
        .addColumn('sitting', 'text', (c) => c.notNull().references('sitting.id'))
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('purpose', 'text', (c) => c.notNull())
        .addColumn('taken_at', 'bigint', (c) => c.notNull())
        .addColumn('bytes', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('picture_pk', ['sitting', 'hash'])
        .execute();
    },
  },
];
