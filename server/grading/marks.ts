/** What people mark: which items, and how a settled mark becomes an item's grade. */

import { interactionsOf } from '../../shared/assessment/validate.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type Exam, type ExamItem, examItems } from '../exams/index.ts';

/** What people settled for one response. `score` is in the item's own points; `trace` says how it came about. */
export type SettledMark = { score: number; trace: string[] };
/** Settled marks by item id; a person-marked item that is answered and not in here still waits. */
export type Marks = Readonly<Record<string, SettledMark>>;

/** Interactions whose response a machine cannot judge. */
const open: readonly string[] = ['extended-text', 'drawing', 'upload'];

/**
 * Whether people mark an item: its SCORE is `external-scored="human"`, or it has no response processing and asks for a
 * text, a drawing or a file.
 */
export function needsMarker({ marking, content }: Pick<ExamItem, 'marking' | 'content'>): boolean {
  if (marking.outcomes.some(({ id, externalScored }) => id === 'SCORE' && externalScored === 'human')) return true;
  return marking.processing.length === 0 && interactionsOf(content).some(({ interaction }) => open.includes(interaction));
}

/** Whether there is anything to mark: blank responses score nothing without asking a person. */
export const isAnswered = (responses: Responses | undefined): boolean =>
  Object.values(responses ?? {}).some((values) => values.some((value) => value !== ''));

/** The items of an exam that people mark. */
export const itemsToMark = (exam: Exam): ExamItem[] => examItems(exam).filter(needsMarker);
