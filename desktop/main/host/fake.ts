/** A host for tests: it runs what the test says. */
import type { Host } from './host.ts';

export const fakeHost = (facts: Partial<Host> = {}): Host => ({
  platform: 'linux',
  description: 'Test 1.0 x64',
  programs: async () => [],
  virtualMachine: async () => null,
  ...facts,
});
