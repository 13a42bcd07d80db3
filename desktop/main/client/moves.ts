/** Moves through an exam's plan: what the candidate asks for, what time forces, and the next stretch once it is open. */
import { performance } from 'node:perf_hooks';
import type { DeliveryForm } from '../../../shared/assessment/delivery.ts';
import { digest } from '../../../shared/journal/chain.ts';
import type { At, CandidateNote } from '../../../shared/journal/entry.ts';
import {
  closedBy,
  endHindrance,
  forcedStep,
  type Hindrance,
  hindrance,
  isWaiting,
  mayShow,
  type Step,
  type Underway,
  wayOut,
} from '../../../shared/sitting/course.ts';
import type { Sitting } from '../../../shared/sitting/state.ts';
import { ProblemFailure } from './api.ts';

/** Between the end of a question's time and moving on, so that the last keystrokes still arrive. */
const MOVE_AFTER_MS = 1_500;
/** Between two attempts to get the next questions. */
const RETRY_MS = 2_000;

export type MovesOptions = {
  state: () => Sitting;
  now: () => At;
  append: (note: CandidateNote) => unknown;
  tryAppend: (note: CandidateNote) => void;
  onChange: () => void;
  /** The questions of one stretch, on the disk when it resolves. */
  formOf: (stretch: number) => Promise<DeliveryForm>;
  isStopped: () => boolean;
};

const notYet: Record<Hindrance, string> = {
  'too-early': 'The exam cannot be handed in yet: its least time is not over. Use the time to check your answers.',
  unanswered: 'The exam cannot be handed in yet: a question that must be answered has no answer. Answer it first.',
  incomplete: 'The exam cannot be handed in yet: an answer is not complete. Complete it first.',
};

export function createMoves({ state, now, append, tryAppend, formOf, onChange, isStopped }: MovesOptions) {
  let closedSince: number | null = null;
  let closed = '';
  let fetching = false;
  let retryAt = 0;

  const underway = (): Underway | null => {
    const { course, stage, ...rest } = state();
    return course && stage === 'running' ? { ...rest, course } : null;
  };
  const noteOf = (step: Step, { course: { begun } }: Underway): CandidateNote => {
    if ('item' in step) return { kind: 'question-shown', body: { item: step.item } };
    if (step.kind === 'end') return { kind: 'submitted', body: { cause: 'time-over' } };
    return { kind: 'stretch-ended', body: { stretch: begun } };
  };
  /** The screens count down by themselves; what closes or opens with it, they are told. */
  const tellWhatClosed = (way: Underway): void => {
    const over = way.course.plan.items.flatMap(({ id }) => (closedBy(way, id, now()) ? [id] : [])).join(' ');
    if (over !== closed) onChange();
    closed = over;
  };

  /** What is before the candidate is closed by time: goes on by itself, a moment later. */
  const goOn = (way: Underway): void => {
    if (!forcedStep(way, now())) {
      closedSince = null;
      return;
    }
    closedSince ??= performance.now();
    if (performance.now() - closedSince < MOVE_AFTER_MS) return;
    closedSince = null;
    const step = forcedStep(way, now());
    if (step) tryAppend(noteOf(step, way));
  };

  /** Begins the stretch that the server has opened; its questions are here before the clock runs again. */
  const begin = async (stretch: number): Promise<void> => {
    fetching = true;
    try {
      const form = digest(await formOf(stretch));
      const way = underway();
      if (!isStopped() && way && isWaiting(way.course)) tryAppend({ kind: 'stretch-started', body: { stretch, form } });
    } catch (error) {
      // Without a network, or refused: the clock stands, so that waiting costs the candidate nothing.
      if (!(error instanceof ProblemFailure)) throw error;
      retryAt = performance.now() + RETRY_MS;
    } finally {
      fetching = false;
    }
  };

  return {
    /** Call it a few times a second. */
    watch(): void {
      const way = underway();
      if (!way) return;
      tellWhatClosed(way);
      const { plan, ended } = way.course;
      if (!isWaiting(way.course)) goOn(way);
      else if (plan.stretch > ended && !fetching && performance.now() >= retryAt) void begin(ended + 1);
      else if (plan.complete && plan.stretch === ended) tryAppend({ kind: 'submitted', body: { cause: 'candidate' } });
    },
    /** Puts a question before the candidate. @throws ProblemFailure `conflict` where the exam does not allow it now */
    show(item: string): void {
      const way = underway();
      if (way && !mayShow(way, item, now()))
        throw new ProblemFailure({ code: 'conflict', message: 'This question is not open now. Go on with the one before you.' });
      append({ kind: 'question-shown', body: { item } });
    },
    /** Hands in the exam. @throws ProblemFailure `conflict` where its rules do not allow it yet, with what to do */
    handIn(): void {
      const way = underway();
      const kept = way && endHindrance(way, now());
      if (kept) throw new ProblemFailure({ code: 'conflict', message: notYet[kept] });
      append({ kind: 'submitted', body: { cause: 'candidate' } });
    },
    /** Leaves the present part or stretch for good. @throws ProblemFailure `conflict` where something is still to be done */
    advance(): void {
      const way = underway();
      const step = way && wayOut(way, now());
      if (!way || !step || step.kind === 'end' || isWaiting(way.course))
        throw new ProblemFailure({ code: 'conflict', message: 'There is no part after this one. Hand in the exam instead.' });
      const to = 'item' in step ? way.course.plan.items.find(({ id }) => id === step.item) : undefined;
      if (hindrance(way, to, now()))
        throw new ProblemFailure({
          code: 'conflict',
          message: 'This part cannot be left yet. Answer what must be answered, and wait for its least time.',
        });
      append(noteOf(step, way));
    },
  };
}
