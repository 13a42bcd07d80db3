/** Kysely on PostgreSQL, and the same group commit there. */
import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import type { CommitUnits, Unit } from './group-writer.ts';

const numbered = (sql: string): string => {
  let n = 0;
  return sql.replaceAll('?', () => `$${++n}`);
};

async function apply(client: pg.PoolClient, unit: Unit): Promise<boolean> {
  for (const write of unit) {
    if ('changeOne' in write) {
      const { rowCount } = await client.query(numbered(write.changeOne), [...write.values]);
      if (rowCount !== 1) return false;
      continue;
    }
    const width = write.columns.length;
    const values = write.rows.map((_, r) => `(${write.columns.map((_c, c) => `$${r * width + c + 1}`).join(', ')})`).join(', ');
    await client.query(`insert into ${write.insert} (${write.columns.join(', ')}) values ${values}`, write.rows.flat());
  }
  return true;
}

const isConstraint = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('23');

export function openPostgres(url: string, log: Log): { dialect: Dialect; commit: CommitUnits } {
  // bigint as number: every bigint here is a time or a count far below 2^53.
  pg.types.setTypeParser(20, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke; it is replaced'));
  return {
    dialect: new PostgresDialect({ pool }),
    async commit(units) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const held: boolean[] = [];
        for (const unit of units) {
          await client.query('savepoint unit');
          let holds = false;
          try {
            holds = await apply(client, unit);
          } catch (error) {
            if (!isConstraint(error)) throw error;
          }
          await client.query(holds ? 'release savepoint unit' : 'rollback to savepoint unit');
          held.push(holds);
        }
        await client.query('commit');
        return held;
      } catch (error) {
        await client
          .query('rollback')
          .catch((second: unknown) => log.warn({ err: second }, 'rollback failed; the connection is dropped'));
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
