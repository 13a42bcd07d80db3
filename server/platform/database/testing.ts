/** Storage tests on both engines. PostgreSQL is where `INVIGIL_TEST_POSTGRES` says; without it that half is skipped aloud. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describe } from 'vitest';
import { createLog } from '../log.ts';
import { type Database, type FeatureMigration, openDatabase } from './database.ts';

export type OpenTestDatabase = (migrations: readonly FeatureMigration[]) => Promise<Database>;

const log = createLog('silent');

async function openEmbedded(migrations: readonly FeatureMigration[]): Promise<Database> {
  const folder = mkdtempSync(path.join(tmpdir(), 'invigil-db-'));
  const database = await openDatabase(path.join(folder, 'test.sqlite'), migrations, { log, commitWindowMs: 0 });
  return {
    ...database,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const openOnServer = (url: string) => async (migrations: readonly FeatureMigration[]) => {
  const name = `invigil_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await admin(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = await openDatabase(own.href, migrations, { log, commitWindowMs: 0 });
  return {
    ...database,
    async close() {
      await database.close();
      await admin(`drop database ${name} with (force)`);
    },
  };
};

/** Runs the suite once per engine; each `open` makes an empty database that its `close` removes. */
export function onBothEngines(name: string, suite: (open: OpenTestDatabase) => void): void {
  describe(`${name} on the embedded database`, () => suite(openEmbedded));
  const url = process.env.INVIGIL_TEST_POSTGRES;
  if (url) describe(`${name} on PostgreSQL`, () => suite(openOnServer(url)));
  else describe.skip(`${name} on PostgreSQL (skipped: INVIGIL_TEST_POSTGRES is not set)`, () => suite(openEmbedded));
}
