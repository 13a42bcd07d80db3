/** A bridge that answers like main in good weather, and badly when told to. */
import { DeliveryForm } from '../../../shared/assessment/delivery.ts';
import type { Bridge, ClientView, Moment } from '../../../shared/contract/bridge.ts';
import type { Outcome, Problem } from '../../../shared/contract/problem.ts';
import type { Course } from '../../../shared/sitting/course.ts';
import { advanced, courseView, movedTo } from './courses.ts';
import { form } from './form.ts';

export type Call = { channel: string; body: unknown };
export type Preview = {
  calls: Call[];
  push: (change: Partial<ClientView>) => void;
  pushSitting: (change: Partial<NonNullable<ClientView['sitting']>>) => void;
  /** The time of a question is over, and main has moved on. */
  timeOver: (item: string) => void;
  /** Main has seen something itself. */
  moment: (moment: Moment) => void;
  /** Pushes another time for one limit. */
  limitLeft: (limit: string, ms: number) => void;
  /** Refuses the next `times` calls of a channel. */
  refuse: (channel: string, problem: Problem, times?: number) => void;
};

/** @param planned the course of a sitting whose exam has a plan */
export function createFakeBridge(first: ClientView, planned: Course | null = null): { bridge: Bridge; preview: Preview } {
  let view = first;
  let course = planned;
  const over = new Set<string>();
  const go = (next: Course | null, current: string | null) => {
    course = next;
    const seen = next && courseView(next, view.sitting?.answers ?? {});
    pushSitting({
      current,
      course: seen && { ...seen, items: seen.items.map((one) => ({ ...one, over: over.has(one.id) })) },
    });
  };
  let seq = 100;
  const listeners = new Set<(view: ClientView) => void>();
  const momentListeners = new Set<(moment: Moment) => void>();
  const refusals = new Map<string, { problem: Problem; times: number }>();
  const calls: Call[] = [];

  const push: Preview['push'] = (change) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener(view);
  };
  const pushSitting: Preview['pushSitting'] = (change) => {
    if (view.sitting) push({ sitting: { ...view.sitting, ...change } });
  };
  const answered = async <B, T>(channel: string, body: B, reply: (body: B) => T): Promise<Outcome<T>> => {
    calls.push({ channel, body });
    const refusal = refusals.get(channel);
    if (refusal && refusal.times > 0) {
      refusal.times -= 1;
      return { ok: false, problem: refusal.problem };
    }
    return { ok: true, value: reply(body) };
  };
  const command =
    <B>(channel: string, effect: (body: B) => void = () => {}) =>
    (body: B) =>
      answered(channel, body, (given) => {
        effect(given);
        return {};
      });

  const bridge: Bridge = {
    view: (body) => answered('view', body, () => view),
    launch: command('launch', () => push({ screen: 'capability' })),
    systemCheck: command('systemCheck', () => push({ screen: 'system-check' })),
    check: command<{ checks: ClientView['check']['checks'] }>('check', ({ checks }) =>
      push({
        check: { ...view.check, checks: [...view.check.checks.filter(({ id }) => !checks.some((c) => c.id === id)), ...checks] },
      }),
    ),
    closeCheck: command('closeCheck', () => push({ screen: 'launch' })),
    acceptCapability: command('acceptCapability', () => push({ screen: 'consent' })),
    consent: command('consent', () => push({ screen: 'portrait' })),
    picture: command<{ purpose: string }>('picture', ({ purpose }) => {
      if (purpose !== 'room') push({ screen: purpose === 'portrait' ? 'document' : 'waiting' });
      else if (view.checkIn) push({ checkIn: { ...view.checkIn, roomPictures: view.checkIn.roomPictures + 1 } });
    }),
    roomScanned: command('roomScanned', () => push({ screen: 'waiting' })),
    livenessChecked: command('livenessChecked', () => push({ screen: 'waiting' })),
    calibrated: command('calibrated'),
    declineStep: command<{ step: string }>('declineStep', ({ step }) =>
      push({ screen: step === 'portrait' ? 'document' : 'waiting' }),
    ),
    still: command('still'),
    attach: (body) => answered('attach', body, ({ bytes }) => ({ hash: 'f'.repeat(64), bytes: bytes.length })),
    signal: command('signal'),
    clip: command('clip'),
    enrol: command('enrol'),
    enrolment: (body) => answered('enrolment', body, () => null),
    begin: command('begin', () => push({ screen: 'exam' })),
    // Through JSON, as the form travels.
    form: (body) => answered('form', body, () => DeliveryForm.parse(JSON.parse(JSON.stringify(form)))),
    show: command<{ item: string }>('show', ({ item }) => go(course && movedTo(course, item), item)),
    answer: (body) =>
      answered('answer', body, ({ item, responses }) => {
        seq += 1;
        pushSitting({ answers: { ...view.sitting?.answers, [item]: responses } });
        go(course, view.sitting?.current ?? null);
        push({ saved: { ...view.saved, entries: seq } });
        return { seq };
      }),
    comment: command<{ item: string; text: string }>('comment', ({ item, text }) =>
      pushSitting({ comments: { ...view.sitting?.comments, [item]: text } }),
    ),
    mark: command<{ item: string; marked: boolean }>('mark', ({ item, marked }) => {
      const others = (view.sitting?.marked ?? []).filter((id) => id !== item);
      pushSitting({ marked: marked ? [...others, item] : others });
    }),
    askHelp: command('askHelp', () => pushSitting({ helpAsked: true })),
    advance: command('advance', () => {
      const next = course && advanced(course, view.sitting?.answers ?? {});
      go(next, next && !courseView(next, {}).waiting ? (next.plan.items[next.at]?.id ?? null) : null);
    }),
    submit: command('submit', () => {
      pushSitting({ submitCause: 'candidate', running: false });
      push({ screen: 'finished' });
    }),
    quit: command('quit'),
    onMoment: (listener) => {
      momentListeners.add(listener);
      return () => momentListeners.delete(listener);
    },
    onView: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const refuse: Preview['refuse'] = (channel, problem, times = 1) => refusals.set(channel, { problem, times });
  const timeOver: Preview['timeOver'] = (item) => {
    const next = course?.plan.items[course.at + 1];
    if (!course || !next) return;
    over.add(item);
    go(movedTo(course, next.id), next.id);
  };
  const limitLeft: Preview['limitLeft'] = (limit, leftMs) => {
    const seen = view.sitting?.course;
    const limits = seen?.limits.map((one) => (one.id === limit ? { ...one, leftMs } : one));
    if (seen && limits) pushSitting({ course: { ...seen, limits } });
  };
  const moment: Preview['moment'] = (seen) => {
    for (const listener of momentListeners) listener(seen);
  };
  return { bridge, preview: { calls, push, pushSitting, refuse, timeOver, limitLeft, moment } };
}
