/** What the system's answers mean for an exam: pure, one judgement a check. The words to each are in the page's catalogue. */
import type { LockdownTier } from '../../../shared/policy/policy.ts';
import type { Check } from '../../../shared/preflight/report.ts';
import type { Battery } from '../host/host.ts';
import type { Verdict } from '../lockdown/virtual-machine.ts';

const MB = 1_000_000;
/** A sitting's journal is small; evidence that waits for a network is not. */
const ENOUGH_MB = 1000;
const LEAST_MB = 200;

export const judgeDisk = (freeBytes: number): Check => {
  const free = Math.floor(freeBytes / MB);
  const outcome = free >= ENOUGH_MB ? 'passed' : free >= LEAST_MB ? 'attention' : 'failed';
  return { id: 'disk', outcome, values: { free } };
};

export function judgeBattery(battery: Battery | null): Check {
  if (!battery) return { id: 'battery', outcome: 'passed', values: { percent: 100 } };
  const percent = Math.round(battery.percent);
  if (battery.plugged) return { id: 'battery', outcome: 'passed', values: { percent } };
  return { id: 'battery', outcome: percent >= 50 ? 'attention' : 'failed', values: { percent } };
}

/** Kilobits a second; an exam with stills takes about a tenth of what passes here. */
const ENOUGH_KBIT = 500;

/** @param upload how long so many bytes took; null when they did not arrive */
export function judgeNetwork(upload: { bytes: number; ms: number } | null): Check {
  if (!upload) return { id: 'network', outcome: 'failed', values: {} };
  const kbit = Math.round((upload.bytes * 8) / Math.max(1, upload.ms));
  return { id: 'network', outcome: kbit >= ENOUGH_KBIT ? 'passed' : 'attention', values: { kbit } };
}

export const judgeDisplays = (count: number, tier: LockdownTier): Check => ({
  id: 'displays',
  outcome: count <= 1 ? 'passed' : tier === 'enforced' ? 'failed' : 'attention',
  values: { count },
});

/** One sign is no verdict, so it never fails anybody. */
export const judgeMachine = ({ verdict, signs }: Verdict, tier: LockdownTier): Check => ({
  id: 'virtual-machine',
  outcome: verdict === 'hardware' ? 'passed' : verdict === 'virtual' && tier === 'enforced' ? 'failed' : 'attention',
  values: signs.length > 0 ? { signs: signs.join(', ') } : {},
});

export const judgeSession = (remote: string | null): Check => ({
  id: 'remote-session',
  outcome: remote === null ? 'passed' : 'failed',
  values: remote === null ? {} : { by: remote },
});

export const judgePrograms = (titles: readonly string[]): Check => ({
  id: 'programs',
  outcome: titles.length === 0 ? 'passed' : 'failed',
  values: titles.length === 0 ? {} : { names: titles.join(', ').slice(0, 200) },
});
