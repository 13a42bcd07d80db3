import { expect, test, vi } from 'vitest';
import { builtInList } from '../../../shared/lockdown/built-in.ts';
import { fakeHost } from '../host/fake.ts';
import type { Signal } from './measure.ts';
import { watchPrograms } from './programs.ts';
import { watchSession } from './remote-control.ts';

const noSignal = () => expect.fail('no signal');

test('a program is told once while it runs, and again when it comes back; a newer list holds from the next look', async () => {
  vi.useFakeTimers();
  const looks = [['anydesk'], ['anydesk', 'obs64.exe'], ['parlour'], ['anydesk', 'parlour']];
  const host = fakeHost({ programs: async () => looks.shift() ?? [] });
  const signals: Signal[] = [];
  let list = builtInList;
  const parlour = { id: 'parlour', title: 'Parlour', kind: 'messages', starts: ['parlour'] } as const;
  const stop = watchPrograms(
    host,
    () => list,
    (signal) => signals.push(signal),
    () => {},
    1000,
  );
  await vi.advanceTimersByTimeAsync(2500);
  list = { ...list, version: 1, programs: [...list.programs, { ...parlour, starts: [...parlour.starts] }] };
  await vi.advanceTimersByTimeAsync(1000);
  stop();
  vi.useRealTimers();
  expect(signals.map(({ signal, note }) => `${signal} ${note}`)).toEqual([
    'program-found AnyDesk',
    'program-found OBS Studio',
    'program-found AnyDesk',
    'program-found Parlour',
  ]);
});

test('a system that lists no programs, or cannot tell its session, is logged, and nobody is suspected', async () => {
  const logged: string[] = [];
  const host = fakeHost({
    programs: () => Promise.reject(new Error('no /proc')),
    remoteSession: () => Promise.reject(new Error('no loginctl')),
  });
  const log = (line: string) => logged.push(line);
  const stop = watchPrograms(host, () => builtInList, noSignal, log);
  const stopSession = watchSession(host, noSignal, log);
  await vi.waitFor(() => expect(logged.join()).toMatch(/no \/proc[\s\S]*no loginctl/));
  stop();
  stopSession();
});

test('a session that becomes a remote one is told once', async () => {
  vi.useFakeTimers();
  const looks = [null, 'remote desktop', 'remote desktop', null];
  const signals: Signal[] = [];
  const stop = watchSession(
    fakeHost({ remoteSession: async () => looks.shift() ?? null }),
    (signal) => signals.push(signal),
    () => {},
    1000,
  );
  await vi.advanceTimersByTimeAsync(3500);
  stop();
  vi.useRealTimers();
  expect(signals.map(({ note }) => note)).toEqual(['remote desktop']);
});
