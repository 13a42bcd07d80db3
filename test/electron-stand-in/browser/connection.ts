/** The one browser of this run: its start, its end, and the pages that nobody here asked for. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { CdpConnection, type Protocol } from './cdp.ts';
import { type Browser, launchChromium } from './chromium.ts';

let connection: CdpConnection | undefined;
let browser: Browser | undefined;
let closing = false;
let creating = 0;
const helpers: ChildProcess[] = [];
const ours = new Set<string>();

/** The connection of a browser that has started; every caller runs after `ready`. */
export function cdp(): CdpConnection {
  if (!connection) throw new Error('Electron stand-in: Chromium is not running yet');
  return connection;
}

export const alsoEnd = (child: ChildProcess): void => void helpers.push(child);

type Stray = (opener: string | undefined) => void;

/**
 * Starts Chromium. `onStray` hears of pages that a page opened; they are closed while they still wait for their first
 * byte. Resolves with the DevTools endpoint.
 */
export async function startBrowser(profile: string, switches: readonly string[], onStray: Stray): Promise<string> {
  browser = await launchChromium(profile, switches);
  connection = await CdpConnection.open(browser.endpoint);
  connection.onClose = () => {
    if (closing) return;
    closing = true;
    process.exit(1);
  };
  connection.root.on('Target.attachedToTarget', (event) => void attached(event, onStray));
  await connection.root.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
  return browser.endpoint;
}

async function attached(event: Protocol.Target.attachedToTargetPayload, onStray: Stray): Promise<void> {
  const { targetInfo, sessionId, waitingForDebugger } = event;
  if (creating === 0 && !ours.has(targetInfo.targetId)) {
    await cdp().root.trySend('Target.closeTarget', { targetId: targetInfo.targetId });
    onStray(targetInfo.openerId ?? targetInfo.openerFrameId);
  } else if (waitingForDebugger) {
    await cdp().session(sessionId).trySend('Runtime.runIfWaitingForDebugger');
  }
}

/** Opens a page of ours in a window of its own. */
export async function createPage(params: Protocol.Target.createTargetParameters): Promise<string> {
  creating++;
  try {
    const { targetId } = await cdp().root.send('Target.createTarget', { ...params, newWindow: true });
    ours.add(targetId);
    return targetId;
  } finally {
    creating--;
  }
}

/** Ends Chromium in good order, so that its profile is whole; by force after three seconds. */
export async function endBrowser(): Promise<void> {
  if (closing) return;
  closing = true;
  for (const helper of helpers) helper.kill();
  const process = browser?.process;
  if (!process) return;
  const gone = new Promise((resolve) => process.once('exit', resolve));
  await connection?.root.trySend('Browser.close');
  await Promise.race([gone, delay(3000, undefined, { ref: false })]);
  process.kill('SIGKILL');
}

process.on('exit', () => {
  for (const helper of helpers) helper.kill();
  browser?.process.kill('SIGKILL');
});
