/** Compiles a marking document once into closures that run response processing (QTI 3.0, 5.117 ff.). */
import type { Responses } from '../../shared/journal/entry.ts';
import type { Branch, Expression, Marking, OutcomeMarking, Rule } from '../exams/index.ts';
import { meanings } from './operators/index.ts';
import type { Evaluate, State } from './state.ts';
import { booleanOf, float, integer, numberOf, readValue, single, type Value, writeValue } from './value.ts';

/** Runs the rules over responses in their lexical form; what is not of the declared type reads as NULL. */
export type Process = (responses: Responses) => State;
/** True means that processing ends here. */
type Run = (state: State) => boolean;

export function compileMarking(marking: Marking): Process {
  const run = all(marking.processing.map((rule) => compileRule(rule, marking)));
  return (responses) => {
    const state: State = { variables: new Map(), trace: [] };
    for (const { id, cardinality, baseType } of marking.responses) {
      const texts = Object.hasOwn(responses, id) ? (responses[id] ?? []) : [];
      const given = texts.map((text) => text.trim()).filter((text) => text !== '');
      const value = readValue(cardinality, baseType, given);
      state.variables.set(id, value);
      state.trace.push(value === null ? `${id} is blank.` : `${id} is ${describe(value)}.`);
    }
    for (const outcome of marking.outcomes) state.variables.set(outcome.id, initial(outcome));
    run(state);
    return state;
  };
}

const describe = (value: Value): string =>
  writeValue(value)
    .map((text) => `"${text}"`)
    .join(', ');

/** Numbers start at 0 where no default is declared, everything else at NULL. */
function initial({ cardinality, baseType, default: texts }: OutcomeMarking): Value {
  if (texts) return readValue(cardinality, baseType, texts);
  return cardinality === 'single' && (baseType === 'float' || baseType === 'integer') ? single(baseType, 0) : null;
}

function compileExpression(expression: Expression, marking: Marking): Evaluate {
  const args = expression.args.map((operand) => compileExpression(operand, marking));
  return meanings[expression.op](expression, args, marking);
}

const all =
  (steps: readonly Run[]): Run =>
  (state) =>
    steps.some((step) => step(state));

function compileRule(rule: Rule, marking: Marking): Run {
  switch (rule.rule) {
    case 'exit':
      return () => true;
    case 'set':
      return compileSet(rule, marking);
    case 'condition':
      return compileCondition(rule.branches, marking);
  }
}

function compileCondition(branches: readonly Branch[], marking: Marking): Run {
  const compiled = branches.map(({ when, rules }) => ({
    holds: when ? compileExpression(when, marking) : null,
    run: all(rules.map((rule) => compileRule(rule, marking))),
  }));
  return (state) => {
    const taken = compiled.find(({ holds }) => holds === null || booleanOf(holds(state)) === true);
    return taken?.run(state) ?? false;
  };
}

function compileSet({ outcome, value }: Extract<Rule, { rule: 'set' }>, marking: Marking): Run {
  const declaration = marking.outcomes.find(({ id }) => id === outcome);
  const evaluate = compileExpression(value, marking);
  return (state) => {
    const set = declaration ? conform(evaluate(state), declaration) : null;
    state.variables.set(outcome, set);
    state.trace.push(set === null ? `${outcome} has no value.` : `${outcome} is set to ${writeValue(set).join(', ')}.`);
    return false;
  };
}

/** The value as its outcome declares it: numbers and text are converted, anything else that does not fit becomes NULL. */
function conform(value: Value, { cardinality, baseType }: OutcomeMarking): Value {
  const number = numberOf(value);
  if (number !== undefined && cardinality === 'single') {
    if (baseType === 'float') return float(number);
    if (baseType === 'integer') return integer(Math.trunc(number));
  }
  if (value?.cardinality === 'single' && cardinality === 'single') return readValue('single', baseType, writeValue(value));
  return value?.cardinality === cardinality && value.baseType === baseType ? value : null;
}
