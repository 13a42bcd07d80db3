/** What the stand-in asks of the X server, because the DevTools protocol does not tell it: focus, state, stacking. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

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

export type Monitor = { name: string; x: number; y: number; width: number; height: number };

/** The monitors that the X server knows by RandR, the primary one first. `xrandr --setmonitor` adds one to a running server. */
export async function monitors(): Promise<Monitor[]> {
  const { stdout } = await run('xrandr', ['--listmonitors']).catch((error: unknown) => {
    throw new Error('Electron stand-in: xrandr does not run. Install it: apt-get install x11-xserver-utils', { cause: error });
  });
  const found = [...stdout.matchAll(/^\s*\d+: \+?(\*?)(\S+) (\d+)\/\d+x(\d+)\/\d+\+(-?\d+)\+(-?\d+)/gm)].map(
    ([, primary, name = '', width, height, x, y]) => ({
      primary: primary === '*',
      monitor: { name, x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
    }),
  );
  const place = ({ primary, monitor: { x, y } }: (typeof found)[number]) => (primary ? -1 : Math.abs(x) + Math.abs(y));
  return found.toSorted((a, b) => place(a) - place(b)).map(({ monitor }) => monitor);
}
