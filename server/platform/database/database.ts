/** Opens the database of either engine, brings its schema up to date, and offers the group writer. */
import { type ColumnDataType, Kysely, type Transaction } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Log } from '../log.ts';
import { createGroupWriter, type GroupWriter } from './group-writer.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;
export type Engine = 'sqlite' | 'postgres';
/** `up` receives the engine's own type for bytes. Names order migrations over all features: `010-sittings`. */
export type FeatureMigration = { name: string; up: (db: Kysely<unknown>, bytes: ColumnDataType) => Promise<void> };

export type Database = { db: Db; engine: Engine; writer: GroupWriter; close: () => Promise<void> };

/**
 * @param url `postgres://…`, or a file path for the embedded database
 * @throws Error when a migration fails; nothing of that migration stays behind
 */
export async function openDatabase(
  url: string,
  migrations: readonly FeatureMigration[],
  { log, commitWindowMs }: { log: Log; commitWindowMs: number },
): Promise<Database> {
  const engine: Engine = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite';
  const { dialect, commit } = engine === 'postgres' ? openPostgres(url, log) : openSqlite(url);
  const db = new Kysely<Tables>({ dialect });
  const bytes = engine === 'postgres' ? 'bytea' : 'blob';
  const provider = {
    getMigrations: async (): Promise<Record<string, Migration>> =>
      Object.fromEntries(migrations.map(({ name, up }) => [name, { up: (inner: Kysely<unknown>) => up(inner, bytes) }])),
  };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  const writer = createGroupWriter(commit, commitWindowMs);
  return {
    db,
    engine,
    writer,
    async close() {
      await writer.idle();
      await db.destroy();
    },
  };
}
