/**
 * Opens the desktop client: in Electron where its binary is, else in the Chromium stand-in where there is a display.
 * By hand: `npm run client -- "invigil://sit?server=...&code=..."`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openDisplay } from '../build/with-display.ts';

const root = path.dirname(import.meta.dirname);

export const launchLink = (address: string, code: string): string =>
  `invigil://sit?server=${encodeURIComponent(address)}&code=${code}`;

function clientProgram(): { program: string; what: string } | { why: string } {
  const electron = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  const binary = path.join(electron, 'dist', names[process.platform] ?? 'electron');
  if (existsSync(binary)) return { program: binary, what: 'Electron' };
  if (process.platform !== 'linux') return { why: "Electron's binary is not here yet. Get it once with: npx install-electron" };
  if (spawnSync('sh', ['-c', 'command -v chromium']).status !== 0) return { why: 'Chromium is not installed' };
  return {
    program: path.join(root, 'test/electron-stand-in/dist/electron'),
    what: 'the Chromium stand-in, not Electron: its lockdown is not enforced',
  };
}

/** A screen to open on: the one there is, or on Linux a virtual one, so that the client runs on a server as well. */
async function displayFor(present: string | undefined): Promise<{ env: NodeJS.ProcessEnv; note: string } | { why: string }> {
  if (present || process.platform !== 'linux') return { env: {}, note: '' };
  try {
    const { name } = await openDisplay('1366x768');
    return { env: { DISPLAY: name }, note: `, on the virtual display ${name}, since there is no screen here` };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** @param profile the client's own folder */
export async function openClient(
  link: string,
  profile: string,
): Promise<{ child: ChildProcess; what: string } | { why: string }> {
  const found = clientProgram();
  if ('why' in found) return found;
  const display = await displayFor(process.env.DISPLAY);
  if ('why' in display) return display;
  const env = {
    ...process.env,
    ...display.env,
    INVIGIL_DATA: profile,
    ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'test/electron-stand-in/dist'),
  };
  const child = spawn(found.program, [`--user-data-dir=${profile}`, root, '--use-fake-device-for-media-stream', link], {
    env,
    stdio: 'inherit',
  });
  child.once('error', (error) => console.error(`The client could not be opened: ${error.message}`));
  return { child, what: `${found.what}${display.note}` };
}

if (import.meta.main) {
  const opened = await openClient(process.argv[2] ?? '', path.join(root, 'data', 'client'));
  if ('why' in opened) {
    console.error(`The client was not opened: ${opened.why}`);
    process.exitCode = 1;
  } else console.log(`The client is open in ${opened.what}.`);
}
