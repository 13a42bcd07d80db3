/** Compiles expressions and rules once into closures (QTI 3.0, 5.117 ff.). */
import {
  type Branch,
  type Expression,
  operators,
  type Rule,
  type Scope,
  type SetTarget,
  type Signature,
} from '../exams/index.ts';
import { compileTable } from './lookup.ts';
import { meanings } from './operators/index.ts';
import { QtiError } from './qti-error.ts';
import { say } from './say.ts';
import type { Evaluate, State } from './state.ts';
import { booleanOf, container, describe, isTrue, type Known, record, type Single, single, type Value } from './value.ts';

/** True means that processing ends here. @throws QtiError when the author's processing makes no sense for these values */
export type Run = (state: State) => boolean;

/** Compiles an expression with everything below it. */
export const compileExpression = (expression: Expression, scope: Scope): Evaluate =>
  expression.op === 'record'
    ? compileRecord(expression, scope)
    : compileOperator(
        expression,
        expression.args.map((operand) => compileExpression(operand, scope)),
        scope,
      );

/** A record of fields, each an expression of its own. */
function compileRecord({ args }: Expression, scope: Scope): Evaluate {
  const fields = args.map(({ attributes, args: [value] }) => ({
    name: attributes['field-identifier'] ?? '',
    evaluate: value ? compileExpression(value, scope) : () => null,
  }));
  return (state) => {
    const made = new Map<string, Single>();
    for (const { name, evaluate } of fields) {
      const value = evaluate(state);
      if (value?.cardinality === 'single') made.set(name, value);
    }
    return record(made);
  };
}

/** Compiles one operator over operands that are compiled already. */
export function compileOperator(expression: Expression, args: readonly Evaluate[], scope: Scope): Evaluate {
  const { args: count }: Signature = operators[expression.op];
  if (args.length < count[0] || args.length > count[1]) {
    const message = `<qti-${expression.op}> in line ${expression.line} has ${args.length} operands.`;
    return () => {
      throw new QtiError('operands', message);
    };
  }
  return meanings[expression.op](expression, args, scope);
}

/** Compiles rules that run one after the other until one of them ends processing. */
export function compileRules(rules: readonly Rule[], scope: Scope): Run {
  const steps = rules.map((rule) => compileRule(rule, scope));
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (state) => {
    for (const step of steps) if (step(state)) return true;
    return false;
  };
}

/** A constraint of template processing that does not hold: the values are to be drawn anew. */
export class DrawAgain extends Error {}

function compileRule(rule: Rule, scope: Scope): Run {
  switch (rule.rule) {
    case 'exit':
      return () => true;
    case 'block': {
      const run = compileRules(rule.rules, scope);
      return (state) => {
        run(state);
        return false;
      };
    }
    case 'set':
      return compileSet(rule, scope);
    case 'lookup':
      return compileLookup(rule, scope);
    case 'condition':
      return compileCondition(rule, scope);
    case 'constraint': {
      const holds = compileExpression(rule.value, scope);
      return (state) => {
        if (booleanOf(holds(state)) !== true) throw new DrawAgain();
        return false;
      };
    }
  }
}

function compileCondition({ branches, line }: { branches: readonly Branch[]; line: number }, scope: Scope): Run {
  const compiled = branches.map(({ when, rules }) => ({
    when,
    holds: when ? compileExpression(when, scope) : null,
    run: compileRules(rules, scope),
  }));
  return (state) => {
    for (const { when, holds, run } of compiled) {
      const isTaken = holds === null || isTrue(holds(state));
      state.trace?.push(
        when === null ? `Line ${line}: otherwise.` : `Line ${when.line}: ${say(when)}? ${isTaken ? 'Yes' : 'No'}.`,
      );
      if (isTaken) return run(state);
    }
    return false;
  };
}

type Declared = { cardinality: Known['cardinality']; baseType: Known['baseType'] };

function declarationOf(id: string, target: SetTarget, { responses, outcomes, templates }: Scope): Declared | undefined {
  if (target === 'outcome') return outcomes.get(id);
  if (target === 'template') return templates.get(id);
  return responses.get(id) ?? (target === 'default' ? (outcomes.get(id) ?? templates.get(id)) : undefined);
}

const names: Record<SetTarget, string> = {
  outcome: '',
  response: '',
  template: '',
  correct: 'The correct response of ',
  default: 'The default of ',
};

function compileSet({ id, target, value, line }: Extract<Rule, { rule: 'set' }>, scope: Scope): Run {
  const declaration = declarationOf(id, target, scope);
  const evaluate = compileExpression(value, scope);
  if (!declaration)
    return () => {
      throw new QtiError('unknown-variable', `Line ${line} sets "${id}", which is not declared.`);
    };
  return (state) => {
    const set = conform(evaluate(state), declaration, id, line);
    if (target === 'correct') state.corrects.set(id, set);
    else if (target === 'default') state.defaults.set(id, set);
    else state.variables.set(id, set);
    state.trace?.push(`${names[target]}${id} ${set === null ? 'has no value' : `is set to ${plain(set)}`}.`);
    return false;
  };
}

function compileLookup({ id, value, line }: Extract<Rule, { rule: 'lookup' }>, scope: Scope): Run {
  const outcome = scope.outcomes.get(id);
  const evaluate = compileExpression(value, scope);
  if (!outcome?.table)
    return () => {
      throw new QtiError('unknown-variable', `Line ${line} looks up "${id}", which declares no table.`);
    };
  const find = compileTable(outcome, outcome.table, line);
  return (state) => {
    const source = evaluate(state);
    const found = find(source);
    state.variables.set(id, found);
    state.trace?.push(`${id} is looked up for ${plain(source)}: ${plain(found)}.`);
    return false;
  };
}

/** Values as a trace shows them, without the quotes of what somebody typed. */
const plain = (value: Value): string => describe(value).replaceAll('"', '');

const isNumber = (baseType: Known['baseType']): boolean => baseType === 'integer' || baseType === 'float';

/**
 * The value as its variable declares it: whole and decimal numbers turn into each other, and an identifier, a string or a
 * URI are the same text.
 * @throws QtiError when it is of another type
 */
export function conform(value: Value, { cardinality, baseType }: Declared, id: string, line: number): Value {
  if (value === null || (value.cardinality === cardinality && value.baseType === baseType)) return value;
  // A container of one is taken for the one that it holds.
  if (cardinality === 'single' && 'values' in value && value.values.length === 1 && value.values[0] !== undefined)
    return conform(single(value.baseType, value.values[0]), { cardinality, baseType }, id, line);
  if (value.cardinality !== cardinality || value.cardinality === 'record' || baseType === null)
    throw new QtiError('wrong-cardinality', `Line ${line} sets "${id}" (${cardinality}) to ${value.cardinality} values.`);
  if (!isNumber(value.baseType) || !isNumber(baseType))
    throw new QtiError('wrong-base-type', `Line ${line} sets "${id}" (${baseType}) to ${value.baseType} values.`);
  const turn = (member: unknown): number => (baseType === 'integer' ? Math.trunc(Number(member)) : Number(member));
  if (value.cardinality === 'single') {
    const number = turn(value.value);
    return Number.isFinite(number) || baseType === 'float' ? single(baseType, number) : null;
  }
  return container(value.cardinality, baseType, value.values.map(turn));
}
