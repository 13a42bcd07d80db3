/**
 * A second process that outlives the client: it waits until the client is gone, however it went, and puts the machine back.
 *
 * It holds the reading end of a pipe. The operating system closes the other end when the client's process ends, also when
 * it is killed, so no process number is ever asked about. An end that put everything back itself left no journal; then
 * there is nothing to do. A reboot takes both processes: then the next start puts the machine back (recover.ts).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { type Recovered, type RecoverOptions, recover } from './recover.ts';

export type Watchdog = {
  /** The machine is as it was: nothing is left to watch over. */
  dismiss(): void;
};

/** The switch on the command line that makes a start of the client a watchdog. It carries nothing: all else comes by the pipe. */
export const WATCHDOG_SWITCH = 'invigil-watchdog';

const Order = z.object({ folder: z.string(), journal: z.string(), key: z.string() });
/** A watchdog that dies is started again, this often at most. */
const RESTARTS = 3;

/**
 * Starts the watchdog over one journal.
 * @param command the program and its arguments, e.g. the client itself with `--invigil-watchdog`
 */
export function startWatchdog(
  command: readonly [string, ...string[]],
  order: z.infer<typeof Order>,
  log: (line: string) => void,
  left = RESTARTS,
): Watchdog {
  const [program, ...args] = command;
  let dismissed = false;
  let next: Watchdog | null = null;
  // A session of its own: what ends the client's terminal or process group does not end it.
  const child = spawn(program, args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true });
  child.unref();
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(order)}\n`);
  child.on('error', (error) => log(`the watchdog did not start: ${error.message}`));
  child.on('exit', () => {
    if (dismissed) return;
    log(`the watchdog ended; ${left > 0 ? 'it is started again' : 'the next start of the client does its work'}`);
    if (left > 0) next = startWatchdog(command, order, log, left - 1);
  });
  return {
    dismiss() {
      dismissed = true;
      child.stdin.end();
      next?.dismiss();
    },
  };
}

/** A client that was killed while it wrote its order had changed nothing yet. */
function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The watchdog's own life. Resolves once the client is gone and the machine is as it was.
 * @param ready awaited before the machine is touched, and only when there is something to put back
 */
export async function keepWatch(
  input: Readable,
  ready: () => Promise<Pick<RecoverOptions, 'tools' | 'boot' | 'write'>>,
): Promise<Recovered[]> {
  let first: string | null = null;
  for await (const line of createInterface({ input })) first ??= line;
  const order = Order.safeParse(parseOrNull(first ?? ''));
  if (!order.success || !existsSync(order.data.journal)) return [];
  const { folder, journal, key } = order.data;
  return await recover({ folder, only: journal, keyOf: () => key, ...(await ready()) });
}
