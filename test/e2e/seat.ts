/** A candidate's place in a spec: the bundled client with a camera and a profile, that can be killed and started again. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { ClientView } from '../../shared/contract/bridge.ts';
import { type Launched, launch, onStandIn } from '../electron-stand-in/launch.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type SeatOptions = {
  /** Film or picture that the camera shows (MJPEG); read at every start. */
  camera: string;
  server: () => string;
  /** Further variables of the client's environment. */
  env?: Record<string, string>;
};
export type Seat = {
  /** Starts the client on a profile folder; what follows goes on its command line. */
  start(profile: string, ...args: string[]): Promise<Page>;
  /** SIGKILL, and gone. */
  kill(): Promise<void>;
  /** Killed without a word, and started on the same profile. */
  again(): Promise<Page>;
  /** The running client. */
  launched(): Launched;
};

export function takeSeat({ camera, server, env = {} }: SeatOptions): Seat {
  let client: Launched | null = null;
  let at = '';
  const start = async (profile: string, ...args: string[]): Promise<Page> => {
    at = profile;
    const file = onStandIn ? [] : [`--use-file-for-fake-video-capture=${camera}`];
    client = await launch({
      target: root,
      args: ['--use-fake-device-for-media-stream', ...file, ...args],
      env: { STAND_IN_CAMERA: camera, INVIGIL_SERVER: server(), INVIGIL_DATA: profile, ...env },
      profile,
    });
    return client.page;
  };
  const kill = async (): Promise<void> => {
    const running = client?.app.process();
    client = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  return {
    start,
    kill,
    again: async () => {
      await kill();
      return await start(at);
    },
    launched: () => {
      if (!client) throw new Error('the client is not running');
      return client;
    },
  };
}

export const linkTo = (server: string, code: string, what = 'sit'): string =>
  `invigil://${what}?server=${encodeURIComponent(server)}&code=${code}`;
export async function viewOf(page: Page): Promise<ClientView> {
  const outcome = await page.evaluate(() => window.invigil.view({}));
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}
/** A button by its whole name, or by a pattern. */
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
