/** What declarations say a variable begins with, as values. */

import { parseScalar } from '../../shared/assessment/value.ts';
import type { OutcomeMarking, ResponseVariable, TemplateVariable } from '../exams/index.ts';
import { readValue, record, type Single, single, type Value } from './value.ts';

type Declared = ResponseVariable | OutcomeMarking | TemplateVariable;

/** Lexical values under a variable's own type. */
export function valueUnder({ cardinality, baseType }: Declared, texts: readonly string[] | null): Value {
  return texts === null || cardinality === 'record' || baseType === null ? null : readValue(cardinality, baseType, texts);
}

/** The declared default; NULL where there is none. */
export function defaultOf(variable: Declared): Value {
  if (variable.cardinality !== 'record') return valueUnder(variable, variable.default);
  const fields = (variable.fields ?? []).flatMap(({ field, baseType, text }): [string, Single][] => {
    const scalar = parseScalar(baseType, text);
    return scalar === undefined ? [] : [[field, single(baseType, scalar)]];
  });
  return record(new Map(fields));
}

const isNumeric = ({ cardinality, baseType }: Declared): boolean =>
  cardinality === 'single' && (baseType === 'float' || baseType === 'integer');

/** Where an outcome starts: its default, otherwise 0 for a number (QTI 3.0, 5.93) and NULL for everything else. */
export const outcomeAtStart = (outcome: OutcomeMarking): Value =>
  defaultOf(outcome) ?? (isNumeric(outcome) ? single(outcome.baseType ?? 'float', 0) : null);
