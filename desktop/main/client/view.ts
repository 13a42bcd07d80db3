/** From the sitting's state to what the screens draw: pure. */

import type { CheckView, ClientView, Measure, Screen } from '../../../shared/contract/bridge.ts';
import type { LaunchReply, Receipt } from '../../../shared/contract/candidate.ts';
import type { Problem } from '../../../shared/contract/problem.ts';
import type { At, ServerEntry } from '../../../shared/journal/entry.ts';
import { monitorsOf } from '../../../shared/policy/policy.ts';
import { askedSteps, doubtsOf, stepsLeft } from '../../../shared/sitting/check-in.ts';
import { remainingMs } from '../../../shared/sitting/clock.ts';
import { viewCourse } from '../../../shared/sitting/course-view.ts';
import { isOver, type Sitting } from '../../../shared/sitting/state.ts';

export type Known = {
  standIn: boolean;
  busy: boolean;
  problem: Problem | null;
  measures: readonly Omit<Measure, 'missing'>[];
  check: CheckView;
  /** The screens of the system check are open. */
  checking: boolean;
  online: boolean;
  open: {
    launch: LaunchReply;
    state: Sitting;
    acts: readonly ServerEntry[];
    entries: number;
    receipt: Receipt | null;
    now: At;
    roomPictures: number;
  } | null;
};

function checkInScreen(state: Sitting): Screen {
  if (state.tier === null) return 'capability';
  if (!state.consented) return 'consent';
  // Between the last step and its entry `check-in-finished` there is nothing to ask for.
  return stepsLeft(state)[0] ?? 'waiting';
}

function screenOf({ open, problem, checking }: Known): Screen {
  if (checking && (!open || isOver(open.state.stage))) return 'system-check';
  if (!open) return problem?.code === 'not-eligible' ? 'refused' : 'launch';
  switch (open.state.stage) {
    case 'check-in':
      return checkInScreen(open.state);
    case 'waiting':
      return 'waiting';
    case 'released':
      return 'ready';
    case 'running':
      return 'exam';
    case 'paused':
      return 'paused';
    case 'submitted':
    case 'terminated':
      return 'finished';
  }
}

function sittingView({ state, acts, now }: NonNullable<Known['open']>): ClientView['sitting'] {
  if (state.startedAt === null) return null;
  const pause = acts.findLast((act) => act.kind === 'paused');
  return {
    current: state.current,
    answers: Object.fromEntries(Object.entries(state.answers).map(([item, answer]) => [item, answer.responses])),
    marked: state.marked,
    comments: state.comments,
    remainingMs: Math.round(remainingMs(state.clock, now)),
    running: state.clock.running,
    restored: state.clock.gaps.map(({ gapMs, restoredMs }) => ({ gapMs, restoredMs })),
    extendedMs: state.clock.extendedMs,
    submitCause: state.submitCause,
    endedAt: state.endedAt,
    pauseReason: state.stage === 'paused' && pause?.kind === 'paused' ? pause.body.reason : null,
    helpAsked: state.help !== null,
    course: state.course && viewCourse({ ...state, course: state.course }, now),
  };
}

function checkInView({ state, roomPictures }: NonNullable<Known['open']>): ClientView['checkIn'] {
  return {
    steps: askedSteps(state.checkIn),
    left: stepsLeft(state),
    documentDigits: state.checkIn.policy.documentDigits,
    roomPictures,
    doubts: doubtsOf(state),
  };
}

export function viewOf(known: Known): ClientView {
  const { open } = known;
  const exam = open && {
    title: open.launch.exam.title,
    programme: open.launch.exam.programme,
    questions: open.launch.exam.questions,
    planned: open.state.course !== null,
    open: open.state.course?.plan.complete === false,
    minutes: Math.round(open.launch.policy.allowedMs / 60_000),
    consent: open.launch.exam.consent.texts ?? { en: open.launch.exam.consent.paragraphs },
    release: open.launch.policy.release,
    stillSeconds: open.launch.policy.stillSeconds,
    retentionDays: open.launch.policy.retentionDays,
    monitors: [...monitorsOf(open.launch.policy)],
    muted: open.launch.policy.muted,
  };
  const acked = open?.receipt?.seq ?? 0;
  return {
    screen: screenOf(known),
    standIn: known.standIn,
    busy: known.busy,
    problem: known.problem,
    candidate: open?.launch.candidate ?? null,
    exam,
    measures: known.measures.map((measure) => ({
      ...measure,
      missing: open?.launch.policy.tier === 'enforced' && measure.state !== 'enforced',
    })),
    check: known.check,
    checkIn: open ? checkInView(open) : null,
    returned: open?.state.returned ?? null,
    connection: known.online ? 'online' : 'offline',
    saved: {
      entries: open?.entries ?? 0,
      waiting: Math.max(0, (open?.entries ?? 0) - acked),
      sentAt: open?.receipt?.storedAt ?? null,
    },
    sitting: open ? sittingView(open) : null,
    messages: (open?.acts ?? []).flatMap((act) =>
      act.kind === 'messaged' ? [{ seq: act.seq, text: act.body.text, wall: act.at.wall }] : [],
    ),
  };
}
