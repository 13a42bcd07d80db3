/** A course as the screens show it: which questions are open, what comes next, and the time limits that run. Pure. */
import type { At } from '../journal/entry.ts';
import {
  closedBy,
  earlyBy,
  type Hindrance,
  hindrance,
  isAhead,
  isLive,
  isSpent,
  isWaiting,
  leftOf,
  limitsOf,
  nextStep,
  presentItem,
  type Step,
  type Underway,
  wayOut,
} from './course.ts';

/**
 * `left` for good, before the candidate or open to go to, `closed` by time but in sight, `spent` with all its attempts but in
 * sight, or still `ahead`.
 */
export type ItemState = 'left' | 'open' | 'closed' | 'spent' | 'ahead';
export type LimitView = {
  id: string;
  level: 'part' | 'section' | 'item';
  title: string;
  /** Milliseconds left. */
  leftMs: number;
  late: boolean;
};
export type CourseView = {
  /** The stretch that is under way, from 1. */
  stretch: number;
  /** The present part, from 1, and how many there are; null while later ones are not known. */
  part: number;
  parts: number | null;
  linear: boolean;
  /** Waits for the server, with the clock stopped. */
  waiting: boolean;
  /** Nothing comes after the questions that are known. */
  complete: boolean;
  /** `over`: its time was, wherever the candidate is now. */
  items: { id: string; state: ItemState; over: boolean; review: boolean; skip: boolean; validate: boolean }[];
  /** Limits with a most that run now, the widest first. */
  limits: LimitView[];
  /** What comes after the present question, and what keeps from it. */
  next: Step;
  hindrance: Hindrance | null;
  /** What comes after the present part, and what keeps from it. */
  out: Step;
  outHindrance: Hindrance | null;
  /** Milliseconds until what is too early now is not. */
  earlyMs: number;
};

function stateOf(underway: Underway, index: number, now?: At): ItemState {
  const { course } = underway;
  const item = course.plan.items[index];
  const present = isLive(course) ? presentItem(course) : undefined;
  if (!item || isWaiting(course)) return 'left';
  const seen = index === course.at && present !== undefined;
  const linear = course.plan.parts[item.part]?.linear ?? true;
  const reachable = isAhead(underway, index, now) && (present === undefined || (present.part === item.part && !linear));
  if (seen || reachable) return closedBy(underway, item.id, now) ? 'closed' : isSpent(course, item.id) ? 'spent' : 'open';
  return index > course.at ? 'ahead' : 'left';
}

const targetOf = ({ course }: Underway, step: Step) =>
  'item' in step ? course.plan.items.find(({ id }) => id === step.item) : undefined;

/** @param now the present, on the boot of the last entry */
export function viewCourse(underway: Underway, now?: At): CourseView {
  const { course, clock } = underway;
  const { plan, begun } = course;
  const known = plan.items.flatMap((item, index) => (item.stretch <= begun ? [{ item, index }] : []));
  const items = known.map(({ item: { id, review, skip, validate }, index }) => ({
    id,
    state: stateOf(underway, index, now),
    over: closedBy(underway, id, now) !== undefined,
    review,
    skip,
    validate,
  }));
  const present = isLive(course) ? presentItem(course) : known.find(({ index }) => index > course.at)?.item;
  const running = present && !isWaiting(course) ? limitsOf(course, present.id) : [];
  const next = nextStep(underway, now);
  const out = wayOut(underway, now);
  const spentAll = clock.countedMs + (now && clock.running && clock.last ? Math.max(0, now.mono - clock.last.mono) : 0);
  const early = [...running.map((limit) => earlyBy(underway, limit, now)), (plan.minMs ?? 0) - spentAll];
  return {
    stretch: begun,
    part: (present?.part ?? 0) + 1,
    parts: plan.complete ? plan.parts.length : null,
    linear: present ? (plan.parts[present.part]?.linear ?? true) : true,
    waiting: isWaiting(course),
    complete: plan.complete,
    items,
    limits: running.flatMap((limit) => {
      const leftMs = leftOf(underway, limit, now);
      return leftMs === null ? [] : [{ id: limit.id, level: limit.level, title: limit.title, leftMs, late: limit.late }];
    }),
    next,
    hindrance: hindrance(underway, targetOf(underway, next), now) ?? tooEarlyToEnd(next, plan.minMs, spentAll),
    out,
    outHindrance: hindrance(underway, targetOf(underway, out), now) ?? tooEarlyToEnd(out, plan.minMs, spentAll),
    earlyMs: Math.max(0, ...early),
  };
}

const tooEarlyToEnd = ({ kind }: Step, minMs: number | null, spentMs: number): Hindrance | null =>
  kind === 'end' && minMs !== null && spentMs < minMs ? 'too-early' : null;
