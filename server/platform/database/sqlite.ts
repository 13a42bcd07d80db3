/** Kysely on `node:sqlite` behind a worker thread. One connection; a queue gives each transaction the thread alone. */
import { Worker } from 'node:worker_threads';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { CommitUnits } from './group-writer.ts';
import type { Reply, Request } from './sqlite-worker.ts';

type Body = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;

/** The worker's client: requests are answered in order. */
function startWorker(file: string) {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: file });
  const waiting = new Map<number, { done: (reply: Reply) => void; failed: (error: Error) => void }>();
  let last = 0;
  const failAll = (error: Error) => {
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  worker.on('message', (reply: Reply) => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) call?.failed(new Error(`Database: ${reply.error}`));
    else call?.done(reply);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('The database thread has ended.')));
  return {
    ask: (request: Body) =>
      new Promise<Reply>((done, failed) => {
        const id = ++last;
        waiting.set(id, { done, failed });
        worker.postMessage({ id, ...request });
      }),
    end: () => worker.terminate(),
  };
}

/** First come, first served. */
function createQueue() {
  let tail: Promise<void> = Promise.resolve();
  return async (): Promise<() => void> => {
    const before = tail;
    let release = () => {};
    tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };
}

const toSqlite = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value);

/** Opens the file. `commit` is the hot path: one message, one transaction, one flush. */
export function openSqlite(file: string): { dialect: Dialect; commit: CommitUnits } {
  const worker = startWorker(file);
  const take = createQueue();
  const held = new WeakMap<DatabaseConnection, () => void>();

  const run = async (sql: string, values: readonly unknown[]) => {
    const reply = await worker.ask({ kind: 'query', sql, values: values.map(toSqlite) as never });
    if (!('rows' in reply)) throw new Error('The database thread answered a query with something else.');
    return reply;
  };
  const driver: Driver = {
    init: async () => {},
    async acquireConnection() {
      const release = await take();
      const connection: DatabaseConnection = {
        async executeQuery<R>(query: CompiledQuery) {
          const { rows, changes } = await run(query.sql, query.parameters);
          return { rows: rows as R[], numAffectedRows: BigInt(changes) };
        },
        streamQuery() {
          throw new Error('Streaming queries are not supported on the embedded database.');
        },
      };
      held.set(connection, release);
      return connection;
    },
    beginTransaction: async (connection) => void (await connection.executeQuery(CompiledQuery.raw('begin immediate'))),
    commitTransaction: async (connection) => void (await connection.executeQuery(CompiledQuery.raw('commit'))),
    rollbackTransaction: async (connection) => void (await connection.executeQuery(CompiledQuery.raw('rollback'))),
    releaseConnection: async (connection) => held.get(connection)?.(),
    async destroy() {
      const release = await take();
      await worker.ask({ kind: 'close' });
      await worker.end();
      release();
    },
  };
  return {
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    async commit(units) {
      const release = await take();
      try {
        const reply = await worker.ask({ kind: 'commit', units });
        if (!('held' in reply)) throw new Error('The database thread answered a commit with something else.');
        return reply.held;
      } finally {
        release();
      }
    },
  };
}
