import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtInList } from '../../../shared/lockdown/built-in.ts';
import { Check } from '../../../shared/preflight/report.ts';
import { fakeHost, laptop } from '../host/fake.ts';
import type { Host } from '../host/host.ts';
import { judgeBattery, judgeDisk, judgeDisplays, judgeNetwork } from './judge.ts';
import { lookAround } from './looks.ts';

const look = (facts: Partial<Host>, more: Partial<Parameters<typeof lookAround>[0]> = {}) =>
  lookAround({
    host: fakeHost(facts),
    directory: '/',
    displays: () => 1,
    programs: () => builtInList,
    tier: 'monitored',
    upload: async () => ({ bytes: 500_000, ms: 400 }),
    log: () => {},
    ...more,
  });
const outcomes = async (checks: Promise<Check[]>) => Object.fromEntries((await checks).map(({ id, outcome }) => [id, outcome]));

test('an ordinary laptop passes everything', async () => {
  expect(new Set(Object.values(await outcomes(look({}))))).toEqual(new Set(['passed']));
});

test('what stands in the way is named, with what to say about it', async () => {
  const checks = await look({
    programs: async () => ['TeamViewer.exe', 'obs64.exe', 'explorer.exe'],
    remoteSession: async () => 'remote desktop',
    freeBytes: async () => 100_000_000,
  });
  expect(checks.find(({ id }) => id === 'programs')).toMatchObject({
    outcome: 'failed',
    values: { names: 'TeamViewer, OBS Studio' },
  });
  expect(checks.find(({ id }) => id === 'remote-session')).toMatchObject({ outcome: 'failed', values: { by: 'remote desktop' } });
  expect(checks.find(({ id }) => id === 'disk')).toMatchObject({ outcome: 'failed', values: { free: 100 } });
  for (const check of checks) expect(Check.safeParse(check).success, check.id).toBe(true);
});

test('a system that answers nothing is not measured, and nobody is blamed', async () => {
  const no = () => Promise.reject(new Error('no'));
  const silent: Partial<Host> = { programs: no, machine: no, remoteSession: no, freeBytes: no, battery: no };
  const told = await outcomes(look(silent, { upload: null }));
  expect(told).toEqual({
    disk: 'not-measured',
    battery: 'not-measured',
    'virtual-machine': 'not-measured',
    'remote-session': 'not-measured',
    programs: 'not-measured',
    displays: 'passed',
  });
  expect((await outcomes(look({}, { upload: no }))).network).toBe('failed');
});

test('a second display and a virtual machine fail only where the exam asks for an enforced lockdown', async () => {
  const machine = async () => ({
    ...laptop,
    manufacturer: 'QEMU',
    firmware: 'SeaBIOS',
    board: 'QEMU',
    disks: ['QEMU HARDDISK'],
    hasBattery: false,
    hypervisor: true,
  });
  const at = (tier: 'monitored' | 'enforced') => outcomes(look({ machine }, { displays: () => 2, tier }));
  expect(await at('monitored')).toMatchObject({ displays: 'attention', 'virtual-machine': 'attention' });
  expect(await at('enforced')).toMatchObject({ displays: 'failed', 'virtual-machine': 'failed' });
});

test('more disk, more power, a faster line and fewer displays are never worse', () => {
  const rank = { failed: 0, attention: 1, passed: 2, 'not-measured': 3 };
  const more = fc.tuple(fc.nat(3_000_000_000), fc.nat(3_000_000_000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  fc.assert(
    fc.property(more, fc.boolean(), ([less, most], plugged) => {
      const better = (low: Check, high: Check) => expect(rank[high.outcome]).toBeGreaterThanOrEqual(rank[low.outcome]);
      better(judgeDisk(less), judgeDisk(most));
      better(judgeBattery({ percent: less % 101, plugged }), judgeBattery({ percent: less % 101, plugged: true }));
      better(judgeNetwork({ bytes: 500_000, ms: most }), judgeNetwork({ bytes: 500_000, ms: less }));
      better(judgeNetwork(null), judgeNetwork({ bytes: 500_000, ms: most }));
      better(judgeDisplays(most, 'enforced'), judgeDisplays(Math.min(1, less), 'enforced'));
    }),
  );
});
