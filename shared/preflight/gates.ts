/**
 * Which findings at check-in want a person before the exam begins. A gate never keeps a candidate from checking in: it keeps
 * the release from being automatic, until it is opened with a reason. Pure, so that client and server say the same.
 */
import type { LockdownTier } from '../policy/policy.ts';
import type { CheckId, StoredReport } from './report.ts';

/** `camera`, `programs`, …, or `measure-` and the name of a measure. */
export type GateId = string;
export type GateState = 'held' | 'passed-before' | 'opened';
export type Gate = { id: GateId; state: GateState };

/** How long a system check vouches for its computer. */
export const VOUCHES_MS = 60 * 86_400_000;

/** Findings as a journal holds them: names of a newer client pass through. */
export type FoundHere = {
  computer: string;
  measures: readonly { id: string; state: string }[];
  checks: readonly { id: string; outcome: string }[];
};

/** What is wanted of any exam, and what of one that asks for an enforced lockdown. */
const always: readonly CheckId[] = ['camera', 'remote-session', 'programs'];
const underEnforced: readonly CheckId[] = ['virtual-machine', 'displays'];
/** What runs now says nothing about what ran then: closing it opens the gate at the next look. */
const ofTheMoment: ReadonlySet<string> = new Set(['remote-session', 'programs']);

export const gateOfMeasure = (measure: string): GateId => `measure-${measure}`;

function failing(tier: LockdownTier, { measures, checks }: FoundHere): GateId[] {
  const wanted = tier === 'enforced' ? [...always, ...underEnforced] : always;
  const isWanted = (id: string): boolean => wanted.some((each) => each === id);
  const failed = checks.filter(({ id, outcome }) => outcome === 'failed' && isWanted(id)).map(({ id }) => id);
  if (tier !== 'enforced') return failed;
  return [...failed, ...measures.filter(({ state }) => state !== 'enforced').map(({ id }) => gateOfMeasure(id))];
}

const passedIn =
  (former: readonly StoredReport[], computer: string, now: number) =>
  (gate: GateId): boolean =>
    !ofTheMoment.has(gate) &&
    former.some(
      ({ storedAt, report }) =>
        report.computer === computer &&
        storedAt <= now &&
        now - storedAt <= VOUCHES_MS &&
        (report.checks.some(({ id, outcome }) => id === gate && outcome === 'passed') ||
          report.measures.some(({ id, state }) => gateOfMeasure(id) === gate && state === 'enforced')),
    );

/**
 * Every gate of a check-in, in the order of its findings.
 * @param former system checks of the same registration, as the server keeps them
 * @param opened gates that a person opened
 * @param now ms since 1970, by the server's clock
 */
export function gatesOf(
  tier: LockdownTier,
  found: FoundHere,
  former: readonly StoredReport[],
  opened: readonly GateId[],
  now: number,
): Gate[] {
  const passed = passedIn(former, found.computer, now);
  return failing(tier, found).map((id) => {
    if (opened.includes(id)) return { id, state: 'opened' };
    return { id, state: passed(id) ? 'passed-before' : 'held' };
  });
}

export const heldAmong = (gates: readonly Gate[]): GateId[] => gates.flatMap(({ id, state }) => (state === 'held' ? [id] : []));
