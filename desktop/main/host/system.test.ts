import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fakeKeyHook } from './fake.ts';
import { gnomeSettings } from './gsettings.ts';
import { loadKeyHook } from './key-hook.ts';
import { openSystemHost } from './system.ts';

const host = openSystemHost(() => {});

test('the running programs are listed, this one among them', async () => {
  expect((await host.programs()).some((name) => /node/i.test(name))).toBe(true);
});

test('the system is described, with its hardware, its disk and its session', async () => {
  expect(host.description).toMatch(/\S+ \S+ \S+/);
  expect(host.boot).toBe(openSystemHost(() => {}).boot);
  expect(Object.keys(await host.machine())).toContain('firmware');
  expect(await host.freeBytes(tmpdir())).toBeGreaterThan(0);
  expect(await host.machine(), 'asked once').toBe(await host.machine());
  const battery = await host.battery();
  expect(battery === null || battery.percent >= 0).toBe(true);
  expect(await host.remoteSession()).toBe(process.env.SSH_CONNECTION ? 'ssh' : null);
});

test('only GNOME has settings that we know', () => {
  expect(gnomeSettings('linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' })).not.toBeNull();
  expect(gnomeSettings('linux', { XDG_CURRENT_DESKTOP: 'KDE' })).toBeNull();
  expect(gnomeSettings('linux', {})).toBeNull();
  expect(gnomeSettings('darwin', { XDG_CURRENT_DESKTOP: 'GNOME' })).toBeNull();
});

test('the key hook is loaded from the installation on Windows only, and one that is broken is left out and logged', () => {
  const resources = mkdtempSync(path.join(tmpdir(), 'invigil-hook-'));
  const logged: string[] = [];
  const log = (line: string) => logged.push(line);
  try {
    expect(loadKeyHook('win32', resources, log, fakeKeyHook)).toBeNull();
    mkdirSync(path.join(resources, 'native'));
    writeFileSync(path.join(resources, 'native', 'key-hook.node'), '');
    expect(loadKeyHook('linux', resources, log, fakeKeyHook)).toBeNull();
    expect(loadKeyHook('win32', resources, log, fakeKeyHook)).not.toBeNull();
    expect(logged).toEqual([]);
    expect(loadKeyHook('win32', resources, log, () => ({ start: 1 }))).toBeNull();
    expect(
      loadKeyHook('win32', resources, log, () => {
        throw new Error('not a valid Win32 application');
      }),
    ).toBeNull();
    expect(logged).toEqual([expect.stringContaining('not the one'), expect.stringContaining('not a valid Win32')]);
  } finally {
    rmSync(resources, { recursive: true });
  }
});
