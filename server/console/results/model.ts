/** A result by section. Pure. */
import type { ItemScore } from '../../../shared/contract/console.ts';

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
