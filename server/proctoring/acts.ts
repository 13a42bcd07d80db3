/** What a proctor may do to a sitting, and when: a pure decision from act and sitting to the journal's note. */
import type { Act } from '../../shared/contract/console.ts';
import type { ServerNote } from '../../shared/journal/entry.ts';
import { doubtsOf, isSerious } from '../../shared/sitting/check-in.ts';
import { isOver, type Sitting } from '../../shared/sitting/state.ts';
import { ProblemError } from '../platform/problem-error.ts';

const conflict = (message: string) => new ProblemError('conflict', `${message} Nothing was done.`);
/** Whether the newest of the acts that stop and go on, not yet received there, is a stop. */
const stopping = (sitting: Sitting): boolean =>
  Object.values(sitting.pending).findLast((act) => act.kind === 'paused' || act.kind === 'resumed')?.kind === 'paused';

/**
 * @param by the proctor's name as the candidate may read it
 * @param held gates of the check-in that are not open (shared/preflight/gates.ts)
 * @throws ProblemError `conflict` when the sitting's stage does not allow the act, in words
 */
export function noteOf(act: Act, sitting: Sitting, by: string, held: readonly string[] = []): ServerNote {
  if (isOver(sitting.stage) && act.act !== 'note') throw conflict('This sitting is over.');
  switch (act.act) {
    case 'release':
      if (sitting.stage !== 'waiting') throw conflict('This candidate is not waiting for release.');
      if (held.length > 0)
        throw conflict(`At check-in something failed: ${held.join(', ')}. Open each of these with a reason, then release.`);
      if (doubtsOf(sitting).some(isSerious) && !act.reason)
        throw conflict('The check-in left a serious doubt. Say why this candidate may begin all the same.');
      return { kind: 'released', body: { by, ...(act.reason && { reason: act.reason }) } };
    case 'open-gate':
      if (sitting.stage !== 'check-in' && sitting.stage !== 'waiting') throw conflict('The check-in of this sitting is over.');
      return { kind: 'gate-opened', body: { by, gate: act.gate, category: act.category, reason: act.reason } };
    case 'return-check-in':
      if (sitting.stage !== 'waiting') throw conflict('This candidate is not waiting for release.');
      return { kind: 'check-in-returned', body: { by, reason: act.reason, ...(act.again && { again: act.again }) } };
    case 'pause':
      if (sitting.stage !== 'running' || stopping(sitting)) throw conflict('Only a running exam can be paused.');
      return { kind: 'paused', body: { by, category: act.category, reason: act.reason } };
    case 'resume':
      if (sitting.stage !== 'paused' && !stopping(sitting)) throw conflict('This exam is not paused.');
      return { kind: 'resumed', body: { by } };
    case 'extend':
      return { kind: 'extended', body: { by, ms: Math.round(act.minutes * 60_000), category: act.category, reason: act.reason } };
    case 'message':
      return { kind: 'messaged', body: { by, text: act.text } };
    case 'note':
      return { kind: 'noted', body: { by, text: act.text } };
    case 'terminate':
      return { kind: 'terminated', body: { by, category: act.category, reason: act.reason } };
  }
}
