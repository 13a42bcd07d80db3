/** What declarations say a variable begins with, as values. */

import { parseScalar } from '../../shared/assessment/value.ts';
import type { FieldText, OutcomeMarking, ResponseVariable, TemplateVariable } from '../exams/index.ts';
import { readValue, record, type Single, single, type Value } from './value.ts';

type Declared = ResponseVariable | OutcomeMarking | TemplateVariable;

/** Lexical values under a variable's own type. */
export function valueUnder(
  { cardinality, baseType }: Pick<Declared, 'cardinality' | 'baseType'>,
  texts: readonly string[] | null,
): Value {
  return texts === null || cardinality === 'record' || baseType === null ? null : readValue(cardinality, baseType, texts);
}

const recordOf = (fields: readonly FieldText[]): Value =>
  record(
    new Map(
      fields.flatMap(({ field, baseType, text }): [string, Single][] => {
        const scalar = parseScalar(baseType, text);
        return scalar === undefined ? [] : [[field, single(baseType, scalar)]];
      }),
    ),
  );

/** The declared default; NULL where there is none. */
export const defaultOf = (variable: Declared): Value =>
  variable.cardinality === 'record' ? recordOf(variable.fields ?? []) : valueUnder(variable, variable.default);

/** The declared right answer; NULL where there is none. */
export const correctOf = (response: ResponseVariable): Value =>
  response.cardinality === 'record' ? recordOf(response.correctFields ?? []) : valueUnder(response, response.correct);

const isNumeric = ({ cardinality, baseType }: Declared): boolean =>
  cardinality === 'single' && (baseType === 'float' || baseType === 'integer');

/** Where an outcome starts: its default, otherwise 0 for a number (QTI 3.0, 5.93) and NULL for everything else. */
export const outcomeAtStart = (outcome: OutcomeMarking): Value =>
  defaultOf(outcome) ?? (isNumeric(outcome) ? single(outcome.baseType ?? 'float', 0) : null);
