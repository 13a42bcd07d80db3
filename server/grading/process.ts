/**
 * An item's processing as it runs: template processing when a candidate is given the item, response processing at each
 * attempt (QTI 3.0, 4 and 5.117). Pure functions of marking document, seed and responses.
 */

import type { Responses } from '../../shared/journal/entry.ts';
import { completionStatus, itemScope, type Marking, type Presets } from '../exams/index.ts';
import { compileRules, DrawAgain } from './compile.ts';
import { defaultOf, outcomeAtStart, valueUnder } from './declared.ts';
import { QtiError } from './qti-error.ts';
import { newState, type Seed, type State } from './state.ts';
import { describe, integer, readValue, single, type Value, writeValue } from './value.ts';

export type ItemProcess = {
  /**
   * Gives the item to a candidate: defaults, then template processing from the seed.
   * @param presets what the test gave the item's templates
   */
  begin(seed: Seed, trace?: string[] | null, presets?: Presets): State;
  /**
   * One attempt: takes the responses, resets the outcomes unless the item is adaptive, runs response processing.
   * @param seconds time spent on the item up to now
   * @throws QtiError when the author's processing makes no sense for these values
   */
  attempt(state: State, responses: ReadonlyMap<string, Value>, seconds?: number): void;
  /** Lexical responses as values; what is not of the declared type reads as NULL. */
  read(responses: Responses): Map<string, Value>;
};

/** How often values may be drawn anew before the constraint is taken for one that cannot be met. */
const MAX_DRAWS = 100;

const START = single('identifier', 'unknown');

/** What was answered, as a trace says it: `: choice C selected`, ` is "42"`, ` is blank`. */
function answered(value: Value): string {
  if (value === null) return ' is blank';
  if (value.baseType !== 'identifier') return ` is ${describe(value)}`;
  const chosen = writeValue(value);
  if (value.cardinality === 'ordered') return `: ${chosen.join(', ')} in this order`;
  return `: ${chosen.length === 1 ? 'choice' : 'choices'} ${chosen.join(', ')} selected`;
}

/** Compiles an item once. */
export function compileItem(marking: Marking): ItemProcess {
  const scope = itemScope(marking);
  const respond = compileRules(marking.processing, scope);
  const template = compileRules(marking.templating, scope);
  const outcomes = marking.outcomes.map((outcome) => ({ id: outcome.id, value: outcomeAtStart(outcome) }));
  const templates = marking.templates.map((variable) => ({ id: variable.id, value: defaultOf(variable) }));
  const responses = marking.responses.map((response) => ({ ...response, initial: defaultOf(response) }));

  const resetOutcomes = (state: State): void => {
    for (const { id, value } of outcomes) state.variables.set(id, state.defaults.get(id) ?? value);
  };

  const given = (presets: Presets): [string, Value][] =>
    marking.templates.flatMap((variable): [string, Value][] => {
      const texts = Object.hasOwn(presets, variable.id) ? presets[variable.id] : undefined;
      return texts ? [[variable.id, valueUnder(variable, texts)]] : [];
    });

  const draw = (state: State, presets: Presets): void => {
    const ofTest = given(presets);
    for (const [id, value] of ofTest) state.trace?.push(`The test gives ${id}${answered(value)}.`);
    for (let drawn = 1; drawn <= MAX_DRAWS; drawn++) {
      for (const { id, value } of templates) state.variables.set(id, value);
      state.corrects.clear();
      state.defaults.clear();
      for (const [id, value] of ofTest) {
        state.variables.set(id, value);
        state.defaults.set(id, value);
      }
      try {
        template(state);
        return;
      } catch (error) {
        if (!(error instanceof DrawAgain)) throw error;
        state.trace?.push('The constraint does not hold: the values are drawn again.');
      }
    }
    throw new QtiError('logic', `The template's constraint did not hold in ${MAX_DRAWS} draws.`);
  };

  return {
    begin(seed, trace = null, presets = {}) {
      const state = newState({ seed, trace });
      if (templates.length > 0 || marking.templating.length > 0) draw(state, presets);
      state.variables.set(completionStatus.id, START);
      resetOutcomes(state);
      return state;
    },
    attempt(state, given, seconds = 0) {
      const { variables } = state;
      const before = variables.get('numAttempts');
      const attempts = before?.cardinality === 'single' ? Number(before.value) : 0;
      variables.set('numAttempts', integer(attempts + 1));
      variables.set('duration', single('duration', seconds));
      if (!marking.adaptive) resetOutcomes(state);
      for (const { id, initial } of responses) {
        const value = given.has(id) ? (given.get(id) ?? null) : (state.defaults.get(id) ?? initial);
        variables.set(id, value);
        state.trace?.push(`${id}${answered(value)}.`);
      }
      respond(state);
    },
    read: (texts) =>
      new Map(
        responses.map(({ id, cardinality, baseType }): [string, Value] => {
          const own = Object.hasOwn(texts, id) ? (texts[id] ?? []) : [];
          const given = own.map((text) => text.trim()).filter((text) => text !== '');
          return [id, cardinality === 'record' || baseType === null ? null : readValue(cardinality, baseType, given)];
        }),
      ),
  };
}
