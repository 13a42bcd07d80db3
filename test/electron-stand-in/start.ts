/** The entry point of dist/electron: becomes the main process of an Electron app, with Chromium for its windows. */
import fs from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startBrowser } from './browser/connection.ts';
import { parseCommandLine } from './command-line.ts';
import { appImpl } from './electron/app.ts';
import { chromiumSwitches, commandLine } from './electron/command-line.ts';
import { readScreens, watchScreens } from './electron/screen.ts';
import { watchFocus } from './electron/window.ts';
import { pages } from './registry.ts';

const here = import.meta.dirname;

function defineOnProcess(name: string, value: unknown): void {
  Object.defineProperty(process, name, { value, configurable: true, writable: true });
}

/** The app's entry module, and the folder whose package.json describes it. */
function locate(target: string): { root: string; main: string } {
  const found = path.resolve(target);
  if (!fs.statSync(found).isDirectory()) return { root: path.dirname(found), main: found };
  const { main = 'index.js' } = JSON.parse(fs.readFileSync(path.join(found, 'package.json'), 'utf8')) as { main?: string };
  return { root: found, main: path.resolve(found, main) };
}

function becomeElectron(args: readonly string[]): void {
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
  // The app can see this and say so on its screen and in its log.
  process.env.INVIGIL_STAND_IN = '1';
  process.argv = [path.join(here, 'dist', 'electron'), ...args];
  defineOnProcess('type', 'browser');
  defineOnProcess('defaultApp', true);
  defineOnProcess('resourcesPath', path.join(here, 'dist', 'resources'));
  defineOnProcess('versions', { ...process.versions, electron: version });
  const module = pathToFileURL(path.join(here, 'module.ts')).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      /^electron(\/(main|common))?$/.test(specifier)
        ? { url: module, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  });
}

/** A page opened a page: its opener's handler decides, after the fact, about a page that is closed already. */
function stray(opener: string | undefined): void {
  const all = [...pages.values()];
  (all.find((page) => page._targetId === opener) ?? all[0])?._popup();
}

const args = process.argv.slice(2);
const { requires, switches, target } = parseCommandLine(args);
const { root, main } = locate(target);
becomeElectron(args);
appImpl._open(root);
for (const [name, value] of switches) commandLine.appendSwitch(name, value);
for (const required of requires) createRequire(path.join(process.cwd(), 'package.json'))(required);

const loaded = import(pathToFileURL(main).href);
loaded.catch((error) => {
  console.error(error);
  process.exit(1);
});
// Electron becomes ready once the entry point has run; one that awaits readiness at its top level must not wait for itself.
await Promise.race([loaded, new Promise((resolve) => appImpl.once('stand-in:wanted', () => setImmediate(resolve)))]);
await readScreens();
const profile = path.join(appImpl.getPath('userData'), 'Chromium');
fs.mkdirSync(profile, { recursive: true });
const endpoint = await startBrowser(profile, chromiumSwitches(), stray);
watchFocus();
watchScreens();
process.stderr.write(`DevTools listening on ${endpoint}\n`); // As Electron prints it; Playwright waits for this line.
appImpl._becomeReady();
