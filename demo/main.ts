/**
 * The living demo, what `npm start` runs: server, simulated candidates, and the client where it can be opened.
 * Options: `--fresh` starts over; `--no-client` opens no client; `--port=4310`.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { launchLink, openClient } from './client.ts';
import type { FromServer } from './messages.ts';
import { type Codes, readCodes } from './seed.ts';

const root = path.dirname(import.meta.dirname);
const option = (name: string) => process.argv.find((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
const port = option('port')?.split('=')[1] ?? '4310';
const data = path.join(root, 'data', 'demo');
const children: ChildProcess[] = [];
let ending = false;

function end(status: number): void {
  if (ending) return;
  ending = true;
  process.exitCode = status;
  const [server, ...others] = children;
  for (const child of others) child.kill('SIGTERM');
  server?.kill('SIGTERM');
  setTimeout(() => process.exit(status), 3_000).unref();
}
process.once('SIGINT', () => end(0));
process.once('SIGTERM', () => end(0));

/** Starts the server; resolves with its address, rejects when it ends before that. */
function startServer(): Promise<{ child: ChildProcess; address: string }> {
  const env = {
    ...process.env,
    INVIGIL_DATA: data,
    INVIGIL_PORT: port,
    INVIGIL_LOG: process.env.INVIGIL_LOG ?? 'warn',
    INVIGIL_DATABASE: undefined,
  };
  const child = fork(path.join(root, 'demo/server.ts'), { env });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.on('message', (message: FromServer) => 'up' in message && resolve({ child, address: message.up }));
    child.once('exit', (code) => {
      reject(
        new Error(
          `The server ended at its start (${code ?? 'killed'}); its message is above. If port ${port} is in use: npm start -- --port=4311`,
        ),
      );
      end(1);
    });
  });
}

function startCandidates(server: ChildProcess, address: string): void {
  const child = fork(path.join(root, 'demo/candidates/main.ts'), [data, address]);
  children.push(child);
  child.on('message', (message) => server.connected && server.send(message));
  server.on('message', (message: FromServer) => 'sitting' in message && child.connected && child.send(message));
}

async function showClient(link: string): Promise<string> {
  const opened = await openClient(link, path.join(data, 'client'));
  if ('why' in opened) return `not opened: ${opened.why}`;
  children.push(opened.child);
  return `opened in ${opened.what}`;
}

function tell(address: string, { staff, learners, parts, practice }: Codes, client: string): void {
  const own = learners.find(({ eligible }) => eligible);
  const refused = learners.find(({ eligible }) => !eligible);
  const lines = [
    '',
    `Invigil is up: ${address}`,
    '',
    'Console, sign in with',
    ...staff.map(({ email, code, roles }) => `  ${email.padEnd(24)} ${code}   ${roles.join(', ')}`),
    '',
    'Candidate',
    `  ${own?.name}, launch code ${own?.code}`,
    `  ${own ? launchLink(address, own.code) : ''}`,
    `  not eligible, to see why: ${refused?.name}, ${refused?.code}`,
    ...(parts ? [`  a short exam in parts, with limits and a rule: ${parts.name}, ${parts.code}`] : []),
    ...(practice
      ? [`  practice, with numbers of one's own and feedback after the result: ${practice.name}, ${practice.code}`]
      : []),
    '',
    `Desktop client: ${client}`,
    `  by hand: npm run client -- "${own ? launchLink(address, own.code) : ''}"`,
    '',
    `The other ${learners.filter(({ eligible }) => eligible).length - 1} eligible learners are simulated and sit the exam now. Stop with Ctrl-C; start over with: npm start -- --fresh`,
    '',
  ];
  console.log(lines.join('\n'));
}

// A first start that was stopped half-way has no codes yet, and nothing worth keeping.
const isWhole = existsSync(path.join(data, 'demo-codes.json'));
if (option('fresh') || !isWhole) rmSync(data, { recursive: true, force: true });
const bundled = spawnSync(process.execPath, [path.join(root, 'build/bundle.ts')], { stdio: 'inherit' });
if (bundled.status !== 0) process.exit(1);
try {
  const { child, address } = await startServer();
  startCandidates(child, address);
  const codes = readCodes(data);
  const own = codes.learners.find(({ eligible }) => eligible);
  tell(address, codes, option('no-client') ? 'not opened (--no-client)' : await showClient(launchLink(address, own?.code ?? '')));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  end(1);
}
