/** A host for tests: it runs what the test says. */
import type { DesktopSettings } from '../undo/tools.ts';
import type { Host, MachineFacts } from './host.ts';
import type { KeyHook } from './key-hook.ts';

/** An ordinary laptop, by a maker that does not exist. */
export const laptop: MachineFacts = {
  manufacturer: 'Halcyon',
  model: 'Slate 14',
  firmware: 'Halcyon 1.20',
  board: 'Halcyon SL14',
  graphics: ['Intel Iris Xe'],
  disks: ['NVMe SSD 512'],
  addresses: ['a4:5e:60:11:22:33'],
  hasBattery: true,
  hypervisor: false,
};

export const fakeHost = (facts: Partial<Host> = {}): Host => ({
  platform: 'linux',
  description: 'Test 1.0 x64',
  boot: 'boot-1',
  programs: async () => ['node'],
  machine: async () => laptop,
  remoteSession: async () => null,
  freeBytes: async () => 50_000_000_000,
  battery: async () => ({ percent: 80, plugged: true }),
  settings: null,
  keys: null,
  ...facts,
});

/** A hook that counts what the test presses. */
export function fakeKeyHook(): KeyHook & { press: () => boolean } {
  let running = false;
  let held = 0;
  return {
    start: () => {
      running = true;
      held = 0;
    },
    stop: () => {
      running = false;
    },
    count: () => held,
    /** Whether the system would still have got the combination. */
    press: () => {
      if (running) held += 1;
      return !running;
    },
  };
}

/** Settings of a desktop in memory. `shipped` is what a reset brings back. */
export function fakeSettings(shipped: Record<string, string>, set: Record<string, string> = {}) {
  const values = new Map(Object.entries(set));
  const name = (schema: string, key: string): string => `${schema} ${key}`;
  const settings: DesktopSettings = {
    async get(schema, key) {
      const value = values.get(name(schema, key)) ?? shipped[name(schema, key)];
      if (value === undefined) throw new Error(`there is no ${name(schema, key)}`);
      return value;
    },
    async set(schema, key, value) {
      values.set(name(schema, key), value);
    },
    async reset(schema, key) {
      values.delete(name(schema, key));
    },
  };
  return { settings, values };
}
