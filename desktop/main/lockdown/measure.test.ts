import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';

// The rules only name Electron's objects; here there is no Electron to load them from.
vi.mock('electron', () => ({ Menu: {} }));
const { measures, reportOf } = await import('./index.ts');
const { measureIds, platforms } = await import('./measure.ts');
const { tryAll } = await import('./tries.ts');

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/lockdown.md'), 'utf8');
/** Rows of the page's table: `| name | file | win32 | darwin | linux |`. */
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| `([\w.-]+)` \| (\w+) \| (\w+) \| (\w+) \|$/gm)].map(
  ([, id = '', file = '', win32, darwin, linux]) => ({ id, file, states: { win32, darwin, linux } }),
);

test('the page and the code say the same of every measure on every system', () => {
  const said = Object.fromEntries(rows.map(({ id, states }) => [id, states]));
  expect(said).toEqual(Object.fromEntries([...measures.values()].map(({ id, states }) => [id, states])));
  expect(rows.map(({ id }) => id).toSorted()).toEqual([...measureIds].toSorted());
});

test('every measure has its file, every file its row, and every row its paragraph with limits', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file));
  const ruling = files.filter((file) =>
    /^export const measure: Measure/m.test(readFileSync(path.join(import.meta.dirname, file), 'utf8')),
  );
  expect(rows.map(({ file }) => file).toSorted()).toEqual(ruling.toSorted());
  for (const { id, file } of rows) {
    const { measure } = (await import(`./${file}`)) as { measure: { id: string } };
    expect(measure.id, file).toBe(id);
    expect(page, `a paragraph about ${id}`).toMatch(new RegExp(`^\\*\\*[^*]+\\*\\* \\(\`${id}\`\\)`, 'm'));
  }
});

test('what failed when it was tried is unavailable, whatever the table promises', () => {
  const report = reportOf('win32', new Set(['full-screen', 'clipboard'] as const));
  expect(report.filter(({ state }) => state === 'unavailable').map(({ id }) => id)).toEqual(['full-screen', 'clipboard']);
});

test('a try that throws, rejects or says no has failed; one that says nothing has not', async () => {
  const fine = Object.fromEntries(measureIds.map((id) => [id, () => undefined])) as unknown as Parameters<typeof tryAll>[0];
  const failed = await tryAll(
    {
      ...fine,
      clipboard: () => Promise.reject(new Error('no clipboard')),
      displays: () => false,
      programs: () => {
        throw new Error('no list');
      },
    },
    () => {},
  );
  expect([...failed].toSorted()).toEqual(['clipboard', 'displays', 'programs']);
});

test('an unknown system is promised nothing', () => {
  expect(new Set(reportOf('freebsd', new Set()).map(({ state }) => state))).toEqual(new Set(['unavailable']));
});

test('nothing more than the design allows is claimed', () => {
  const on = (platform: (typeof platforms)[number]) =>
    Object.fromEntries(reportOf(platform, new Set()).map(({ id, state }) => [id, state]));
  for (const platform of platforms) expect(on(platform)).toMatchObject({ 'task-switching': 'monitored', programs: 'monitored' });
  expect(on('linux')).toMatchObject({
    'full-screen': 'monitored',
    'always-on-top': 'monitored',
    'screen-capture': 'unavailable',
  });
  expect(on('darwin')).toMatchObject({ 'full-screen': 'enforced', 'screen-capture': 'monitored' });
  expect(on('win32')).toMatchObject({ 'screen-capture': 'enforced' });
});
