/** Looks at the computer through the host port: the very code that the exam itself relies on. */
import { forbiddenAmong, type ProgramList } from '../../../shared/lockdown/program-list.ts';
import type { LockdownTier } from '../../../shared/policy/policy.ts';
import type { Check, CheckId } from '../../../shared/preflight/report.ts';
import type { Host } from '../host/host.ts';
import { virtualMachineOf } from '../lockdown/virtual-machine.ts';
import { judgeBattery, judgeDisk, judgeDisplays, judgeMachine, judgeNetwork, judgePrograms, judgeSession } from './judge.ts';

export type LookParts = {
  host: Host;
  directory: string;
  displays: () => number;
  programs: () => ProgramList;
  tier: LockdownTier;
  /** Sends bytes to the exam server and tells how long that took; null when no server is known. Rejects when they do not arrive. */
  upload: (() => Promise<{ bytes: number; ms: number }>) | null;
  log: (line: string) => void;
};

/** All checks that need no page, side by side. What cannot be told is `not-measured`; nothing rejects. */
export async function lookAround({ host, directory, displays, programs, tier, upload, log }: LookParts): Promise<Check[]> {
  const looks: [CheckId, () => Promise<Check>][] = [
    ['disk', async () => judgeDisk(await host.freeBytes(directory))],
    ['battery', async () => judgeBattery(await host.battery())],
    ['displays', async () => judgeDisplays(displays(), tier)],
    ['virtual-machine', async () => judgeMachine(virtualMachineOf(await host.machine()), tier)],
    ['remote-session', async () => judgeSession(await host.remoteSession())],
    ['programs', async () => judgePrograms(forbiddenAmong(await host.programs(), programs()).map(({ title }) => title))],
  ];
  if (upload) looks.push(['network', async () => judgeNetwork(await upload().catch(() => null))]);
  return await Promise.all(
    looks.map(async ([id, look]): Promise<Check> => {
      try {
        return await look();
      } catch (error) {
        log(`preflight: ${id} could not be told: ${error instanceof Error ? error.message : String(error)}`);
        return { id, outcome: 'not-measured', values: {} };
      }
    }),
  );
}
