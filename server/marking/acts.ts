/** What people may do to a queue: pure functions from the state to events, or to a refusal that says why. */
import type { JudgeReason, Levels, MarkingScheme } from '../../shared/contract/marking.ts';
import type { ProblemCode } from '../../shared/contract/problem.ts';
import type { MarkingEvent } from './events.ts';
import { levelsFault, schemeFault } from './scheme.ts';
import { settlementOf } from './settle.ts';
import { failedInRow, sinceLastGoodSeed, standingOf } from './standing.ts';
import { advance, type QueueState, type Script } from './state.ts';

export type Acted = { ok: true; events: MarkingEvent[] } | { ok: false; code: ProblemCode; message: string };
export type Person = { id: string; name: string };

const refuse = (code: ProblemCode, message: string): Acted => ({ ok: false, code, message });
const done = (...events: MarkingEvent[]): Acted => ({ ok: true, events });

/** Whether anybody has given a mark: from then on the scheme stands, since marks of two schemes can't be compared. */
export const hasBegun = (state: QueueState): boolean =>
  [...state.scripts.values()].some(({ marks, judgements }) => marks.length + judgements.length > 0);

/** @param max the item's best score */
export function setScheme(state: QueueState, scheme: MarkingScheme, max: number): Acted {
  const fault = schemeFault(scheme, max);
  if (fault) return refuse('bad-input', fault);
  if (hasBegun(state)) return refuse('conflict', 'Marking has begun under the present scheme, so it stands.');
  const unfit = [...state.scripts.values()].find(({ definitive }) => definitive && levelsFault(scheme, definitive));
  if (unfit) return refuse('conflict', 'A practice or seed response is marked under the present criteria. They have to stay.');
  return done({ kind: 'scheme-set', scheme });
}

/** What has to happen for a mark of this marker on this response to be taken: it was given to them and still is theirs. */
export function mark(state: QueueState, by: Person, script: string, levels: Levels, now: number): Acted {
  const { scheme } = state;
  const found = state.scripts.get(script);
  const standing = standingOf(state, by.id);
  if (!scheme || !found) return refuse('not-found', 'This response is not in the queue. Ask for the next one.');
  if (standing === 'stopped')
    return refuse('conflict', 'Your marking of this question is stopped. A senior marker will talk to you.');
  if (standing === 'practice-failed') return refuse('conflict', 'Practice is over. A senior marker has to let you begin again.');
  if ((found.reserved.get(by.id) ?? 0) <= now)
    return refuse('conflict', 'This response is not yours, or no longer. Ask for the next one.');
  const fault = levelsFault(scheme, levels);
  if (fault) return refuse('bad-input', fault);
  const marked: MarkingEvent = { kind: 'marked', script, marker: by.id, name: by.name, levels };
  return done(marked, ...stopAfter(state, marked, found));
}

/** The stop that follows from a mark, if any: tried on a copy of what it looks at. */
function stopAfter(state: QueueState, event: Extract<MarkingEvent, { kind: 'marked' }>, script: Script): MarkingEvent[] {
  const { scheme } = state;
  if (!scheme || script.use !== 'seed') return [];
  const known = state.markers.get(event.marker);
  const copy: QueueState = {
    ...state,
    scripts: new Map(state.scripts).set(script.id, { ...script, marks: [...script.marks], reserved: new Map() }),
    markers: new Map(state.markers),
  };
  if (known) copy.markers.set(event.marker, { ...known, marks: [...known.marks] });
  advance(copy, { seq: state.seq + 1, at: 0, event });
  const marker = copy.markers.get(event.marker);
  if (!marker || failedInRow(copy, marker) < scheme.seeds.stopAfter) return [];
  return [{ kind: 'stopped', marker: marker.id, voided: sinceLastGoodSeed(copy, marker).map((each) => each.script) }];
}

/** Adjudication of marks that lie too far apart, or the review of a settled one. Never by somebody who marked it. */
export function judge(
  state: QueueState,
  by: Person,
  script: string,
  { levels, reason, note }: { levels: Levels; reason: JudgeReason; note: string },
): Acted {
  const { scheme } = state;
  const found = state.scripts.get(script);
  if (!scheme || !found || found.use !== 'live') return refuse('not-found', 'This response is not in the queue.');
  const { state: now } = settlementOf(scheme, found);
  if (now !== 'to-adjudicate' && now !== 'settled') return refuse('conflict', 'This response still waits for its marks.');
  if (!mayJudge(found, by.id)) return refuse('conflict', 'You have marked this response. Somebody else has to judge it.');
  const fault = levelsFault(scheme, levels);
  if (fault) return refuse('bad-input', fault);
  return done({ kind: 'judged', script, by: by.id, name: by.name, levels, reason, note });
}

/** Nobody judges what they marked, nor their own judgement. */
export const mayJudge = (script: Script, by: string): boolean =>
  !script.marks.some(({ marker }) => marker === by) && !script.judgements.some((judgement) => judgement.by === by);

export function readmit(state: QueueState, marker: string, note: string): Acted {
  const standing = standingOf(state, marker);
  if (!state.markers.has(marker)) return refuse('not-found', 'This marker has not marked here.');
  if (standing !== 'stopped' && standing !== 'practice-failed')
    return refuse('conflict', 'This marker is not stopped, so there is nothing to lift.');
  return done({ kind: 'readmitted', marker, note });
}

export function release(state: QueueState): Acted {
  if (state.scheme?.release !== 'held') return refuse('conflict', 'The marks of this question reach results by themselves.');
  return done({ kind: 'released' });
}
