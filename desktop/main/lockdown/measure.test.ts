import { expect, test, vi } from 'vitest';

// The rules only name Electron's objects; here there is no Electron to load them from.
vi.mock('electron', () => ({ Menu: {} }));
const { reportOf, states } = await import('./index.ts');
const { measureIds, platforms } = await import('./measure.ts');

test('every measure says what it reaches on every system', () => {
  expect(Object.keys(states).toSorted()).toEqual([...measureIds].toSorted());
  for (const platform of platforms) expect(reportOf(platform, new Set())).toHaveLength(measureIds.length);
});

test('what failed when it was tried is unavailable, whatever the table promises', () => {
  const report = reportOf('win32', new Set(['full-screen', 'clipboard'] as const));
  expect(report.filter(({ state }) => state === 'unavailable').map(({ id }) => id)).toEqual(['full-screen', 'clipboard']);
});

test('an unknown system is promised nothing', () => {
  expect(new Set(reportOf('freebsd', new Set()).map(({ state }) => state))).toEqual(new Set(['unavailable']));
});

test('nothing more than the design allows is claimed', () => {
  const on = (platform: (typeof platforms)[number]) =>
    Object.fromEntries(reportOf(platform, new Set()).map(({ id, state }) => [id, state]));
  expect(on('linux')).toMatchObject({
    'full-screen': 'monitored',
    'screen-capture': 'unavailable',
    'task-switching': 'monitored',
  });
  expect(on('darwin')).toMatchObject({ 'full-screen': 'enforced', 'screen-capture': 'monitored' });
  expect(on('win32')).toMatchObject({ 'screen-capture': 'enforced', 'task-switching': 'monitored', programs: 'monitored' });
});
