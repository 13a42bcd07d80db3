/**
 * The marking document of an item: everything that decides a score and nothing that a candidate sees. Plain data, so
 * that it can be stored, hashed and compiled into closures by the grading engine.
 */

import type { BaseType, Cardinality } from '../../shared/assessment/delivery.ts';
import type { QtiBaseType } from '../../shared/assessment/value.ts';
import type { OperatorName } from './operators.ts';
import type { Shape } from './shapes.ts';

export type MapEntry = { key: string; value: number; caseSensitive: boolean };
export type Bounds = { lower: number | null; upper: number | null };
export type Mapping = Bounds & { default: number; entries: MapEntry[] };
export type Area = { shape: Shape; coords: number[]; value: number };
export type AreaMapping = Bounds & { default: number; areas: Area[] };

export type ResponseMarking = {
  id: string;
  cardinality: Cardinality;
  baseType: BaseType;
  /** Lexical values; null when the item declares no correct response. */
  correct: string[] | null;
  mapping: Mapping | null;
  areaMapping: AreaMapping | null;
};
export type OutcomeMarking = {
  id: string;
  cardinality: Cardinality;
  baseType: QtiBaseType;
  default: string[] | null;
  normalMaximum: number | null;
  normalMinimum: number | null;
  /** Who gives the value, where response processing does not (QTI 3.0, 5.29 external-scored). */
  externalScored: 'human' | null;
};

/** One node of an expression tree: `args` are operands, `text` is the content of a base value. */
export type Expression = {
  op: OperatorName;
  attributes: Record<string, string>;
  text: string;
  args: Expression[];
  line: number;
};
/** A branch without `when` is the else. */
export type Branch = { when: Expression | null; rules: Rule[] };
export type Rule =
  | { rule: 'condition'; branches: Branch[]; line: number }
  | { rule: 'set'; outcome: string; value: Expression; line: number }
  | { rule: 'exit'; line: number };

export type Marking = {
  responses: ResponseMarking[];
  outcomes: OutcomeMarking[];
  processing: Rule[];
  /** The best score: SCORE's normal maximum, or what the standard template can give. */
  max: number;
  /** The worst score: SCORE's normal minimum, otherwise 0. */
  min: number;
};
