/** What the import of content asks the grading engine before anything is published. */

import type { Responses } from '../../shared/journal/entry.ts';
import type { ContentChecks, ExamItem, ItemCase, ItemCases } from '../exams/index.ts';
import { customOperators } from './custom-registry.ts';
import { correctOf } from './declared.ts';
import { drawnValues } from './drawn-values.ts';
import { gradeItem, processOf } from './grade.ts';
import { tidy } from './mapping.ts';
import { QtiError } from './qti-error.ts';
import { writeValue } from './value.ts';

/** Failures of one case beyond this say nothing new. */
const MAX_TOLD = 3;

/** The seed of the n-th draw of an item while its cases are run. */
const caseSeed = (draw: number): string => `case ${draw}`;

export const contentChecks: ContentChecks = {
  customOperator(expression) {
    const name = expression.attributes.class ?? expression.attributes.definition ?? '';
    const operator = customOperators.get(name);
    if (!operator) return `has the class "${name}", which is not known here`;
    return operator.check?.(expression);
  },
  drawnValues,
  drawFault,
  failingCases: (item, { seeds, cases }: ItemCases) => cases.flatMap((one) => failures(item, one, seeds)),
};

function drawFault(item: ExamItem, seeds: number): string | undefined {
  try {
    for (let draw = 1; draw <= seeds; draw++) processOf(item).begin(caseSeed(draw));
    return undefined;
  } catch (error) {
    if (error instanceof QtiError) return `its values cannot be drawn: ${error.message} Correct template processing.`;
    throw error;
  }
}

function failures(item: ExamItem, one: ItemCase, seeds: number): string[] {
  const told: string[] = [];
  for (let draw = 1; draw <= seeds && told.length < MAX_TOLD; draw++) {
    const failure = failureOf(item, one, caseSeed(draw));
    if (failure === undefined) continue;
    const where = seeds === 1 ? '' : ` in draw ${draw} of ${seeds}`;
    told.push(`the case "${one.name}"${where} ${failure}. Correct the key, the rules or the case.`);
  }
  return told;
}

function failureOf(item: ExamItem, one: ItemCase, seed: string): string | undefined {
  try {
    const grade = gradeItem(item, filled(item, one, seed), { seed });
    if (grade.unscored !== null) return `is not scored: ${grade.unscored}`;
    const steps = grade.trace.join(' ');
    if (grade.score !== tidy(one.score)) return `gives ${grade.score} in place of ${one.score} (${steps})`;
    for (const [id, expected] of Object.entries(one.outcomes ?? {})) {
      const got = grade.outcomes[id] ?? null;
      if (JSON.stringify(got) !== JSON.stringify(expected))
        return `gives ${id} ${JSON.stringify(got)} in place of ${JSON.stringify(expected)} (${steps})`;
    }
    return undefined;
  } catch (error) {
    if (error instanceof QtiError) return `cannot be run: ${error.message.replace(/\.$/, '')}`;
    throw error;
  }
}

/** The responses of a case with the drawn values in them. */
function filled(item: ExamItem, { responses }: ItemCase, seed: string): Responses {
  const state = processOf(item).begin(seed);
  if (responses === 'correct')
    return Object.fromEntries(
      item.marking.responses.map((response) => [response.id, writeValue(state.corrects.get(response.id) ?? correctOf(response))]),
    );
  const fill = (text: string): string =>
    text.replace(/\{([^{}\s]+)\}/g, (whole, id: string) => {
      const value = state.variables.get(id) ?? null;
      return value === null ? whole : writeValue(value).join(' ');
    });
  return Object.fromEntries(Object.entries(responses).map(([id, texts]) => [id, texts.map(fill)]));
}
