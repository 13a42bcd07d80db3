/** Programs by which someone else could see or steer the exam. They are found by name and told; none is closed. */
import { forbiddenAmong, type ProgramList } from '../../../shared/lockdown/program-list.ts';
import type { Host } from '../host/host.ts';
import { everywhere, type Measure, type Observe, observed } from './measure.ts';

export const measure: Measure = { id: 'programs', states: everywhere('monitored') };

/**
 * Looks every `everyMs` and signals `program-found` once for each program that has appeared since the last look.
 * @param list asked at every look: the server may have sent a newer one
 * @returns what ends the watch
 */
export function watchPrograms(
  host: Pick<Host, 'programs'>,
  list: () => ProgramList,
  observe: Observe,
  log: (line: string) => void,
  everyMs = 30_000,
): () => void {
  let known = new Set<string>();
  const look = async (): Promise<void> => {
    try {
      const found = forbiddenAmong(await host.programs(), list()).map(({ title }) => title);
      const now = Date.now();
      for (const title of found.filter((each) => !known.has(each)))
        observe(observed('program-found', 'programs', now, now, title));
      known = new Set(found);
    } catch (error) {
      log(`the running programs could not be listed: ${String(error)}`);
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  void look();
  return () => clearInterval(timer);
}
