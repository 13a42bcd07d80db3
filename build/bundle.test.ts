import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { bundles, root } from './bundles.ts';

beforeAll(async () => {
  for (const name of ['main', 'preload'] as const) await bundle(name);
}, 120_000);
const main = () => readFileSync(path.join(root, bundles.main.out, 'index.mjs'), 'utf8');
const preload = () => readFileSync(path.join(root, bundles.preload.out, 'index.cjs'), 'utf8');

test('the second time nothing is bundled again', async () => {
  expect(await bundle('main')).toMatch(/^main: up to date in out\/desktop\/main, [\d.]+ kB$/);
});

test('main needs nothing but Electron and what is built into Node', () => {
  const imported = [...main().matchAll(/^import .*? from "([^"]+)";/gm)].map(([, name]) => name ?? '');
  expect(imported).toContain('electron');
  expect(imported.filter((name) => name !== 'electron' && !name.startsWith('node:'))).toEqual([]);
});

test('the preload is one small script that asks for Electron alone, without the schemas', () => {
  expect([...preload().matchAll(/require\(["'`]([^"'`]+)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(preload().length).toBeLessThan(4000);
});

test('neither holds a key, a source map, or a path of the machine it was made on', () => {
  for (const text of [main(), preload()]) {
    expect(text).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n/);
    expect(text).not.toContain('sourceMappingURL');
    expect(text).not.toContain(root);
  }
});

test("nothing of the server's is in what a candidate gets", () => {
  expect(main()).not.toMatch(/^\/\/ (\.\.\/)*server\//m);
});
