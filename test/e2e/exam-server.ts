/** The demo's server as a process of its own on its own data, which a test can kill and start again. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FromServer, ToServer } from '../../demo/messages.ts';
import { type Codes, readCodes } from '../../demo/seed.ts';
import type { Responses } from '../../shared/journal/entry.ts';

const root = path.resolve(import.meta.dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export type ExamServer = {
  url: string;
  codes: () => Codes;
  kill: () => Promise<void>;
  start: () => Promise<void>;
  /** What a candidate who knows this share of the questions would answer, in the names of this sitting's form. */
  answersOf: (sitting: string, ability: number) => Promise<Record<string, Responses>>;
  close: () => Promise<void>;
};

export async function startExamServer(): Promise<ExamServer> {
  const data = mkdtempSync(path.join(tmpdir(), 'invigil-e2e-server-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start = (): Promise<void> => {
    const env = { ...process.env, INVIGIL_DATA: data, INVIGIL_PORT: String(port), INVIGIL_LOG: 'warn' };
    const started = fork(path.join(root, 'demo/server.ts'), { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child = started;
    return new Promise((resolve, reject) => {
      started.once('exit', (code) => reject(new Error(`the server ended: ${code}`)));
      started.on('message', (message: FromServer) => 'up' in message && resolve());
    });
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    const killed = child;
    child = null;
    if (!killed || killed.exitCode !== null) return;
    const gone = new Promise((resolve) => killed.once('exit', resolve));
    killed.kill(signal);
    await gone;
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    codes: () => readCodes(data),
    kill: () => kill(),
    start,
    answersOf: (whisper, ability) =>
      new Promise((resolve, reject) => {
        const asked = child;
        if (!asked) return reject(new Error('the server is down'));
        const take = (message: FromServer) => {
          if (!('sitting' in message) || message.sitting !== whisper) return;
          asked.off('message', take);
          resolve(message.answers);
        };
        asked.on('message', take);
        asked.send({ whisper, ability } satisfies ToServer);
      }),
    close: async () => {
      await kill('SIGTERM');
      rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
