import { expect, test, vi } from 'vitest';
import { fakeHost } from '../host/fake.ts';
import type { Signal } from './measure.ts';
import { forbiddenAmong, watchPrograms } from './programs.ts';

test('programs are known by the beginning of their name, on every system', () => {
  const running = ['TeamViewer.exe', 'TeamViewer_Service.exe', 'AnyDesk', 'x11vnc', 'obs64.exe', 'explorer.exe', 'node', 'zsh'];
  expect(forbiddenAmong(running)).toEqual(['anydesk', 'obs64', 'teamviewer', 'teamviewer_service', 'x11vnc']);
  expect(forbiddenAmong(['observer', 'parse', 'NVDA.exe', 'VoiceOver', 'orca', 'JAWS'])).toEqual([]);
});

test('a program is told once while it runs, and again when it comes back', async () => {
  vi.useFakeTimers();
  const looks = [['anydesk'], ['anydesk', 'obs64'], [], ['anydesk']];
  const host = fakeHost({ programs: async () => looks.shift() ?? [] });
  const signals: Signal[] = [];
  const stop = watchPrograms(
    host,
    (signal) => signals.push(signal),
    () => {},
    1000,
  );
  await vi.advanceTimersByTimeAsync(3500);
  stop();
  vi.useRealTimers();
  expect(signals.map(({ signal, note }) => `${signal} ${note}`)).toEqual([
    'program-found anydesk',
    'program-found obs64',
    'program-found anydesk',
  ]);
});

test('a system that lists no programs is logged, and nobody is suspected', async () => {
  const logged: string[] = [];
  const host = fakeHost({ programs: () => Promise.reject(new Error('no /proc')) });
  const stop = watchPrograms(
    host,
    () => expect.fail('no signal'),
    (line) => logged.push(line),
  );
  await vi.waitFor(() => expect(logged.join()).toContain('no /proc'));
  stop();
});
