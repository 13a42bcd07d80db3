/** The session itself is shown somewhere else: remote desktop, ssh. Programs for remote control are found by programs.ts. */
import type { Host } from '../host/host.ts';
import { everywhere, type Measure, type Observe, observed } from './measure.ts';

// macOS tells no such thing of a session; there it is the list of programs alone.
export const measure: Measure = { id: 'remote-control', states: everywhere('monitored') };

/** Looks every `everyMs` and signals `program-found` once, when a session becomes a remote one. Returns what ends the watch. */
export function watchSession(host: Host, observe: Observe, log: (line: string) => void, everyMs = 30_000): () => void {
  let known: string | null = null;
  const look = async (): Promise<void> => {
    try {
      const found = await host.remoteSession();
      const now = Date.now();
      if (found !== null && found !== known) observe(observed('program-found', 'remote-control', now, now, found));
      known = found;
    } catch (error) {
      log(`whether the session is a remote one could not be told: ${String(error)}`);
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  void look();
  return () => clearInterval(timer);
}
