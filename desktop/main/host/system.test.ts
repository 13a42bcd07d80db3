import { expect, test } from 'vitest';
import { systemHost } from './system.ts';

test('the running programs are listed, this one among them', async () => {
  expect((await systemHost.programs()).some((name) => /node/i.test(name))).toBe(true);
});

test('the system is described, and says whether it is a virtual machine', async () => {
  expect(systemHost.description).toMatch(/\S+ \S+ \S+/);
  const machine = await systemHost.virtualMachine();
  expect(machine === null || machine.length > 0).toBe(true);
});
