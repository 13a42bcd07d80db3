import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { START_URL } from '../app-scheme.ts';
import { mayUse, permissions } from './permissions.ts';

/** Every permission name that this Electron's own type description knows. */
function namesOfElectron(): string[] {
  const description = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8');
  const lines = description.split('\n').filter((line) => /setPermission(Check|Request)Handler\(handler/.test(line));
  const names = lines.flatMap((line) => [
    ...(/permission: ((?:'[^']+'(?: \| )?)+)/.exec(line)?.[1] ?? '').matchAll(/'([^']+)'/g),
  ]);
  return [...new Set(names.map(([, name]) => name ?? ''))];
}
const names = namesOfElectron();

test("the table holds Electron's permissions, no more and no fewer", () => {
  expect(names.length).toBeGreaterThan(40);
  expect(Object.keys(permissions).toSorted()).toEqual(names.toSorted());
});

test('camera and microphone, copying, and a display that stays awake are all that is allowed', () => {
  const allowed = names.filter((name) => mayUse(name, START_URL));
  expect(allowed.toSorted()).toEqual(['clipboard-sanitized-write', 'media', 'screen-wake-lock']);
});

test.each(names)('%s has a reason, and is denied to every other page', (name) => {
  const { reason } = Object.entries(permissions).find(([known]) => known === name)?.[1] ?? {};
  expect(reason).toMatch(/\w+ \w+/);
  for (const url of ['https://exams.example.org/', 'file:///x', 'invigil-app://other/', ''])
    expect(mayUse(name, url)).toBe(false);
});

test('a permission that a newer Electron brings is denied', () => {
  for (const name of ['telepathy', 'toString', '__proto__', 'constructor']) expect(mayUse(name, START_URL)).toBe(false);
});
