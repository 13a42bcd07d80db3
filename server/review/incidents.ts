/** From signals to incidents, and from findings to a state: pure rules. */
import type { IncidentState, Verdict } from '../../shared/contract/console.ts';
import type { SignalKind } from '../../shared/journal/entry.ts';

export type Cause = SignalKind | 'proctor-note';
/** Times in ms of the candidate's wall clock. */
export type Incident = {
  id: string;
  cause: Cause;
  from: number;
  to: number;
  signals: number;
  state: IncidentState;
  note: string | null;
};
export type Signal = { signal: SignalKind; from: number; to: number; seq: number };

/** Technical states: shown to the candidate with a fix and to the proctor in blue, never a matter of review. */
export const technicalSignals: ReadonlySet<SignalKind> = new Set<SignalKind>([
  'camera-lost',
  'monitor-lost',
  'too-dark',
  'backlit',
  'too-far',
]);

/** Signals of one cause this close together are one incident. */
export const SAME_INCIDENT_MS = 120_000;

/**
 * Puts a signal to the open incident of its cause, or begins a new one.
 * @param newId the identifier should a new incident begin
 */
export function groupSignal(incidents: readonly Incident[], signal: Signal, newId: string): Incident {
  const near = incidents.findLast(
    (incident) =>
      incident.state === 'open' &&
      incident.cause === signal.signal &&
      signal.from <= incident.to + SAME_INCIDENT_MS &&
      signal.to >= incident.from - SAME_INCIDENT_MS,
  );
  if (!near) return { id: newId, cause: signal.signal, from: signal.from, to: signal.to, signals: 1, state: 'open', note: null };
  return { ...near, from: Math.min(near.from, signal.from), to: Math.max(near.to, signal.to), signals: near.signals + 1 };
}

/**
 * The state that findings amount to. Upholding takes two who decided blind, and so does dismissing where `twoDismiss`;
 * else one may dismiss. When the first two disagree, the third decides.
 */
export function stateOf(verdicts: readonly Verdict[], twoDismiss: boolean): IncidentState {
  const [first, second, third] = verdicts;
  if (!first) return 'open';
  if (first === 'no-concern' && !twoDismiss) return 'dismissed';
  if (!second) return 'second-review';
  if (second === first) return first === 'upheld' ? 'upheld' : 'dismissed';
  if (!third) return 'third-review';
  return third === 'upheld' ? 'upheld' : 'dismissed';
}

export const isDecided = (state: IncidentState): boolean => state === 'dismissed' || state === 'upheld';

export type TrackRecord = { upheld: number; decided: number };

/** Before a detector has a record, it counts as if this share of this many incidents had been upheld. */
const PRIOR = { upheld: 1, decided: 4 };

/** Priority 0..1: how often people upheld this cause before, smoothed. A proctor's own note comes first. */
export function priorityOf(cause: Cause, { upheld, decided }: TrackRecord): number {
  if (cause === 'proctor-note') return 1;
  return (upheld + PRIOR.upheld) / (decided + PRIOR.decided);
}
