/**
 * The test session engine (QTI 3.0, 5.2 and 5.150 ff.): what a candidate may do next, and what follows from it. Pure
 * functions over data; expressions and item processing come in by ports, so that nothing here knows XML or a store.
 */
import { extended, isOver, type Limit, overdue, tooEarly } from './clock.ts';
import * as item from './item-session.ts';
import type { Stop } from './plan.ts';
import { exitRules, isLastOfPart, keyOf, placesAt, targetOf } from './route.ts';
import type { Move, Refusal, TestSession } from './state.ts';
import { createWork, type TestEngineOptions } from './work.ts';

export function createTestEngine(options: TestEngineOptions) {
  const { test, route, extraTime = 1 } = options;
  const { placeOf, limitsAt, working, feedbackAt } = createWork(options);

  const timeRefusal = (time: 'over' | 'too-early', { level, identifier }: Pick<Limit, 'level' | 'identifier'>): Refusal => ({
    time,
    level,
    identifier,
  });
  const refusalOf = (refused: item.ItemRefusal, { item: { identifier } }: Stop): Refusal => {
    if (refused === 'item-time-over') return timeRefusal('over', { level: 'item', identifier });
    if (refused === 'item-too-early') return timeRefusal('too-early', { level: 'item', identifier });
    return refused;
  };

  /** A session before its beginning. */
  const start = (): TestSession => ({
    state: 'initial',
    position: 0,
    items: {},
    outcomes: options.outcomes,
    durations: {},
    told: null,
    visited: [],
    pending: [],
    updated: {},
  });

  const begin = (session: TestSession): Move => {
    const work = working(session);
    if (session.state !== 'initial') return work.refuse('state-violation');
    work.set({ state: 'interacting' });
    work.set({ position: work.admitted(null, 0) });
    if (work.now().position >= route.length) work.end();
    else work.enter();
    return work.result();
  };

  /**
   * Tells what time it is. Time that is over closes what it was set for, at the first limit from the test down; a test
   * whose time is over ends with what was handed in.
   * @param told seconds
   */
  const tell = (session: TestSession, told: number): Move => {
    const work = working(session);
    const seconds = session.told === null ? 0 : Math.max(0, told - session.told);
    work.set({ told });
    const stop = work.here();
    if (!stop || session.state !== 'interacting') return work.result();
    const spent = placesAt(test, stop).map(({ node: { identifier, limits } }) => {
      const sum = (session.durations[identifier] ?? 0) + seconds;
      return [identifier, Math.min(sum, extended(limits, extraTime)?.max ?? sum)];
    });
    work.set({ durations: { ...session.durations, ...Object.fromEntries(spent) } });
    for (const other of route) work.change(other, (own, { limits }) => item.pass(own, seconds, limits));
    const over = limitsAt(work.now(), stop).find(isOver);
    if (over?.level === 'test') work.end();
    else if (over)
      for (const other of route)
        if (placesAt(test, other).some(({ level, node }) => level === over.level && node.identifier === over.identifier))
          work.change(other, item.cutOff);
    return work.result();
  };

  /** @param late goes on although time is over */
  const beginAttempt = (session: TestSession, late = false): Move => {
    const work = working(session);
    const stop = work.here();
    const own = stop && work.ownOf(stop);
    if (!stop || !own || session.state === 'initial') return work.refuse('state-violation');
    const over = late ? undefined : overdue(limitsAt(session, stop));
    if (over) return work.refuse(timeRefusal('over', over));
    if (stop.part.navigation === 'linear') work.prepare(stop);
    const ready = work.ownOf(stop) ?? own;
    if (stop.part.submission === 'simultaneous' && ready.state === 'interacting') return work.result();
    if (stop.part.submission === 'simultaneous' && ready.state === 'suspended' && ready.attempting) {
      work.put(stop, item.resume(ready));
      return work.result();
    }
    const step = item.beginAttempt(ready, placeOf(stop));
    if (step.refused) return work.refuse(refusalOf(step.refused, stop));
    work.put(stop, step.session);
    return work.result();
  };

  /**
   * Hands in responses to the present item. In a part that is handed in as a whole they are kept until then.
   * @param late takes them although time is over
   */
  const endAttempt = (session: TestSession, given: item.Given, late = false): Move => {
    const work = working(session);
    const stop = work.here();
    const own = stop && work.ownOf(stop);
    if (!stop || !own || session.state === 'initial') return work.refuse('state-violation');
    const limits = limitsAt(session, stop);
    const over = late ? undefined : overdue(limits);
    if (over) return work.refuse(timeRefusal('over', over));
    const early = late
      ? undefined
      : tooEarly(limits.filter(({ level }) => stop.part.navigation === 'linear' || level !== 'section'));
    if (early) return work.refuse(timeRefusal('too-early', early));
    if (stop.part.submission === 'simultaneous') {
      if (own.state !== 'interacting' && !own.cut) return work.refuse('state-violation');
      const key = keyOf(stop);
      work.set({ pending: [...session.pending.filter((other) => other.key !== key), { key, given }] });
      work.change(stop, item.suspend);
      return work.result();
    }
    const step = item.endAttempt(own, placeOf(stop), given, late);
    work.put(stop, step.session);
    if (step.refused) return work.result(refusalOf(step.refused, stop));
    work.updated(stop);
    work.processTest();
    return work.result();
  };

  /** Leaves the present item for what comes next; feedback of the test that is due is shown first. */
  const moveNext = (session: TestSession): Move => {
    const work = working(session);
    const stop = work.here();
    if (!stop || session.state === 'initial') return work.refuse('state-violation');
    work.change(stop, item.suspend);
    if (session.state === 'modal-feedback') work.set({ state: 'interacting' });
    else if (feedbackAt(session).length > 0) {
      work.set({ state: 'modal-feedback' });
      return work.result();
    }
    if (isLastOfPart(route, session.position)) work.handIn();
    work.follow(exitRules(route, session.position), session.position + 1);
    return work.result();
  };

  const moveBack = (session: TestSession): Move => {
    const work = working(session);
    const stop = work.here();
    if (!stop || session.state === 'initial') return work.refuse('state-violation');
    if (session.position === 0) return work.result();
    if (stop.part.navigation === 'linear') return work.refuse('linear-navigation');
    work.change(stop, item.suspend);
    work.set({ position: session.position - 1 });
    work.enter();
    return work.result();
  };

  const jumpTo = (session: TestSession, position: number): Move => {
    const work = working(session);
    const stop = work.here();
    if (!stop || session.state === 'initial') return work.refuse('state-violation');
    if (stop.part.navigation === 'linear' || !Number.isInteger(position) || position < 0 || position >= route.length)
      return work.refuse('forbidden-jump');
    if (position === session.position) return work.result();
    work.change(stop, item.suspend);
    work.set({ position });
    work.enter();
    return work.result();
  };

  /** Leaves the present part, as its own rules say. */
  const leavePart = (session: TestSession): Move => {
    const work = working(session);
    const stop = work.here();
    if (!stop || session.state === 'initial') return work.refuse('state-violation');
    work.change(stop, item.suspend);
    work.follow(stop.part.branchRules, targetOf(route, session.position, 'EXIT_TESTPART') ?? route.length);
    return work.result();
  };

  /** Leaves the present section. */
  const leaveSection = (session: TestSession): Move => {
    const work = working(session);
    const stop = work.here();
    if (!stop || session.state === 'initial') return work.refuse('state-violation');
    work.change(stop, item.suspend);
    work.goTo(targetOf(route, session.position, 'EXIT_SECTION') ?? route.length);
    return work.result();
  };

  const end = (session: TestSession): Move => {
    const work = working(session);
    if (session.state === 'initial' || session.state === 'closed') return work.refuse('state-violation');
    work.end();
    return work.result();
  };

  const isRunning = ({ state }: TestSession): boolean => state === 'interacting' || state === 'modal-feedback';

  /** The place at which a running session stands, and what is possible there; undefined otherwise. */
  const standing = (session: TestSession) => {
    const stop = isRunning(session) ? route[session.position] : undefined;
    const own = stop && session.items[keyOf(stop)];
    if (!stop || !own) return undefined;
    const place = placeOf(stop);
    const before = route[session.position - 1];
    const itemLimit: Limit[] = place.limits
      ? [{ level: 'item', identifier: stop.item.identifier, limits: place.limits, spent: own.duration }]
      : [];
    return {
      stop,
      item: own,
      control: place.control,
      remainingAttempts: item.remainingAttempts(own, place),
      canMoveBackward: stop.part.navigation === 'nonlinear' && before?.part.navigation === 'nonlinear',
      /** The widest limit that is over and takes nothing late. */
      over: overdue([...limitsAt(session, stop), ...itemLimit])?.level ?? null,
      feedback: session.state === 'modal-feedback' ? feedbackAt(session) : [],
    };
  };

  return {
    route,
    start,
    begin,
    tell,
    beginAttempt,
    endAttempt,
    moveNext,
    moveBack,
    jumpTo,
    leavePart,
    leaveSection,
    end,
    isRunning,
    standing,
  };
}
export type TestEngine = ReturnType<typeof createTestEngine>;
