/**
 * The course of a sitting through its plan: where the candidate stands, what may be shown, answered and left, and how
 * much of each time limit is spent. Pure, and the same on both sides, so that what the screen offers is what the server
 * takes. Sittings of exams without a plan have no course; their questions are open until time is over.
 */

import { parseFinite, parseInteger } from '../assessment/value.ts';
import type { At, Responses } from '../journal/entry.ts';
import type { Asked, Plan, PlannedItem, PlannedLimit } from '../journal/plan.ts';
import { advance, type Clock } from './clock.ts';

export type Course = {
  plan: Plan;
  /** The place of the present item in the plan; -1 before the first. */
  at: number;
  /** Stretches that were begun and ended. While they are equal, the candidate waits for the next, and the clock stands. */
  begun: number;
  ended: number;
  /** The item before which a boot of the client was interrupted: what the interruption took is taken from its limits. */
  interrupted: Record<string, string>;
  /** Time that a person gave, in ms by the limits that ran when it was received. */
  given: Record<string, number>;
  /** Attempts that were ended, by item; absent where none was. */
  attempts?: Record<string, number>;
};

export const newCourse = (plan: Plan): Course => ({ plan, at: -1, begun: 0, ended: 0, interrupted: {}, given: {} });

/** Milliseconds spent with each item before the candidate, by the exam clock. */
export type Spent = Readonly<Record<string, number>>;
/** A sitting as far as its course asks. */
export type Underway = {
  course: Course;
  clock: Clock;
  spent: Spent;
  answers: Readonly<Record<string, { responses: Responses }>>;
};

export const isWaiting = ({ begun, ended }: Course): boolean => begun > 0 && begun === ended;
/** Whether the present item may still be before the candidate: it belongs to a stretch that is not ended. */
export const isLive = (course: Course): boolean => (presentItem(course)?.stretch ?? 0) > course.ended;
export const presentItem = ({ plan, at }: Course): PlannedItem | undefined => plan.items[at];
const partOf = ({ plan }: Course, item: PlannedItem | undefined) => (item ? plan.parts[item.part] : undefined);

/** The limits under which an item stands, the widest first. */
export const limitsOf = ({ plan }: Course, item: string): PlannedLimit[] =>
  plan.limits.filter(({ items }) => items.includes(item));

/** Milliseconds of a limit that are gone: what the timer counted, and what interruptions took and did not give back. */
export function spentOf({ course, clock, spent }: Underway, { items }: PlannedLimit, now?: At): number {
  const present = presentItem(course)?.id;
  const running = now && present !== undefined && items.includes(present) ? advance(clock, now).countedMs - clock.countedMs : 0;
  const counted = items.reduce((sum, item) => sum + (Object.hasOwn(spent, item) ? (spent[item] ?? 0) : 0), 0);
  const lost = clock.gaps.reduce((sum, { boot, gapMs, restoredMs }) => {
    const item = Object.hasOwn(course.interrupted, boot) ? course.interrupted[boot] : undefined;
    return item !== undefined && items.includes(item) ? sum + Math.max(0, gapMs - restoredMs) : sum;
  }, 0);
  return counted + lost + running;
}

/** Milliseconds left of a limit, never below zero; null where there is no most. */
export function leftOf(underway: Underway, limit: PlannedLimit, now?: At): number | null {
  if (limit.maxMs === null) return null;
  const given = underway.course.given[limit.id] ?? 0;
  return Math.max(0, limit.maxMs + given - spentOf(underway, limit, now));
}

/** Milliseconds until a limit's least time is spent; 0 where there is none. */
export const earlyBy = (underway: Underway, limit: PlannedLimit, now?: At): number =>
  Math.max(0, (limit.minMs ?? 0) - spentOf(underway, limit, now));

/**
 * The limit that closes an item: over, and taking nothing late. Undefined while it may be answered.
 * @param grace ms by which an answer may come after the end
 */
export const closedBy = (underway: Underway, item: string, now?: At, grace = 0): PlannedLimit | undefined =>
  limitsOf(underway.course, item).find((limit) => {
    if (limit.late || limit.maxMs === null) return false;
    const given = underway.course.given[limit.id] ?? 0;
    return spentOf(underway, limit, now) >= limit.maxMs + given + grace;
  });

/** Whether a response holds anything. */
export const isGiven = (responses: Responses | undefined): boolean =>
  Object.values(responses ?? {}).some((values) => values.some((value) => value.trim() !== ''));

export type Hindrance = 'too-early' | 'unanswered' | 'incomplete';

/** Whether an answer holds what a whole one holds at least. */
export const isWhole = (asks: readonly Asked[], responses: Responses = {}): boolean =>
  asks.every(({ response, min, number }) => {
    const given = (Object.hasOwn(responses, response) ? (responses[response] ?? []) : []).filter((value) => value.trim() !== '');
    const fits = (value: string): boolean =>
      number === null || (number === 'integer' ? parseInteger(value) : parseFinite(value)) !== undefined;
    return given.length >= min && given.every(fits);
  });

/**
 * What keeps the candidate from leaving the present item for `to` (undefined: for the end of the stretch). Least times of
 * items and sections hold in linear parts alone (QTI 3.0, 5.145.2), and so does the duty to answer before going on; in
 * the other parts it is asked for when the part is handed in. Nothing keeps anyone with an item whose time is over.
 */
export function hindrance(underway: Underway, to: PlannedItem | undefined, now?: At): Hindrance | null {
  const { course } = underway;
  const from = presentItem(course);
  const part = partOf(course, from);
  if (!from || !part || from.stretch <= course.ended || closedBy(underway, from.id, now)) return null;
  const left = limitsOf(course, from.id).filter(({ items, level }) => {
    if (level !== 'part' && !part.linear) return false;
    // Within a part the next stretch may still belong to the same section.
    return to ? !items.includes(to.id) : level === 'item' || !course.plan.midPart;
  });
  if (left.some((limit) => earlyBy(underway, limit, now) > 0)) return 'too-early';
  if (part.together) return null;
  const handedIn = part.linear ? [from] : to?.part === from.part ? [] : itemsOfPart(course, from.part);
  return lackIn(underway, handedIn, now);
}

const endsOf = (course: Course, id: string) => course.plan.items.find((item) => item.id === id)?.attempts;

/** Whether all attempts at an item are used: the last one was ended, so that its answer stands. */
export function isSpent(course: Course, id: string): boolean {
  const bound = endsOf(course, id);
  const used = course.attempts && Object.hasOwn(course.attempts, id) ? (course.attempts[id] ?? 0) : 0;
  return bound !== undefined && used >= bound.most;
}

/** Notes an answer: a button that is pressed now and was not before ends an attempt. */
export function noteAnswer(course: Course, id: string, before: Responses | undefined, now: Responses): Course {
  const isPressed = (responses: Responses | undefined, response: string): boolean =>
    responses !== undefined && Object.hasOwn(responses, response) && responses[response]?.[0] === 'true';
  const ended = endsOf(course, id)?.ends.some((response) => isPressed(now, response) && !isPressed(before, response));
  if (!ended) return course;
  const used = course.attempts && Object.hasOwn(course.attempts, id) ? (course.attempts[id] ?? 0) : 0;
  return { ...course, attempts: { ...course.attempts, [id]: used + 1 } };
}

/** What of these items still has to be answered, or completed; nothing of those whose time is over or whose attempts are used. */
function lackIn(underway: Underway, items: readonly PlannedItem[], now?: At): Hindrance | null {
  const { answers } = underway;
  const open = items.filter(({ id }) => !isSpent(underway.course, id) && !closedBy(underway, id, now));
  if (open.some(({ id, skip }) => !skip && !isGiven(answers[id]?.responses))) return 'unanswered';
  return open.some(({ id, asks }) => asks && !isWhole(asks, answers[id]?.responses)) ? 'incomplete' : null;
}

/**
 * What keeps the candidate from handing in the whole exam: what keeps them with the present item, and the exam's least time.
 * Nothing does while they wait for the next questions.
 */
export function endHindrance(underway: Underway, now?: At): Hindrance | null {
  const { course, clock } = underway;
  if (isWaiting(course)) return null;
  const counted = (now ? advance(clock, now) : clock).countedMs;
  if (course.plan.minMs !== null && counted < course.plan.minMs) return 'too-early';
  // Whoever has looked at nothing yet owes all that is open.
  if (!presentItem(course))
    return lackIn(
      underway,
      course.plan.items.filter(({ stretch }) => stretch === course.begun),
      now,
    );
  return hindrance(underway, undefined, now);
}

/** Whether an item may be before the candidate next, whatever hinders leaving the present one. */
export function isAhead(underway: Underway, to: number, now?: At): boolean {
  const { course } = underway;
  const { plan, at, begun, ended } = course;
  const item = plan.items[to];
  const from = presentItem(course);
  if (!item || isWaiting(course) || item.stretch > begun || item.stretch <= ended) return false;
  const isLinear = (part: number) => plan.parts[part]?.linear ?? true;
  if (to === at || (from?.part === item.part && from.stretch > ended && !isLinear(item.part))) return true;
  // What lies between is passed over. Of linear parts only what time has closed may be; freely, anything.
  const passed = plan.items.slice(at + 1, to).filter(({ part }) => {
    if (part === from?.part || part === item.part) return isLinear(part);
    return true;
  });
  return to > at && passed.every(({ id }) => closedBy(underway, id, now) !== undefined);
}

/** Whether the candidate may go to an item. */
export function mayShow(underway: Underway, id: string, now?: At): boolean {
  const { course } = underway;
  const to = course.plan.items.findIndex((item) => item.id === id);
  return isAhead(underway, to, now) && (to === course.at || hindrance(underway, course.plan.items[to], now) === null);
}

/** Whether an answer to an item counts now: the item is before the candidate, and its time is not over. */
export const mayAnswer = (underway: Underway, id: string, now?: At, grace = 0): boolean =>
  !isWaiting(underway.course) && isBefore(underway.course, id) && closedBy(underway, id, now, grace) === undefined;

/** Whether an item of a stretch that is open is the present one. */
function isBefore(course: Course, id: string): boolean {
  const present = presentItem(course);
  return present !== undefined && present.id === id && present.stretch > course.ended;
}

/** Whether the candidate may leave the stretch, so that the server opens the next. */
export function mayEndStretch(underway: Underway, now?: At): boolean {
  const { kind } = wayOut(underway, now);
  return kind === 'stretch' && hindrance(underway, undefined, now) === null;
}

/**
 * What comes after the present item: another question of the part, the first of the next part, the next stretch, which
 * only the server knows, or the end.
 */
export type Step = { kind: 'question' | 'part'; item: string } | { kind: 'stretch' | 'end' };

export function nextStep(underway: Underway, now?: At): Step {
  const { plan, at } = underway.course;
  const from = presentItem(underway.course);
  const linear = from ? (plan.parts[from.part]?.linear ?? true) : true;
  const next = plan.items.find(
    ({ id, part }, index) =>
      index > at && part === from?.part && isAhead(underway, index, now) && !(linear && closedBy(underway, id, now)),
  );
  return next ? { kind: 'question', item: next.id } : wayOut(underway, now);
}

/** How the present part is left. */
export function wayOut(underway: Underway, now?: At): Step {
  const { plan, at, begun } = underway.course;
  const from = presentItem(underway.course);
  const linear = from ? (plan.parts[from.part]?.linear ?? true) : true;
  const rest = plan.items.filter(
    ({ id, part, stretch }, index) =>
      index > at && stretch <= begun && (part !== from?.part || linear) && !closedBy(underway, id, now),
  );
  const [first] = rest;
  if (first) return { kind: first.part === from?.part ? 'question' : 'part', item: first.id };
  return { kind: plan.complete ? 'end' : 'stretch' };
}

/** Where the candidate must go on to, because time has closed all that is before them; null while something is open. */
export function forcedStep(underway: Underway, now?: At): Step | null {
  const { course } = underway;
  const { plan, begun, ended } = course;
  if (begun === 0 || isWaiting(course)) return null;
  const from = presentItem(course);
  if (!from || from.stretch <= ended) return plan.items.some(({ stretch }) => stretch === begun) ? null : { kind: 'end' };
  const before = plan.parts[from.part]?.linear ? [from] : itemsOfPart(course, from.part).filter(({ stretch }) => stretch > ended);
  if (!before.every(({ id }) => closedBy(underway, id, now))) return null;
  return plan.parts[from.part]?.linear ? nextStep(underway, now) : wayOut(underway, now);
}

/** Takes a newer plan of the server's. */
export const replan = (course: Course | null, plan: Plan): Course => (course ? { ...course, plan } : newCourse(plan));

/** Begins a stretch: what comes next is the first item of it. */
export function beginStretch(course: Course, stretch: number): Course {
  const before = course.plan.items.findLastIndex((item) => item.stretch < stretch);
  return { ...course, begun: stretch, at: before };
}

/** Gives time to every limit that runs now. */
export function give(course: Course, ms: number): Course {
  const present = presentItem(course);
  if (!present || present.stretch <= course.ended) return course;
  const given = Object.fromEntries(limitsOf(course, present.id).map(({ id }) => [id, (course.given[id] ?? 0) + ms]));
  return { ...course, given: { ...course.given, ...given } };
}

const itemsOfPart = ({ plan }: Course, part: number): PlannedItem[] => plan.items.filter((item) => item.part === part);
