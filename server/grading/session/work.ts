/** A session while one call works on it, and what all calls do alike: select, enter, leave, hand in, end. */
import { controlOf, type Expression } from '../../exams/index.ts';
import { booleanOf, type Value } from '../value.ts';
import { extended, type Limit } from './clock.ts';
import type { BranchRule, TestDefinition, TestFeedback } from './definition.ts';
import type { ItemProgram } from './item-program.ts';
import * as item from './item-session.ts';
import type { Random, Route, Stop } from './plan.ts';
import { decidesLater, entryConditions, isLastOfPart, keyOf, placesAt, targetOf } from './route.ts';
import type { Move, Refusal, TestSession } from './state.ts';

export type TestEngineOptions = {
  test: TestDefinition;
  route: Route;
  programs: ReadonlyMap<string, ItemProgram>;
  /** The test's outcomes at its start. */
  outcomes: Readonly<Record<string, Value>>;
  /** The value of a test-level expression. */
  evaluate: (expression: Expression, session: TestSession) => Value;
  /** Outcome processing: the outcomes that follow from a session. */
  processOutcomes: (session: TestSession) => Readonly<Record<string, Value>>;
  /** Numbers for template processing, for each item session its own. */
  randomFor: (key: string) => Random;
  /** 1 for none. */
  extraTime?: number;
};

export function createWork(options: TestEngineOptions) {
  const { test, route, programs, evaluate, processOutcomes, randomFor, extraTime = 1 } = options;
  const adaptive = new Set(test.parts.filter(decidesLater));

  const placeOf = (stop: Stop): item.ItemPlace => {
    const program = programs.get(stop.item.identifier);
    if (!program) throw new Error(`There is no item for the reference "${stop.item.identifier}".`);
    const limits = extended(stop.item.limits, extraTime);
    const { navigation, submission } = stop.part;
    return { program, control: controlOf(stop), limits, navigation, submission, random: randomFor(keyOf(stop)) };
  };
  const limitsAt = (session: TestSession, stop: Stop): Limit[] =>
    placesAt(test, stop).flatMap(({ level, node: { identifier, limits: own } }) => {
      const limits = extended(own, extraTime);
      return limits ? [{ level, identifier, limits, spent: session.durations[identifier] ?? 0 }] : [];
    });

  /** Changes one session while it is worked on; what leaves this function is never changed again. */
  const working = (given: TestSession) => {
    let session = given;
    const set = (change: Partial<TestSession>): void => {
      session = { ...session, ...change };
    };
    const here = (): Stop | undefined => (session.state === 'closed' ? undefined : route[session.position]);
    const ownOf = (stop: Stop): item.ItemSession | undefined => session.items[keyOf(stop)];
    const put = (stop: Stop, own: item.ItemSession): void => set({ items: { ...session.items, [keyOf(stop)]: own } });
    const change = (stop: Stop | undefined, by: (own: item.ItemSession, place: item.ItemPlace) => item.ItemSession): void => {
      const own = stop && ownOf(stop);
      if (stop && own) put(stop, by(own, placeOf(stop)));
    };
    const holds = (expression: Expression): boolean => booleanOf(evaluate(expression, session)) === true;

    const prepare = (stop: Stop): void => {
      const defaults = Object.fromEntries(
        stop.item.templateDefaults.map(({ identifier, value }) => [identifier, evaluate(value, session)]),
      );
      change(stop, (own, place) => item.prepare(own, place, defaults));
    };

    const select = (stops: readonly Stop[]): void => {
      const fresh = stops.filter((stop) => !Object.hasOwn(session.items, keyOf(stop)));
      const made = fresh.map((stop) => [keyOf(stop), item.selected(placeOf(stop).program)]);
      if (fresh.length > 0) set({ items: { ...session.items, ...Object.fromEntries(made) } });
    };

    /** Where rules decide what comes, an item is selected when it is reached; otherwise its part is as a whole. */
    const enter = (): void => {
      const stop = here();
      if (!stop) return;
      if (adaptive.size === 0) select(route);
      else select(adaptive.has(stop.part) ? [stop] : route.filter(({ part }) => part === stop.part));
      if (!session.visited.includes(stop.part.identifier)) {
        set({ visited: [...session.visited, stop.part.identifier] });
        if (stop.part.navigation === 'nonlinear') for (const other of route) if (other.part === stop.part) prepare(other);
      }
      change(stop, item.resume);
    };

    const processTest = (): void => set({ outcomes: processOutcomes(session) });

    const handIn = (): void => {
      const { pending } = session;
      if (pending.length === 0) return;
      set({ pending: [] });
      for (const { key, given: responses } of pending) {
        const stop = route.find((other) => keyOf(other) === key);
        const own = stop && ownOf(stop);
        if (!stop || !own) continue;
        put(stop, item.endAttempt({ ...own, cut: true }, placeOf(stop), responses, true).session);
        updated(stop);
      }
      processTest();
    };
    const updated = ({ item: { identifier }, occurrence }: Stop): void =>
      set({ updated: { ...session.updated, [identifier]: occurrence + 1 } });

    const end = (): void => {
      handIn();
      set({
        items: Object.fromEntries(Object.entries(session.items).map(([key, own]) => [key, item.closed(own)])),
        state: 'closed',
      });
    };

    /** The first place from `to` on that may be entered coming from `from`. */
    const admitted = (from: number | null, to: number): number => {
      for (let at = to; at < route.length; at += 1) if (entryConditions(route, from, at).every(holds)) return at;
      return route.length;
    };

    const goTo = (to: number): void => {
      const left = here();
      if (left && route[to]?.part !== left.part && left.part.submission === 'simultaneous') handIn();
      set({ position: admitted(session.position, to) });
      if (session.position >= route.length) end();
      else enter();
    };

    /** What rules say comes next: a place, or the end of the test. */
    const next = (rules: readonly BranchRule[], otherwise: number): number | 'end' => {
      for (const rule of rules) {
        if (!holds(rule.when)) continue;
        if (rule.target === 'EXIT_TEST') return 'end';
        return targetOf(route, session.position, rule.target) ?? otherwise;
      }
      return otherwise;
    };
    const follow = (rules: readonly BranchRule[], otherwise: number): void => {
      const to = next(rules, otherwise);
      if (to === 'end') end();
      else goTo(to);
    };

    const result = (refused: Refusal | null = null): Move => ({ session, refused });
    /** The session as it was given, with a reason why nothing was done. */
    const refuse = (refused: Refusal): Move => ({ session: given, refused });
    return {
      set,
      here,
      ownOf,
      put,
      change,
      prepare,
      select,
      enter,
      processTest,
      handIn,
      updated,
      end,
      admitted,
      goTo,
      follow,
      result,
      refuse,
      now: () => session,
    };
  };

  const feedbackAt = (session: TestSession): TestFeedback[] => {
    const stop = route[session.position];
    if (!stop) return [];
    const due = (feedback: readonly TestFeedback[], last: boolean) =>
      feedback.filter(({ access }) => last || access === 'during');
    const all = [
      ...due(test.feedback, session.position + 1 >= route.length),
      ...due(stop.part.feedback, isLastOfPart(route, session.position)),
    ];
    return all.filter((feedback) => item.shows(feedback, session.outcomes[feedback.outcome] ?? null));
  };

  return { placeOf, limitsAt, working, feedbackAt };
}
