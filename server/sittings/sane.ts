/** What an honest client never sends, however slow, offline or interrupted it is. Pure. */
import type { At, CandidateEntry } from '../../shared/journal/entry.ts';
import { type Clock, settle } from '../../shared/sitting/clock.ts';
import type { Sitting } from '../../shared/sitting/state.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Live } from './live.ts';

/** A sitting of a whole day with a tick every five seconds has 17,000. */
export const MAX_ENTRIES = 60_000;
/** Starts of the client in one sitting. */
export const MAX_BOOTS = 300;

const fault = (entry: CandidateEntry, acked: number, what: string) =>
  new ProblemError('bad-chain', `${what} Nothing of this batch was stored; go on from entry ${acked + 1}.`, {
    place: `entry ${entry.seq}`,
    acked,
  });

/**
 * Refuses time that runs backwards: a boot that returns after another one, or a monotonic timer that goes back.
 * @throws ProblemError `bad-chain`, or `too-many` for more entries or boots than any sitting has
 */
export function requireSane({ heads, offsets, last }: Live, fresh: readonly CandidateEntry[]): void {
  const boots = new Set(offsets.keys());
  let before: At | null = last;
  for (const entry of fresh) {
    const { at } = entry;
    if (before?.boot === at.boot && at.mono < before.mono)
      throw fault(entry, heads.candidate.seq, 'The timer of this entry runs backwards.');
    if (before?.boot !== at.boot && boots.has(at.boot))
      throw fault(entry, heads.candidate.seq, 'This entry belongs to a run of the client that had ended.');
    boots.add(at.boot);
    before = at;
  }
  if (heads.candidate.seq + fresh.length > MAX_ENTRIES || boots.size > MAX_BOOTS) {
    throw new ProblemError('too-many', 'This sitting has more entries than any exam needs. Ask the proctor for help.', {
      acked: heads.candidate.seq,
    });
  }
}

/** The clock with every settlement that was made, received there or not: what the next one may still give back. */
export const settledSoFar = ({ clock, pending }: Sitting): Clock =>
  Object.values(pending).reduce((sum, act) => (act.kind === 'time-restored' ? settle(sum, act.gap) : sum), clock);
