/** What a test session needs of an item: its variables and its two kinds of processing, made from its marking document. */
import type { QtiBaseType } from '../../../shared/assessment/value.ts';
import type { QtiCardinality } from '../../exams/index.ts';
import type { Value } from '../value.ts';
import type { Random } from './plan.ts';
import type { Validity } from './validity.ts';

export type ItemVariable = {
  kind: 'response' | 'outcome' | 'template';
  id: string;
  cardinality: QtiCardinality;
  /** None for a record. */
  baseType: QtiBaseType | null;
  /** NULL where none is declared; numeric outcomes start at 0. */
  initial: Value;
  correct: Value;
  normalMaximum: number | null;
  normalMinimum: number | null;
};
/** The values of an item's variables, and what template processing made of defaults and keys. */
export type ItemValues = {
  values: Readonly<Record<string, Value>>;
  defaults: Readonly<Record<string, Value>>;
  corrects: Readonly<Record<string, Value>>;
};
/** Shown after an attempt when the outcome holds (`show`) or does not hold (`hide`) the identifier. */
export type ModalFeedback = { outcome: string; identifier: string; show: 'show' | 'hide' };

export type ItemProgram = {
  adaptive: boolean;
  variables: readonly ItemVariable[];
  /** Template processing; the same numbers give the same values. */
  prepare: (values: ItemValues, random: Random) => ItemValues;
  /** Response processing. */
  respond: (values: ItemValues, random: Random) => ItemValues;
  /** The boolean responses of end-attempt interactions, false at each attempt's beginning. */
  endAttempts: readonly string[];
  validity: readonly Validity[];
  modalFeedback: readonly ModalFeedback[];
};
