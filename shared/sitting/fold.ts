/**
 * The sitting's state machine: `fold(sitting, entry)` for both lanes.
 *
 * Client and server fold the same entries in different interleavings, since acts reach the candidate late when the
 * network is down. Any interleaving that keeps each lane's order and puts an act before its `act-received` gives the
 * same sitting; therefore whatever touches the clock takes effect at the candidate's receipt. Nothing throws:
 * an entry that the rules do not allow at its moment is noted in `refused` and changes nothing else.
 */
import type { At, CandidateEntry, Entry, ServerEntry } from '../journal/entry.ts';
import { repeated, stepsLeft } from './check-in.ts';
import { advance, extend, settle, start, stop, usedMs } from './clock.ts';
import * as course from './course.ts';
import type { CheckIn, Sitting, SubmitCause } from './state.ts';

/** An answer this much after the end of time still counts: the screen locks a moment after the clock says zero. */
export const GRACE_MS = 5_000;

/** More different items than any exam has: a client that names more is broken or hostile. */
const MAX_ITEMS = 1_000;

export const fold = (sitting: Sitting, entry: Entry): Sitting =>
  entry.lane === 'candidate' ? foldCandidate(sitting, entry) : foldServer(sitting, entry);

const refuse = (sitting: Sitting, entry: CandidateEntry): Sitting => ({
  ...sitting,
  refused: [...sitting.refused.slice(-99), { seq: entry.seq, kind: entry.kind }],
});

const foundIn = ({ computer, measures, checks }: Extract<CandidateEntry, { kind: 'capability-reported' }>['body']) =>
  computer && checks ? { computer, measures, checks: checks.map(({ id, outcome }) => ({ id, outcome })) } : null;

const overtime = (sitting: Sitting): boolean =>
  usedMs(sitting.clock) > sitting.clock.allowedMs + sitting.clock.extendedMs + GRACE_MS;

/** What the running clock counted goes to the item before the candidate; so does what an interruption took. */
function pass(before: Sitting, at: At): Sitting {
  const clock = advance(before.clock, at);
  const item = before.current;
  if (clock === before.clock || item === null) return { ...before, clock };
  const passed = clock.countedMs - before.clock.countedMs;
  const isKnown = Object.hasOwn(before.spent, item);
  const counts = passed > 0 && (isKnown || Object.keys(before.spent).length < MAX_ITEMS);
  const spent = counts ? { ...before.spent, [item]: (isKnown ? (before.spent[item] ?? 0) : 0) + passed } : before.spent;
  const way = before.course;
  const isNew = way && before.clock.last?.boot !== at.boot && !Object.hasOwn(way.interrupted, at.boot);
  return { ...before, clock, spent, course: isNew ? { ...way, interrupted: { ...way.interrupted, [at.boot]: item } } : way };
}

const underway = (s: Sitting, way: course.Course): course.Underway => ({ ...s, course: way });

/** Whether something may be written about an item now, beside what is there already. */
function mayWrite(s: Sitting, item: string, known: Readonly<Record<string, unknown>>): boolean {
  if (s.stage !== 'running' || overtime(s)) return false;
  if (!Object.hasOwn(known, item) && Object.keys(known).length >= MAX_ITEMS) return false;
  return !s.course || course.mayAnswer(underway(s, s.course), item, undefined, GRACE_MS);
}

/** A client that says that time is over, with this much left, does not keep the rules of the exam. */
const LEFT_MS = 60_000;

/** Whether the rules of the exam let it be handed in. Time that is over always hands in, and nobody is held in a pause. */
function mayHandIn(s: Sitting, cause: SubmitCause): boolean {
  if (!s.course || s.stage === 'paused') return true;
  const way = underway(s, s.course);
  const { allowedMs, extendedMs } = s.clock;
  const isOver = usedMs(s.clock) > allowedMs + extendedMs - LEFT_MS || course.forcedStep(way) !== null;
  return (cause !== 'candidate' && isOver) || course.endHindrance(way) === null;
}

function foldCandidate(before: Sitting, entry: CandidateEntry): Sitting {
  const s = pass(before, entry.at);
  switch (entry.kind) {
    case 'client-started':
    case 'signal':
    case 'still-taken':
    case 'clip-taken':
    case 'tick':
      return s;
    case 'capability-reported':
      return s.stage === 'check-in' ? { ...s, tier: entry.body.tier, found: foundIn(entry.body) } : refuse(s, entry);
    case 'consented':
      return s.stage === 'check-in' ? { ...s, consented: true } : refuse(s, entry);
    case 'picture-taken': {
      if (s.stage !== 'check-in' || !s.consented) return refuse(s, entry);
      return { ...s, pictures: { ...s.pictures, [entry.body.purpose]: entry.body.blob } };
    }
    case 'document-read':
    case 'room-scanned':
    case 'liveness-checked':
    case 'calibrated':
    case 'step-declined':
      return s.stage === 'check-in' && s.consented ? { ...s, checkIn: foldCheckIn(s.checkIn, entry) } : refuse(s, entry);
    case 'check-in-finished': {
      const complete = s.stage === 'check-in' && s.consented && s.tier !== null && stepsLeft(s).length === 0;
      return complete ? { ...s, stage: 'waiting', returned: null } : refuse(s, entry);
    }
    case 'exam-started':
      if (s.stage !== 'released') return refuse(s, entry);
      return {
        ...s,
        stage: 'running',
        form: entry.body.form,
        startedAt: entry.at.wall,
        clock: start(s.clock, entry.at),
        course: s.course && course.beginStretch(s.course, 1),
      };
    case 'question-shown': {
      const { item } = entry.body;
      if (s.stage !== 'running') return refuse(s, entry);
      if (!s.course) return { ...s, current: item };
      if (!course.mayShow(underway(s, s.course), item)) return refuse(s, entry);
      return { ...s, current: item, course: { ...s.course, at: s.course.plan.items.findIndex(({ id }) => id === item) } };
    }
    case 'stretch-ended': {
      const way = s.course;
      if (s.stage !== 'running' || !way || entry.body.stretch !== way.begun) return refuse(s, entry);
      if (!course.mayEndStretch(underway(s, way))) return refuse(s, entry);
      return { ...s, current: null, clock: stop(s.clock), course: { ...way, ended: way.begun } };
    }
    case 'stretch-started': {
      const way = s.course;
      const { stretch, form } = entry.body;
      if (s.stage !== 'running' || !way || !course.isWaiting(way)) return refuse(s, entry);
      if (stretch !== way.begun + 1 || stretch > way.plan.stretch) return refuse(s, entry);
      return { ...s, form, clock: start(s.clock, entry.at), course: course.beginStretch(way, stretch) };
    }
    case 'answered': {
      const { item, responses } = entry.body;
      if (!mayWrite(s, item, s.answers) || (s.course && course.isSpent(s.course, item))) return refuse(s, entry);
      const before = Object.hasOwn(s.answers, item) ? s.answers[item]?.responses : undefined;
      const answer = { responses, seq: entry.seq, wall: entry.at.wall };
      const way = s.course && course.noteAnswer(s.course, item, before, responses);
      return { ...s, answers: { ...s.answers, [item]: answer }, course: way };
    }
    case 'commented': {
      const { item, text } = entry.body;
      return mayWrite(s, item, s.comments) ? { ...s, comments: { ...s.comments, [item]: text } } : refuse(s, entry);
    }
    case 'marked': {
      if (s.stage !== 'running' || s.marked.length >= MAX_ITEMS) return refuse(s, entry);
      const others = s.marked.filter((item) => item !== entry.body.item);
      return { ...s, marked: entry.body.marked ? [...others, entry.body.item] : others };
    }
    case 'help-asked':
      return { ...s, help: { text: entry.body.text, wall: entry.at.wall } };
    case 'act-received':
      return receive(s, entry);
    case 'submitted': {
      if (s.stage !== 'running' && s.stage !== 'paused') return refuse(s, entry);
      if (!mayHandIn(s, entry.body.cause)) return refuse(s, entry);
      return { ...s, stage: 'submitted', endedAt: entry.at.wall, submitCause: entry.body.cause, clock: stop(s.clock) };
    }
  }
}

type CheckInEntry = CandidateEntry & {
  kind: 'document-read' | 'room-scanned' | 'liveness-checked' | 'calibrated' | 'step-declined';
};
function foldCheckIn(checkIn: CheckIn, entry: CheckInEntry): CheckIn {
  switch (entry.kind) {
    case 'document-read': {
      const { blob: _picture, ...document } = entry.body;
      return { ...checkIn, document };
    }
    case 'room-scanned':
      return { ...checkIn, room: entry.body.pictures };
    case 'liveness-checked':
      return { ...checkIn, liveness: entry.body.outcome };
    case 'calibrated':
      return { ...checkIn, baseline: entry.body.baseline };
    case 'step-declined': {
      const { step, reason, words } = entry.body;
      return { ...checkIn, declined: { ...checkIn.declined, [step]: { reason, words } } };
    }
  }
}

function receive(s: Sitting, entry: CandidateEntry & { kind: 'act-received' }): Sitting {
  const { [entry.body.seq]: act, ...pending } = s.pending;
  const after: Sitting = { ...s, pending };
  if (act?.kind === 'paused' && s.stage === 'running') return { ...after, stage: 'paused', clock: stop(s.clock) };
  if (act?.kind === 'resumed' && s.stage === 'paused') {
    // Whoever waits for the next questions goes on waiting with the clock stopped.
    const waits = s.course !== null && course.isWaiting(s.course);
    return { ...after, stage: 'running', clock: waits ? s.clock : start(s.clock, entry.at) };
  }
  if (act?.kind === 'extended')
    return { ...after, clock: extend(s.clock, act.ms), course: s.course && course.give(s.course, act.ms) };
  if (act?.kind === 'time-restored') return { ...after, clock: settle(s.clock, act.gap) };
  if (act?.kind === 'messaged') return { ...after, help: null };
  return after;
}

function foldServer(s: Sitting, entry: ServerEntry): Sitting {
  switch (entry.kind) {
    case 'opened':
    case 'noted':
      return s;
    case 'gate-opened':
      return { ...s, opened: [...s.opened.filter((gate) => gate !== entry.body.gate), entry.body.gate].slice(-100) };
    case 'released':
      return s.stage === 'waiting' ? { ...s, stage: 'released' } : s;
    case 'check-in-returned':
      return s.stage === 'waiting' ? { ...repeated(s, entry.body.again), stage: 'check-in', returned: entry.body.reason } : s;
    case 'paused':
    case 'resumed':
    case 'messaged':
      return { ...s, pending: { ...s.pending, [entry.seq]: { kind: entry.kind } } };
    case 'extended':
      return { ...s, pending: { ...s.pending, [entry.seq]: { kind: 'extended', ms: entry.body.ms } } };
    case 'time-restored':
      return { ...s, pending: { ...s.pending, [entry.seq]: { kind: 'time-restored', gap: entry.body } } };
    case 'planned':
      // Nothing that a candidate does before the stretch begins depends on it, so that it need not wait for its receipt.
      return { ...s, course: course.replan(s.course, entry.body) };
    case 'terminated':
      return s.stage === 'submitted'
        ? s
        : { ...s, stage: 'terminated', endedAt: entry.at.wall, submitCause: 'terminated', clock: stop(s.clock) };
  }
}

/** Folds a whole journal, each lane in its order, acts before their receipts. */
export const foldAll = (sitting: Sitting, entries: Iterable<Entry>): Sitting => {
  let state = sitting;
  for (const entry of entries) state = fold(state, entry);
  return state;
};
