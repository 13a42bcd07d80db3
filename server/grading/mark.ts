/**
 * Marks that anyone who holds the item can compute again: what was answered, under which item, engine and draw, and what
 * came out, step by step.
 */
import { digest } from '../../shared/journal/chain.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type ExamItem, itemHash } from '../exams/index.ts';
import { ENGINE, gradeItem, type ItemGrade } from './grade.ts';

export type Mark = {
  engine: string;
  /** The hash of content and marking, as `ExamItem.hash`. */
  item: string;
  /** Where the item's templates drew from. */
  seed: string;
  /** Under the author's identifiers. */
  responses: Responses;
  grade: ItemGrade;
};

/** Grades an item and keeps all that it takes to do so again. */
export const markItem = (item: ExamItem, seed: string, responses: Responses): Mark => ({
  engine: ENGINE,
  item: item.hash,
  seed,
  responses,
  grade: gradeItem(item, responses, { seed }),
});

/** What keeps a mark from being computed again, or shows that it was not computed so; null when the bytes are the same. */
export type Discrepancy = 'another engine' | 'another item' | 'another grade' | null;

/** Computes a mark again and compares the bytes of their canonical form. */
export function replayMark(mark: Mark, item: ExamItem): Discrepancy {
  if (mark.engine !== ENGINE) return 'another engine';
  if (mark.item !== item.hash || item.hash !== itemHash(item)) return 'another item';
  return digest(markItem(item, mark.seed, mark.responses)) === digest(mark) ? null : 'another grade';
}
