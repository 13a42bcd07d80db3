/**
 * Marks that anyone who holds the item can compute again: what was answered, under which item, engine and draw, and what
 * came out, step by step.
 */
import type { ItemScore } from '../../shared/contract/console.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type Exam, type ExamItem, examItems, instanceOf, itemHash } from '../exams/index.ts';
import { ENGINE, gradeItem, gradeUnderKeys, type ItemGrade } from './grade.ts';
import { needsMarker } from './marks.ts';
import type { Keys } from './regrade/keys.ts';

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

/** A stored score computed again from its own basis: by a machine to the same bytes, or why not. */
export type Recomputed = { outcome: 'same' | 'by-people' | 'not-kept'; why: null } | { outcome: 'other'; why: string };

/**
 * Computes the score of one item of a result again, from what is stored with it and the exam alone.
 * @param keys those that the result stands under
 */
export function recomputeScore(exam: Exam, keys: Keys, stored: ItemScore): Recomputed {
  const { basis } = stored;
  if (!basis) return { outcome: 'not-kept', why: null };
  const item = examItems(exam).find(({ id }) => id === instanceOf(stored.item).item);
  if (!item) return { outcome: 'other', why: `The exam has no item ${stored.item}.` };
  if (needsMarker(item)) return { outcome: 'by-people', why: null };
  if (basis.engine !== ENGINE) return { outcome: 'other', why: `It was computed by ${basis.engine}; this is ${ENGINE}.` };
  const { grade, hash } = gradeUnderKeys(exam, keys, item, (one) =>
    gradeItem({ ...one, presets: basis.presets }, basis.responses, { seed: basis.seed }),
  );
  if (hash !== basis.hash) return { outcome: 'other', why: 'The item is another one: its hash differs.' };
  const again = digest([grade.score, grade.max, grade.trace, grade.templates]);
  return again === digest([stored.score, stored.max, stored.trace, basis.templates])
    ? { outcome: 'same', why: null }
    : { outcome: 'other', why: `It comes to ${grade.score} of ${grade.max}.` };
}
