/**
 * One item session (QTI 3.0, 4): from being selected to being closed. Pure functions over data; what they refuse they
 * refuse with a code and change nothing, save for a submission that comes too early, which leaves the attempt open.
 */
import { conform } from '../compile.ts';
import { QtiError } from '../qti-error.ts';
import { equalValues, isNull, members, single, truth, type Value } from '../value.ts';
import type { ItemControl, Navigation, Submission, TimeLimits } from './definition.ts';
import type { ItemProgram, ItemValues, ItemVariable, ModalFeedback } from './item-program.ts';
import type { Random } from './plan.ts';
import { isValid } from './validity.ts';

export type ItemState = 'initial' | 'interacting' | 'suspended' | 'modal-feedback' | 'closed';
export type Completion = 'not_attempted' | 'unknown' | 'incomplete' | 'completed';

export type ItemSession = ItemValues & {
  state: ItemState;
  /** The candidate is not done with it: who comes back goes on where it was left. */
  attempting: boolean;
  /** Time closed the session while an attempt was open, so that a late submission still belongs to that attempt. */
  cut: boolean;
  attempts: number;
  /** Seconds in which the candidate could work on it. */
  duration: number;
  completion: Completion;
  /** Responses that somebody gave; the others hold their default or nothing. */
  given: readonly string[];
  prepared: boolean;
  /** What the test gave the item's templates. */
  presets: Given;
};

/** What a session says no to. */
export type ItemRefusal =
  | 'state-violation'
  | 'attempts-exhausted'
  | 'item-time-over'
  | 'item-too-early'
  | 'invalid-response'
  | 'skipping-forbidden';
export type Refused = { refused: ItemRefusal; session: ItemSession };
export type Step = { refused: null; session: ItemSession } | Refused;

/** An item within its test. */
export type ItemPlace = {
  program: ItemProgram;
  control: ItemControl;
  limits: TimeLimits | null;
  navigation: Navigation;
  submission: Submission;
  random: Random;
};
export type Given = Readonly<Record<string, Value>>;

const done = (session: ItemSession): Step => ({ refused: null, session });
const refuse = (refused: ItemRefusal, session: ItemSession): Refused => ({ refused, session });

const valuesOf = (program: ItemProgram, kinds: readonly string[]): Record<string, Value> =>
  Object.fromEntries(program.variables.filter(({ kind }) => kinds.includes(kind)).map(({ id, initial }) => [id, initial]));

export function selected(program: ItemProgram): ItemSession {
  const responses = program.variables.filter(({ kind }) => kind === 'response');
  return {
    state: 'initial',
    attempting: false,
    cut: false,
    attempts: 0,
    duration: 0,
    completion: 'not_attempted',
    given: [],
    prepared: false,
    presets: {},
    // A response holds its default from the first attempt on.
    values: { ...valuesOf(program, ['outcome', 'template']), ...Object.fromEntries(responses.map(({ id }) => [id, null])) },
    defaults: valuesOf(program, ['response', 'outcome', 'template']),
    corrects: Object.fromEntries(responses.map(({ id, correct }) => [id, correct])),
  };
}

/**
 * Template processing, once.
 * @param defaults those that the test gives to the item's templates; what is NULL or of another type leaves the item's own
 */
export function prepare(session: ItemSession, { program, random }: ItemPlace, defaults: Given): ItemSession {
  if (session.prepared) return session;
  const presets = Object.fromEntries(
    Object.entries(defaults).flatMap(([id, value]) => {
      const variable = program.variables.find((one) => one.kind === 'template' && one.id === id);
      const fit = variable && value !== null ? fitted(value, variable) : null;
      return fit === null ? [] : [[id, fit]];
    }),
  );
  const values = { ...session.values, ...presets };
  const given = { ...session, presets, values, defaults: { ...session.defaults, ...presets } };
  const made = program.prepare(given, random);
  return { ...session, ...made, presets, values: { ...made.values, ...outcomesAtStart(program, made) }, prepared: true };
}

function fitted(value: Value, variable: ItemVariable): Value {
  try {
    return conform(value, variable, variable.id, 0);
  } catch (error) {
    if (error instanceof QtiError) return null;
    throw error;
  }
}

const outcomesAtStart = (program: ItemProgram, { defaults }: ItemValues): Given =>
  Object.fromEntries(program.variables.filter(({ kind }) => kind === 'outcome').map(({ id }) => [id, defaults[id] ?? null]));

export const isTimeOver = ({ duration }: ItemSession, limits: TimeLimits | null): boolean =>
  limits !== null && limits.max !== null && duration >= limits.max;

export const attemptsAllowed = ({ submission, control }: ItemPlace): number =>
  submission === 'simultaneous' ? 1 : control.maxAttempts;

/** Attempts left; null is no limit. */
export function remainingAttempts(session: ItemSession, place: ItemPlace): number | null {
  if (place.program.adaptive) return session.completion === 'completed' ? 0 : null;
  const allowed = attemptsAllowed(place);
  if (allowed === 0) return null;
  return isTimeOver(session, place.limits) ? 0 : allowed - session.attempts;
}

export function beginAttempt(session: ItemSession, place: ItemPlace): Step {
  if (session.state === 'closed') {
    if (isTimeOver(session, place.limits)) return refuse('item-time-over', session);
    if (remainingAttempts(session, place) === 0) return refuse('attempts-exhausted', session);
  }
  const first = session.attempts === 0;
  const counts = first || session.completion === 'completed';
  const responses = place.program.variables.filter(({ kind }) => kind === 'response').map(({ id }) => id);
  const start: Given = first ? Object.fromEntries(responses.map((id) => [id, session.defaults[id] ?? null])) : {};
  const ends: Given = Object.fromEntries(place.program.endAttempts.map((id) => [id, truth(false)]));
  return done({
    ...session,
    state: 'interacting',
    attempting: true,
    duration: first ? 0 : session.duration,
    attempts: session.attempts + (counts ? 1 : 0),
    completion: counts ? 'unknown' : session.completion,
    values: { ...session.values, ...start, ...ends },
  });
}

/**
 * Ends an attempt with the responses that were given.
 * @param late the submission is taken although time is over, and then neither validity nor skipping is held against it:
 *   a candidate whose time ran out must not lose what stands there
 */
export function endAttempt(session: ItemSession, place: ItemPlace, given: Given, late: boolean): Step {
  const { program, limits, control } = place;
  const open = session.attempting || session.cut;
  const timeOver = session.cut && isTimeOver(session, limits);
  if (timeOver && !late && !limits?.allowLate) return refuse('item-time-over', session);
  if (!open) return refuse('state-violation', session);
  if (place.navigation === 'linear' && limits?.min != null && session.duration < limits.min)
    return refuse('item-too-early', { ...session, state: 'suspended' });
  const answered: ItemSession = {
    ...session,
    values: { ...session.values, ...given },
    given: [...new Set([...session.given, ...Object.keys(given)])],
  };
  if (!late && !session.cut && place.submission === 'individual') {
    const valid = program.validity.every((validity) => isValid(answered.values[validity.response] ?? null, validity));
    if (control.validateResponses && !valid) return refuse('invalid-response', session);
    const asks = program.variables.some(({ kind }) => kind === 'response');
    if (!control.allowSkipping && asks && !isResponded(answered, program)) return refuse('skipping-forbidden', session);
  }
  const start = program.adaptive ? answered.values : { ...answered.values, ...outcomesAtStart(program, answered) };
  const processed: ItemSession = { ...answered, ...program.respond({ ...answered, values: start }, place.random) };
  return done(afterProcessing(processed, place));
}

function afterProcessing(session: ItemSession, place: ItemPlace): ItemSession {
  const { program } = place;
  const feedback = showsFeedback(session, place);
  const ended: ItemSession = {
    ...session,
    cut: false,
    completion: program.adaptive ? completionOf(session) : 'completed',
  };
  if (session.state === 'closed') return { ...ended, attempting: false };
  if (feedback) return { ...ended, state: 'modal-feedback', attempting: false };
  return isSpent(ended, place) ? closed(ended) : { ...ended, state: 'suspended' };
}

/** Adaptive items say themselves, by their outcome `completionStatus`. */
function completionOf({ values, completion }: ItemSession): Completion {
  const said = members(values.completionStatus ?? null)[0];
  return said === 'completed' || said === 'incomplete' || said === 'unknown' || said === 'not_attempted' ? said : completion;
}

/** No attempt is left, so the session ends with this one. */
function isSpent(session: ItemSession, place: ItemPlace): boolean {
  if (place.program.adaptive) return place.submission === 'individual' && session.completion === 'completed';
  const allowed = attemptsAllowed(place);
  return allowed !== 0 && session.attempts >= allowed;
}

/** Whether a feedback's outcome says that it is shown. */
export function shows({ show, identifier }: { show: 'show' | 'hide'; identifier: string }, value: Value): boolean {
  const holds = members(value).some((member) => member === identifier);
  return (show === 'show') === holds;
}

function showsFeedback(session: ItemSession, place: ItemPlace): boolean {
  if (place.submission === 'simultaneous') return false;
  if (remainingAttempts(session, place) === 0 && !place.control.showFeedback) return false;
  return place.program.modalFeedback.some((rule: ModalFeedback) => shows(rule, session.values[rule.outcome] ?? null));
}

/** The candidate leaves the item; feedback that was shown is put away. */
export function suspend(session: ItemSession, place: ItemPlace): ItemSession {
  if (session.state === 'interacting') return { ...session, state: 'suspended' };
  if (session.state !== 'modal-feedback') return session;
  const spent = place.submission === 'individual' && isSpent(session, place);
  return spent ? closed(session) : { ...session, state: 'suspended', attempting: false };
}

/** The candidate comes back to an attempt that is still open. */
export const resume = (session: ItemSession): ItemSession =>
  session.state === 'suspended' && session.attempting ? { ...session, state: 'interacting' } : session;

export const closed = (session: ItemSession): ItemSession => ({ ...session, state: 'closed', attempting: false });

/** Closed by time: what was being answered can still be handed in late, where that is allowed. */
export const cutOff = (session: ItemSession): ItemSession =>
  session.state === 'closed' ? session : { ...closed(session), cut: session.attempting };

/** Lets seconds pass; the item's own limit closes it. */
export function pass(session: ItemSession, seconds: number, limits: TimeLimits | null): ItemSession {
  const counts = session.state === 'interacting';
  const duration = session.duration + (counts ? seconds : 0);
  const now = { ...session, duration: limits?.max == null ? duration : Math.min(duration, limits.max) };
  return isTimeOver(now, limits) ? cutOff(now) : now;
}

export const isPresented = ({ attempts }: ItemSession): boolean => attempts > 0;

/** At least one response was given by the candidate; an item that asks nothing counts once it was presented. */
export function isResponded(session: ItemSession, { variables }: ItemProgram): boolean {
  const responses = variables.filter(({ kind }) => kind === 'response');
  if (!isPresented(session)) return false;
  if (responses.length === 0) return true;
  return responses.some(({ id }) => session.given.includes(id) && !isNull(session.values[id] ?? null));
}

/** Every response is what is declared as correct; an item that asks nothing can't be wrong. */
export function isCorrect(session: ItemSession, { variables }: ItemProgram): boolean {
  return variables.every(({ kind, id }) => {
    if (kind !== 'response') return true;
    const correct = session.corrects[id] ?? null;
    const value = session.values[id] ?? null;
    return correct !== null && value !== null && equalValues(value, correct);
  });
}

/** The variables that every item session has (QTI 3.0, 2.3.2). */
export function reserved(session: ItemSession, id: string): Value | undefined {
  if (id === 'numAttempts') return single('integer', session.attempts);
  if (id === 'duration') return single('duration', session.duration);
  if (id === 'completionStatus') return single('identifier', session.completion);
  return undefined;
}
