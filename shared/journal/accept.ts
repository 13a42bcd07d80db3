/** The decision what to do with a batch of the candidate's entries: pure, so that both databases decide alike. */
import { follow, type Head, headMessage, type Verify } from './chain.ts';
import type { CandidateEntry } from './entry.ts';

export type Batch = { from: number; entries: CandidateEntry[]; signature: string };
export type BatchFault = 'gap' | 'fork' | 'bad-chain' | 'bad-signature' | 'wrong-sequence';
export type Verdict =
  | { ok: true; fresh: CandidateEntry[]; head: Head; repeated: number }
  | { ok: false; fault: BatchFault; seq: number };

/**
 * Judges one batch against the lane's stored head. Entries already stored are skipped, so a replay changes nothing;
 * a replayed entry that differs from the stored one is a fork, which `storedHash` reveals.
 * @param storedHash the stored hash at a sequence number not above `head.seq`
 */
export function judgeBatch(
  sitting: string,
  head: Head,
  batch: Batch,
  verify: Verify,
  storedHash: (seq: number) => string | undefined,
): Verdict {
  const first = batch.entries[0];
  if (!first || first.seq !== batch.from) return { ok: false, fault: 'wrong-sequence', seq: batch.from };
  if (batch.from > head.seq + 1) return { ok: false, fault: 'gap', seq: head.seq };
  const repeated = Math.min(batch.entries.length, head.seq + 1 - batch.from);
  for (let i = 0; i < repeated; i++) {
    const entry = batch.entries[i];
    if (entry && storedHash(batch.from + i) !== entry.hash) return { ok: false, fault: 'fork', seq: batch.from + i };
  }
  const fresh = batch.entries.slice(repeated);
  if (fresh.length === 0) return { ok: true, fresh, head, repeated };
  const next = follow(sitting, head, fresh);
  if ('fault' in next) {
    const fault = next.fault === 'sequence' ? 'wrong-sequence' : next.fault === 'prev' ? 'fork' : 'bad-chain';
    return { ok: false, fault, seq: next.at };
  }
  if (!verify(headMessage(sitting, 'candidate', next), batch.signature))
    return { ok: false, fault: 'bad-signature', seq: next.seq };
  return { ok: true, fresh, head: next, repeated };
}
