/** What the specs of the sample app share. */
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect } from 'vitest';
import { type Launched, launch } from './launch.ts';

export const sampleApp: string = path.join(import.meta.dirname, 'sample-app');

export type Sample = {
  next(n: number, when: unknown): Promise<{ n: number; when: Date; from: string }>;
  invert(bytes: Uint8Array): Promise<Uint8Array>;
  onHappened(listener: (what: string) => void): () => void;
};
declare global {
  interface Window {
    sample: Sample;
  }
}

/** What the sample's main process has noted so far. */
export const events = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { events: string[] }).events);

export async function heard(app: ElectronApplication, event: string): Promise<void> {
  await expect.poll(() => events(app), { timeout: 10_000 }).toContain(event);
}

export async function launchSample(args: string[] = []): Promise<Launched> {
  const launched = await launch({ target: sampleApp, args });
  await launched.page.waitForFunction(() => document.querySelector('#answer')?.textContent?.startsWith('42'));
  return launched;
}
