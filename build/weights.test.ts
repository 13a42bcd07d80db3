import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import list from '../desktop/renderer/monitors/weights/list.json' with { type: 'json' };
import { root } from './bundles.ts';
import { weightsOf } from './weights-plugin.ts';

/** Models that guess what nobody may be judged by, and those that claim to tell a living face and cannot. */
const forbidden =
  /emotion|expression|age[_-]?gender|gender|ethnic|\brace\b|ssrnet|\bgear\b|faceres|antispoof|liveness\.(json|bin|onnx)/i;

test.each(list)('$file is the file that was measured, with a licence', (entry) => {
  expect(weightsOf(entry).length).toBe(entry.bytes);
  expect(entry.licence).toMatch(/Apache-2\.0|MIT|ISC|CC0/);
});

test('another file than the list names stops the build', () => {
  const [first] = list;
  if (!first) throw new Error('the list is empty');
  expect(() => weightsOf({ ...first, sha256: '0'.repeat(64) })).toThrow(/is not the file/);
});

test('no model of emotion, age, gender, ethnicity or passive liveness is copied', () => {
  expect(list.filter(({ file, from }) => forbidden.test(`${file} ${from}`))).toEqual([]);
  expect(new Set(list.map(({ file }) => file)).size).toBe(list.length);
});

test('the client names no such model, and takes nothing from the packages of models but the listed files', () => {
  const sources = globSync('desktop/**/*.{ts,tsx,json}', { cwd: root }).filter(
    (file) => !/\.test\.tsx?$|\/messages\//.test(file),
  );
  for (const file of sources) {
    const text = readFileSync(path.join(root, file), 'utf8');
    expect({ file, imports: /from '@vladmandic|import\('@vladmandic/.test(text) }).toEqual({ file, imports: false });
    const paths = [...text.matchAll(/['"`][^'"`\n]*\.(?:bin|onnx|json|tflite)['"`]/g)].map(([path]) => path);
    expect({ file, paths: paths.filter((one) => forbidden.test(one)) }).toEqual({ file, paths: [] });
  }
});

test('the only backend is WebAssembly', () => {
  const imports = globSync('desktop/**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/@tensorflow\/(tfjs[\w-]*)/g)].map(([, name]) => name),
  );
  expect([...new Set(imports)].toSorted()).toEqual(['tfjs-backend-wasm', 'tfjs-converter', 'tfjs-core']);
});
