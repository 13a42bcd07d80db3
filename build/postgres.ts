/** A throw-away PostgreSQL for the storage tests: its own cluster in a temporary folder, on a free port of loopback. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

export type TestPostgres = { url: string; stop: () => void };

/** Starts it, or says why not. PostgreSQL refuses to run as root, so root becomes `postgres` for it. */
export async function startPostgres(): Promise<TestPostgres | { missing: string }> {
  const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1);
  if (!bin) return { missing: 'PostgreSQL is not installed (Debian: apt-get install postgresql)' };
  const folder = mkdtempSync(path.join(tmpdir(), 'invigil-pg-'));
  const asRoot = process.getuid?.() === 0;
  const run = (program: string, args: string[]) => {
    const whole = [path.join(bin, program), ...args];
    const [file = '', ...rest] = asRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...whole] : whole;
    return execFileSync(file, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
  };
  const data = path.join(folder, 'data');
  const stop = () => {
    spawnSync('sh', ['-c', `kill -QUIT "$(head -1 ${data}/postmaster.pid)"`]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    if (asRoot) {
      const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
      chownSync(folder, id('-u'), id('-g'));
    }
    chmodSync(folder, 0o700);
    const port = await freePort();
    run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8']);
    run('pg_ctl', [
      '-D',
      data,
      '-w',
      '-l',
      path.join(folder, 'log'),
      '-o',
      `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`,
      'start',
    ]);
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    stop();
    return { missing: `PostgreSQL could not be started: ${error instanceof Error ? error.message : String(error)}` };
  }
}
