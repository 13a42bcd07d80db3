/**
 * `node build/with-display.ts COMMAND [ARGUMENTS]`: runs a command of this project on a display of its own (Xvfb and
 * openbox without key bindings), and takes the display away afterwards, whatever happens.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');
export type Display = { name: string; close: () => Promise<void> };

/** Ends with this process even when it is killed: the kernel sees to it. */
const tied = (command: string, args: string[]): [string, string[]] => ['setpriv', ['--pdeathsig', 'TERM', command, ...args]];

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([gone, delay(2000, undefined, { ref: false })]);
  child.kill('SIGKILL');
}

/** Starts Xvfb on a free display with a window manager. Rejects when either is not installed. */
export async function openDisplay(size = '1280x800'): Promise<Display> {
  const server = spawn(...tied('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset']), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    const fail = () =>
      reject(new Error('Xvfb did not start. Install it: apt-get install xvfb openbox xdotool x11-utils x11-xserver-utils'));
    server.once('error', fail);
    server.once('exit', fail);
    const told = server.stdio[3];
    if (told && 'read' in told) createInterface({ input: told }).once('line', resolve);
  });
  const name = `:${number.trim()}`;
  const manager = spawn(...tied('openbox', ['--config-file', path.join(root, 'build', 'display', 'openbox.xml')]), {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: name },
  });
  manager.once('error', () => console.error('openbox did not start. Install it: apt-get install openbox'));
  const close = async () => {
    await end(manager);
    await end(server);
  };
  return { name, close };
}

async function main([command, ...args]: string[]): Promise<number> {
  if (!command) throw new Error('Usage: node build/with-display.ts COMMAND [ARGUMENTS]');
  const display = await openDisplay();
  const bin = path.join(root, 'node_modules', '.bin');
  const env = { ...process.env, DISPLAY: display.name, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(command, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    await display.close();
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
