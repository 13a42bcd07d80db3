/** What the stand-in asks of the X server, because the DevTools protocol does not tell it: focus, state, stacking. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
export type Size = { width: number; height: number };

/** Finds the window whose title is `title`; retried, because the window manager maps it a little later. */
export async function findWindow(title: string): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const found = await run('xdotool', ['search', '--name', title]).catch(() => undefined);
    const id = Number(found?.stdout.trim().split('\n').at(-1));
    if (id) return id;
    await delay(50);
  }
  throw new Error('Electron stand-in: the X window did not appear. Is a window manager running?');
}

/** For a window that may be gone by now: then there is nothing left to do to it. */
export const xdotool = (...args: string[]): Promise<unknown> => run('xdotool', args).catch(() => undefined);

/** Calls `onValue` with every value the property takes from now on. */
export function watchProperty(target: 'root' | number, property: string, onValue: (value: string) => void): ChildProcess {
  const where = target === 'root' ? ['-root'] : ['-id', String(target)];
  const child = spawn('xprop', ['-spy', ...where, property], { stdio: ['ignore', 'pipe', 'ignore'] });
  createInterface({ input: child.stdout }).on('line', onValue);
  child.on('error', (error) => console.error(`Electron stand-in: xprop: ${error.message}`));
  child.unref();
  return child;
}

export function screenSizes(): Size[] {
  const out = execFileSync('xdpyinfo', { encoding: 'utf8' });
  return [...out.matchAll(/dimensions:\s+(\d+)x(\d+)/g)].map(([, width, height]) => ({
    width: Number(width),
    height: Number(height),
  }));
}
