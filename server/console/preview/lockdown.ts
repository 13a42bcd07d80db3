/** Invented checks of computers and lists of programs, for looking at the console. */
import { lockdownRoutes, type PublishedList } from '../../../shared/contract/lockdown.ts';
import { builtInList } from '../../../shared/lockdown/built-in.ts';
import type { Gate } from '../../../shared/preflight/gates.ts';
import type { StoredReport } from '../../../shared/preflight/report.ts';

const DAY_MS = 86_400_000;

export function lockdownPreview(now: number) {
  let published: PublishedList[] = [
    {
      list: {
        version: 1,
        issuedAt: now - 3 * DAY_MS,
        expiresAt: now + 87 * DAY_MS,
        programs: [...builtInList.programs, { id: 'spyglass', title: 'SpyGlass', kind: 'overlay', starts: ['spyglass'] }],
      },
      by: 'A. Mensah',
      note: 'SpyGlass hides answers over the exam.',
    },
    { list: builtInList, by: null, note: '' },
  ];
  const reports: StoredReport[] = [
    {
      storedAt: now - 6 * DAY_MS,
      report: { computer: 'pc', measures: [], checks: [], takenAt: now, app: 'Invigil', os: 'Linux', standIn: false },
    },
  ];
  const opened = new Set<string>();
  return {
    history: () => ({ published }),
    checkOf: () => {
      const gates: Gate[] = [
        { id: 'programs', state: opened.has('programs') ? 'opened' : 'held' },
        { id: 'measure-task-switching', state: 'held' },
        { id: 'camera', state: 'passed-before' },
      ];
      return { reports, gates };
    },
    open: (gate: string) => void opened.add(gate),
    publish(body: unknown): PublishedList {
      const { after, validDays, programs, note } = lockdownRoutes.publish.body.parse(body);
      const list = { version: after + 1, issuedAt: now, expiresAt: now + validDays * DAY_MS, programs };
      const next = { list, by: 'A. Mensah', note };
      published = [next, ...published];
      return next;
    },
  };
}
