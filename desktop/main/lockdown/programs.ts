/** Programs by which someone else could see or steer the exam. They are found by name and told; none is closed. */
import type { Host } from '../host/host.ts';
import { everywhere, type Observe, observed } from './measure.ts';

export const states = everywhere('monitored');

/** Beginnings of program names, in small letters. */
const remoteControl = [
  'teamviewer',
  'anydesk',
  'rustdesk',
  'remoting_host',
  'vncserver',
  'x11vnc',
  'winvnc',
  'tvnserver',
  'vino-server',
  'krfb',
  'parsec',
  'splashtop',
  'srserver',
  'logmein',
  'screenconnect',
  'quickassist',
  'ultraviewer',
  'nomachine',
  'nxserver',
];
const recording = ['obs64', 'obs-studio', 'camtasia', 'sharex', 'simplescreenrecorder', 'kazam', 'bandicam'];

/** Those of `names` that no exam allows, each once, without an ending such as `.exe`. */
export function forbiddenAmong(names: readonly string[]): string[] {
  const plain = names.map((name) => name.toLowerCase().replace(/\.(exe|app)$/, ''));
  const forbidden = plain.filter((name) => [...remoteControl, ...recording].some((start) => name.startsWith(start)));
  return [...new Set(forbidden)].toSorted();
}

/**
 * Looks every `everyMs` and signals `program-found` once for each program that has appeared since the last look.
 * Returns what ends the watch.
 */
export function watchPrograms(host: Host, observe: Observe, log: (line: string) => void, everyMs = 30_000): () => void {
  let known = new Set<string>();
  const look = async (): Promise<void> => {
    try {
      const found = new Set(forbiddenAmong(await host.programs()));
      const now = Date.now();
      for (const name of [...found].filter((each) => !known.has(each)))
        observe(observed('program-found', 'programs', now, now, name));
      known = found;
    } catch (error) {
      log(`the running programs could not be listed: ${String(error)}`);
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  void look();
  return () => clearInterval(timer);
}
