/** The one thread that touches the embedded database file. WAL with synchronous=FULL: what was answered is on disk. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Unit } from './group-writer.ts';

export type Request = { id: number } & (
  | { kind: 'query'; sql: string; values: SQLInputValue[] }
  | { kind: 'commit'; units: readonly Unit[] }
  | { kind: 'close' }
);
export type Reply = { id: number } & ({ rows: unknown[]; changes: number } | { held: boolean[] } | { error: string });

const port = parentPort;
if (!port) throw new Error('sqlite-worker.ts runs as a worker thread.');
const db = new DatabaseSync(String(workerData), { timeout: 5000 });
db.exec('pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma cache_size=-65536');

const prepared = new Map<string, StatementSync>();
function prepare(sql: string): StatementSync {
  let statement = prepared.get(sql);
  if (!statement) {
    statement = db.prepare(sql);
    if (prepared.size < 500) prepared.set(sql, statement);
  }
  return statement;
}

function query(sql: string, values: SQLInputValue[]) {
  const statement = prepare(sql);
  if (statement.columns().length > 0) return { rows: statement.all(...values), changes: 0 };
  return { rows: [], changes: Number(statement.run(...values).changes) };
}

function apply(unit: Unit): boolean {
  for (const write of unit) {
    if ('changeOne' in write) {
      if (Number(prepare(write.changeOne).run(...(write.values as SQLInputValue[])).changes) !== 1) return false;
      continue;
    }
    const marks = write.columns.map(() => '?').join(', ');
    const statement = prepare(`insert into ${write.insert} (${write.columns.join(', ')}) values (${marks})`);
    for (const row of write.rows) statement.run(...(row as SQLInputValue[]));
  }
  return true;
}

function commit(units: readonly Unit[]): boolean[] {
  db.exec('begin immediate');
  try {
    const held = units.map((unit) => {
      db.exec('savepoint unit');
      let holds = false;
      try {
        holds = apply(unit);
      } catch (error) {
        if (!(error instanceof Error && /constraint/i.test(error.message))) throw error;
      }
      db.exec(holds ? 'release unit' : 'rollback to unit; release unit');
      return holds;
    });
    db.exec('commit');
    return held;
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}

port.on('message', (request: Request) => {
  const { id } = request;
  try {
    if (request.kind === 'query') port.postMessage({ id, ...query(request.sql, request.values) });
    else if (request.kind === 'commit') port.postMessage({ id, held: commit(request.units) });
    else {
      db.close();
      port.postMessage({ id, rows: [], changes: 0 });
    }
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
