/** A result by section. Pure. */
import { parseFile } from '../../../shared/assessment/files.ts';
import type { ItemScore, ScoreBasis } from '../../../shared/contract/console.ts';
import type { AnswerFile } from '../ui/AnswerFiles.tsx';

export type SectionScore = { section: string; score: number; max: number; items: ItemScore[] };

/** Items grouped by section in the order in which the sections first appear. */
export function bySection(items: readonly ItemScore[]): SectionScore[] {
  const sections = new Map<string, SectionScore>();
  for (const item of items) {
    const known = sections.get(item.section) ?? { section: item.section, score: 0, max: 0, items: [] };
    known.score += item.score;
    known.max += item.max;
    known.items.push(item);
    sections.set(item.section, known);
  }
  return [...sections.values()];
}

/** The files that an answer names, by their places among them. */
export const filesIn = ({ responses }: ScoreBasis): AnswerFile[] =>
  Object.values(responses)
    .flatMap((values) => values.flatMap((value) => parseFile(value) ?? []))
    .map(({ type, bytes }, at) => ({ place: at + 1, type, bytes }));
