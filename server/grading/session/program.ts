/** Items and tests on the grading engine: marking documents into what a session runs. */
import { type Expression, itemScope, type Marking, type OutcomeMarking, testScope } from '../../exams/index.ts';
import { compileExpression, compileRules, DrawAgain } from '../compile.ts';
import { defaultOf, outcomeAtStart, valueUnder } from '../declared.ts';
import { QtiError } from '../qti-error.ts';
import { type Evaluate, newState, type State } from '../state.ts';
import type { TestView } from '../test-view.ts';
import { single, type Value } from '../value.ts';
import type { TestDefinition } from './definition.ts';
import type { ItemProgram, ItemValues, ItemVariable, ModalFeedback } from './item-program.ts';
import type { Random, Route } from './plan.ts';
import { createTestEngine, type TestEngine } from './session.ts';
import type { TestSession } from './state.ts';
import type { Validity } from './validity.ts';
import { viewSession } from './view.ts';

export type ProgramOptions = { endAttempts?: string[]; validity?: Validity[]; modalFeedback?: ModalFeedback[] };
type Declared = Omit<Marking, 'max' | 'min'>;

/** How often values may be drawn anew before a constraint is taken for one that cannot be met. */
const MAX_DRAWS = 100;

/** The program of one item. Compiled once; it keeps nothing between calls. */
export function programOf(
  marking: Declared,
  { endAttempts = [], validity = [], modalFeedback = [] }: ProgramOptions = {},
): ItemProgram {
  const scope = itemScope(marking);
  const respond = compileRules(marking.processing, scope);
  const template = compileRules(marking.templating, scope);
  const stateOf = ({ values, defaults, corrects }: ItemValues, random: Random): State =>
    newState({
      variables: new Map(Object.entries(values)),
      defaults: new Map(Object.entries(defaults)),
      corrects: new Map(Object.entries(corrects)),
      random,
    });
  const valuesOf = ({ variables, defaults, corrects }: State): ItemValues => ({
    values: Object.fromEntries(variables),
    defaults: Object.fromEntries(defaults),
    corrects: Object.fromEntries(corrects),
  });
  return {
    adaptive: marking.adaptive,
    variables: variablesOf(marking),
    prepare(values, random) {
      if (marking.templating.length === 0) return values;
      for (let drawn = 1; drawn <= MAX_DRAWS; drawn += 1) {
        const state = stateOf(values, random);
        try {
          template(state);
          return valuesOf(state);
        } catch (error) {
          if (!(error instanceof DrawAgain)) throw error;
        }
      }
      throw new QtiError('logic', `The template's constraint did not hold in ${MAX_DRAWS} draws.`);
    },
    respond(values, random) {
      const state = stateOf(values, random);
      respond(state);
      return valuesOf(state);
    },
    endAttempts,
    validity,
    modalFeedback,
  };
}

function variablesOf({ responses, outcomes, templates }: Declared): ItemVariable[] {
  const plain = { correct: null, normalMaximum: null, normalMinimum: null };
  const typed = ({
    id,
    cardinality,
    baseType,
  }: Declared['responses'][number] | Declared['outcomes'][number] | Declared['templates'][number]) => ({
    id,
    cardinality,
    baseType,
  });
  return [
    ...responses.map((response) => ({
      ...plain,
      ...typed(response),
      kind: 'response' as const,
      initial: defaultOf(response),
      correct: valueUnder(response, response.correct),
    })),
    ...outcomes.map((outcome) => ({
      ...plain,
      ...typed(outcome),
      kind: 'outcome' as const,
      initial: outcomeAtStart(outcome),
      normalMaximum: outcome.normalMaximum,
      normalMinimum: outcome.normalMinimum,
    })),
    ...templates.map((variable) => ({ ...plain, ...typed(variable), kind: 'template' as const, initial: defaultOf(variable) })),
  ];
}

export type TestProgram = {
  test: TestDefinition;
  /** The test's own outcomes. */
  outcomes: readonly OutcomeMarking[];
  route: Route;
  programs: ReadonlyMap<string, ItemProgram>;
  /** Numbers for one item session, or for the test's own rules. */
  randomFor: (key: string) => Random;
  extraTime?: number;
  /** Rules that make no sense for what was answered don't hold, and leave outcomes as they were; otherwise they throw. */
  forgiving?: boolean;
};

/** A test that can be taken, its rules run by the grading engine. */
export function testEngineOf({
  test,
  outcomes,
  route,
  programs,
  randomFor,
  extraTime = 1,
  forgiving = false,
}: TestProgram): TestEngine {
  const scope = testScope(outcomes);
  const process = compileRules(test.outcomeProcessing, scope);
  const compiled = new Map<Expression, Evaluate>();
  const tried = <T>(run: () => T, otherwise: T): T => {
    try {
      return run();
    } catch (error) {
      if (forgiving && error instanceof QtiError) return otherwise;
      throw error;
    }
  };
  const initial = Object.fromEntries(outcomes.map((outcome) => [outcome.id, outcomeAtStart(outcome)]));
  const stateOf = (session: TestSession, values: Readonly<Record<string, Value>>): State => {
    const durations = Object.entries(session.durations).map(([id, seconds]): [string, Value] => [
      id === test.identifier ? 'duration' : `${id}.duration`,
      single('duration', seconds),
    ]);
    const view: TestView = viewSession(route, programs, session);
    const variables = new Map([...durations, ...Object.entries(values)]);
    return newState({ variables, random: randomFor('test'), test: view });
  };
  return createTestEngine({
    test,
    route,
    programs,
    outcomes: initial,
    evaluate(expression, session) {
      const known = compiled.get(expression) ?? compileExpression(expression, scope);
      compiled.set(expression, known);
      return tried(() => known(stateOf(session, session.outcomes)), null);
    },
    processOutcomes(session) {
      if (test.outcomeProcessing.length === 0) return session.outcomes;
      const state = stateOf(session, initial);
      return tried(() => {
        process(state);
        return Object.fromEntries(outcomes.map(({ id }) => [id, state.variables.get(id) ?? null]));
      }, session.outcomes);
    },
    randomFor,
    extraTime,
  });
}
