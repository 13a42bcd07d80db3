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

export type QtiCardinality = Cardinality | 'record';
/** A field of a record as it is declared. */
export type FieldText = { field: string; baseType: QtiBaseType; text: string };
/** What all declared variables have. A record has no base type, and its initial fields in `fields`. */
type Variable = {
  id: string;
  cardinality: QtiCardinality;
  baseType: QtiBaseType | null;
  /** Lexical values; null when nothing is declared. */
  default: string[] | null;
  fields?: FieldText[];
};

/** A response variable as any QTI item may declare it. */
export type ResponseVariable = Variable & {
  /** Lexical values; null when the item declares no correct response. */
  correct: string[] | null;
  /** The right fields of a record. */
  correctFields?: FieldText[];
  mapping: Mapping | null;
  areaMapping: AreaMapping | null;
};
/** A response variable that an interaction of an exam can fill. */
export type ResponseMarking = ResponseVariable & { cardinality: Cardinality; baseType: BaseType };

/** `bound` is the source value of a match table's entry, and the lower bound of an interpolation table's. */
export type TableEntry = { bound: number; included: boolean; value: string };
export type LookupTable = { table: 'match' | 'interpolation'; default: string | null; entries: TableEntry[] };
export type OutcomeMarking = Variable & {
  table: LookupTable | null;
  normalMaximum: number | null;
  normalMinimum: number | null;
  masteryValue: number | null;
  /** Set by a person or another program, never by response processing. */
  externalScored: 'human' | 'externalMachine' | null;
};
export type TemplateVariable = Variable & { mathVariable: boolean };

/** One node of an expression tree: `args` are operands, `text` is the content of a base value. */
export type Expression = {
  op: OperatorName;
  /** Of a lookup that brings its own table. */
  table?: LookupTable;
  attributes: Record<string, string>;
  text: string;
  args: Expression[];
  line: number;
};
/** A branch without `when` is the else. */
export type Branch = { when: Expression | null; rules: Rule[] };
export type SetTarget = 'outcome' | 'template' | 'correct' | 'default' | 'response';
export type Rule =
  | { rule: 'condition'; branches: Branch[]; line: number }
  | { rule: 'set'; target: SetTarget; id: string; value: Expression; line: number }
  | { rule: 'lookup'; id: string; value: Expression; line: number }
  | { rule: 'constraint'; value: Expression; line: number }
  /** Rules of their own, whose exit ends them alone. */
  | { rule: 'block'; rules: Rule[]; line: number }
  | { rule: 'exit'; line: number };

export type Marking = {
  responses: ResponseVariable[];
  outcomes: OutcomeMarking[];
  templates: TemplateVariable[];
  templating: Rule[];
  processing: Rule[];
  /** Outcomes keep their values from one attempt to the next. */
  adaptive: boolean;
  /** The best score: SCORE's normal maximum, or what the standard template can give. */
  max: number;
  /** The worst score: SCORE's normal minimum, otherwise 0. */
  min: number;
};

/** The variables that expressions and rules may name. */
export type Scope = {
  /** At the level of a test variables of items are named too, as in `Q01.SCORE`, and its own operators may be used. */
  level: 'item' | 'test';
  responses: ReadonlyMap<string, ResponseVariable>;
  outcomes: ReadonlyMap<string, OutcomeMarking>;
  templates: ReadonlyMap<string, TemplateVariable>;
};

const plain = { default: null, correct: null, mapping: null, areaMapping: null };
/** Response variables that every item has (QTI 3.0, 2.3). */
const builtInResponses: readonly ResponseVariable[] = [
  { ...plain, id: 'numAttempts', cardinality: 'single', baseType: 'integer' },
  { ...plain, id: 'duration', cardinality: 'single', baseType: 'duration' },
];
export const completionStatus: OutcomeMarking = {
  id: 'completionStatus',
  cardinality: 'single',
  baseType: 'identifier',
  default: ['unknown'],
  table: null,
  normalMaximum: null,
  normalMinimum: null,
  masteryValue: null,
  externalScored: null,
};

const byId = <T extends { id: string }>(...lists: readonly (readonly T[])[]): Map<string, T> =>
  new Map(lists.flat().map((variable) => [variable.id, variable]));

/** The scope of an item's processing, with the variables that every item has. */
export const itemScope = ({ responses, outcomes, templates }: Pick<Marking, 'responses' | 'outcomes' | 'templates'>): Scope => ({
  level: 'item',
  responses: byId(builtInResponses, responses),
  outcomes: byId([completionStatus], outcomes),
  templates: byId(templates),
});

/** The scope of a test's own rules, preconditions and branch rules. */
export const testScope = (outcomes: readonly OutcomeMarking[]): Scope => ({
  level: 'test',
  responses: byId(builtInResponses.filter(({ id }) => id === 'duration')),
  outcomes: byId(outcomes),
  templates: new Map(),
});
