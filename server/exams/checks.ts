/** What the import asks those who will grade, so that nothing is published which they cannot. */
import type { ItemCases } from './cases.ts';
import { type DrawValues, nothingDrawn } from './drawn-values.ts';
import type { ExamItem } from './exam.ts';
import type { CustomFault } from './source.ts';

export type ContentChecks = {
  customOperator: CustomFault;
  /** One line for each of an item's cases that does not come out as its author says. */
  failingCases(item: ExamItem, cases: ItemCases): string[];
  /** Why the templates of an item cannot be drawn so many times; undefined when they can. */
  drawFault(item: ExamItem, seeds: number): string | undefined;
  /** What the templates of an item draw, for the form of one sitting. */
  drawnValues: DrawValues;
};

/** Nobody is asked: for tests of reading alone. */
export const noChecks: ContentChecks = {
  customOperator: () => undefined,
  failingCases: () => [],
  drawFault: () => undefined,
  drawnValues: nothingDrawn,
};
