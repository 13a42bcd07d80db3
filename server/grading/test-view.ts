/** What test-level expressions may ask the items of a session; the session engine answers. */
import type { Cardinality } from '../../shared/assessment/delivery.ts';
import type { QtiBaseType } from '../../shared/assessment/value.ts';
import type { Value } from './value.ts';

/** Which items: those of a section, nested ones included, with one of the categories and with none of the others. */
export type ItemFilter = { section: string | null; include: readonly string[]; exclude: readonly string[] };

/** One item session; a reference that was selected several times has several. */
export type ItemView = {
  identifier: string;
  /** From 1. */
  sequence: number;
  /** Undefined where the item declares no such variable; the reserved ones are always there. */
  variable(id: string): Value | undefined;
  outcome(
    id: string,
  ): { baseType: QtiBaseType; cardinality: Cardinality; normalMaximum: number | null; normalMinimum: number | null } | undefined;
  correct(id: string): Value | undefined;
  default(id: string): Value | undefined;
  weight(id: string): number | undefined;
  isPresented(): boolean;
  isResponded(): boolean;
  isCorrect(): boolean;
  isIncorrect(): boolean;
};
export type TestView = {
  items(filter: ItemFilter): readonly ItemView[];
  item(identifier: string, sequence: number | null): ItemView | undefined;
};
