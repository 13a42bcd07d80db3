/**
 * Named rules of partial credit for choices, as custom operators that give a share from 0 to 1 of the item's points.
 * EDC, halves and points are the rules of Open edX (Building and Running an Open edX Course, "Awarding partial credit").
 *
 * Operands: the response, the right answer, and for EDC and halves how many choices there are. Nothing picked is 0.
 */

import { parseFinite } from '../../shared/assessment/value.ts';
import type { Expression } from '../exams/index.ts';
import type { CustomOperator } from './custom.ts';
import { QtiError } from './qti-error.ts';
import { float, keyOf, members, numberOf, type Value } from './value.ts';

type Marked = {
  picked: ReadonlySet<string>;
  right: ReadonlySet<string>;
  choices: number;
  expression: Expression;
  more: readonly Value[];
};
type Rule = (marked: Marked) => number;

const keys = (value: Value): Set<string> =>
  new Set(members(value).map((member) => keyOf(value?.baseType ?? 'identifier', member)));

const hits = ({ picked, right }: Marked): number => [...picked].filter((key) => right.has(key)).length;
/** Picked though wrong, and left out though right. */
const errors = (marked: Marked): number => marked.picked.size + marked.right.size - 2 * hits(marked);

const attribute = ({ attributes, line }: Expression, name: string, usual: number): number => {
  const value = parseFinite(attributes[name] ?? String(usual));
  if (value === undefined) throw new QtiError('logic', `${name}="${attributes[name]}" in line ${line} is not a number.`);
  return value;
};

/** Every choice counts alike, whether it was rightly picked or rightly left; rounded to two places, as there. */
const everyDecisionCounts: Rule = (marked) => Math.round((100 * (marked.choices - errors(marked))) / marked.choices) / 100;

/** Each error halves; two at most, and only where there are choices enough to err among. */
const halves: Rule = (marked) => {
  const wrong = errors(marked);
  if (wrong === 0) return 1;
  if (wrong === 1) return marked.choices > 2 ? 0.5 : 0;
  return wrong === 2 && marked.choices > 4 ? 0.25 : 0;
};

/** All for the right answer, `data-credit` (a half) for one of the third operand's choices. */
const points: Rule = (marked) => {
  if (errors(marked) === 0) return 1;
  const partly = keys(marked.more[0] ?? null);
  return [...marked.picked].every((key) => partly.has(key)) ? attribute(marked.expression, 'data-credit', 0.5) : 0;
};

/** Right picks less `data-penalty` (1) for each wrong one, as a share of the right ones, not below `data-floor` (0). */
const rightMinusWrong: Rule = (marked) => {
  const right = hits(marked);
  const wrong = marked.picked.size - right;
  const share = (right - wrong * attribute(marked.expression, 'data-penalty', 1)) / Math.max(1, marked.right.size);
  return Math.max(attribute(marked.expression, 'data-floor', 0), share);
};

function credit(name: string, needsCount: boolean, [least, most]: [number, number], rule: Rule): CustomOperator {
  return {
    class: `invigil.credit.${name}`,
    check: ({ args }) =>
      args.length < least || args.length > most
        ? `takes ${least === most ? least : `${least} to ${most}`} operands, not ${args.length}`
        : undefined,
    compile:
      (expression) =>
      (args, { state }) => {
        const [response = null, correct = null, ...more] = args;
        if (correct === null) return null;
        if (response === null) return float(0);
        const choices = needsCount ? numberOf(more[0] ?? null) : 1;
        if (choices === undefined || choices < 1)
          throw new QtiError('logic', `invigil.credit.${name} in line ${expression.line} needs the number of choices.`);
        const share = rule({ picked: keys(response), right: keys(correct), choices, expression, more });
        state.trace?.push(`The rule ${name} gives ${share} of 1.`);
        return float(share);
      },
  };
}

export const choiceCredit: readonly CustomOperator[] = [
  credit('edc', true, [3, 3], everyDecisionCounts),
  credit('halves', true, [3, 3], halves),
  credit('points', false, [2, 3], points),
  credit('right-minus-wrong', false, [2, 2], rightMinusWrong),
];
