/** What the import asks those who will grade, so that nothing is published which they cannot. */
import type { ItemCases } from './cases.ts';
import type { ExamItem } from './exam.ts';
import type { CustomFault } from './source.ts';

export type ContentChecks = {
  customOperator: CustomFault;
  /** One line for each of an item's cases that does not come out as its author says. */
  failingCases(item: ExamItem, cases: ItemCases): string[];
};

/** Nobody is asked: for tests of reading alone. */
export const noChecks: ContentChecks = { customOperator: () => undefined, failingCases: () => [] };
