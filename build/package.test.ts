import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './bundles.ts';
import config from './electron-builder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-package-'));
const project = path.join(folder, 'project');
const unpacked = path.join(project, 'release', 'linux-unpacked');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, text: string | Buffer): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** What stands in for Electron's own files: a binary with all fuses as Electron ships them. */
function putDistribution(): void {
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  const wire = Buffer.concat([sentinel, Buffer.from([1, 9]), Buffer.from('101100011')]);
  put('distribution/electron', wire);
  put('distribution/LICENSE', 'x');
}

beforeAll(async () => {
  putDistribution();
  cpSync(path.join(root, 'package.json'), path.join(folder, 'project/package.json'));
  cpSync(path.join(root, 'build/resources'), path.join(folder, 'project/build/resources'), { recursive: true });
  for (const file of ['main/index.mjs', 'preload/index.cjs', 'renderer/index.html', 'renderer/assets/index.js']) {
    put(`project/out/desktop/${file}`, '/* bundle */');
  }
  // What lies around in a working copy and must not be packed.
  put('project/out/desktop/renderer/assets/index.js.map', '{}');
  put('project/out/console/index.html', 'console');
  put('project/out/types/shared.tsbuildinfo', 'types');
  put('project/server/main.ts', 'server');
  put('project/data/issuer.key', '-----BEGIN PRIVATE KEY-----');
  put('project/.env', 'SECRET=1');
  put('project/node_modules/left/package.json', '{"name":"left","version":"1.0.0"}');

  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
  const electron = { electronDist: path.join(folder, 'distribution'), electronVersion: version };
  await build({
    projectDir: project,
    targets: Platform.LINUX.createTarget('dir'),
    config: { ...structuredClone(config), ...electron },
    publish: 'never',
  });
}, 120_000);

test('the packed client holds the bundles and its manifest, and nothing else', () => {
  const packed = listPackage(path.join(unpacked, 'resources/app.asar'), { isPack: false });
  const files = packed.filter((file) => /\.\w+$/.test(file)).toSorted();
  expect(files).toEqual([
    '/out/desktop/main/index.mjs',
    '/out/desktop/preload/index.cjs',
    '/out/desktop/renderer/assets/index.js',
    '/out/desktop/renderer/index.html',
    '/package.json',
  ]);
});

test('the manifest in the package names the entry and no dependency', () => {
  const manifest = JSON.parse(extractFile(path.join(unpacked, 'resources/app.asar'), 'package.json').toString());
  expect(manifest).toMatchObject({ name: 'invigil', main: 'out/desktop/main/index.mjs' });
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('devDependencies');
});

test('the fuses are burnt as the configuration says', async () => {
  const wire = await getCurrentFuseWire(path.join(unpacked, 'invigil'));
  const on = Object.entries(wire).flatMap(([fuse, state]) =>
    state === FuseState.ENABLE && fuse !== 'version' ? [FuseV1Options[Number(fuse)]] : [],
  );
  expect(on).toEqual([
    'EnableCookieEncryption',
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
    'WasmTrapHandlers',
  ]);
});
