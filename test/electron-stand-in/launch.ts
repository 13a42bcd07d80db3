/** Starts an Electron app for a spec: on the stand-in, or on Electron itself where `INVIGIL_E2E_ON=electron` says so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

export const standInBinary: string = path.join(import.meta.dirname, 'dist', 'electron');
export const onStandIn: boolean = process.env.INVIGIL_E2E_ON !== 'electron';

export type Launched = {
  app: ElectronApplication;
  page: Page;
  /** The app's profile folder, its own for every launch unless given. */
  profile: string;
  close: () => Promise<void>;
};
export type LaunchOptions = {
  /** Folder of the app, or its entry module. */
  target: string;
  /** What follows on the command line: switches for Chromium, a launch link. */
  args?: string[];
  env?: Record<string, string>;
  /** Kept after the end when given; otherwise a new one, removed at the end. */
  profile?: string;
};

/** Resolves once the app's first window shows a page. */
export async function launch({ target, args = [], env = {}, profile: given }: LaunchOptions): Promise<Launched> {
  const profile = given ?? mkdtempSync(path.join(tmpdir(), 'invigil-e2e-'));
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const app = await _electron.launch({
    args: [`--user-data-dir=${profile}`, target, ...args],
    env: { ...Object.fromEntries(inherited), ...env },
    ...(onStandIn && { executablePath: standInBinary }),
  });
  const close = async () => {
    await app.close();
    if (!given) rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    const page = await app.firstWindow();
    await page.waitForURL(({ protocol }) => protocol !== 'data:' && protocol !== 'about:');
    return { app, page, profile, close };
  } catch (error) {
    await close();
    throw error;
  }
}
