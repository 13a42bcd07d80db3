/** What one candidate gets of an exam: selection and ordering by the sitting's seed, the same whenever it is asked for. */
import type { Exam, ExamSection } from './exam.ts';
import { type DrawnItem, drawnItem } from './instance.ts';
import { keyed } from './opaque.ts';
import { draw, type Random } from './pool.ts';

const DIGITS = 13;

/** Numbers that follow from a secret seed and nothing else. */
export function randomOf(seed: string, ...parts: string[]): Random {
  let turn = 0;
  return () => {
    turn += 1;
    return Number.parseInt(keyed(seed, ...parts, String(turn)).slice(0, DIGITS), 16) / 16 ** DIGITS;
  };
}

export type DrawnSection = Omit<ExamSection, 'items'> & { items: DrawnItem[] };

/** The sections of one sitting, each with the items that were drawn for it, in their order. */
export function drawn(exam: Exam, seed: string): DrawnSection[] {
  return exam.sections.map((section) => {
    if (!section.pool) return { ...section, items: section.items.map((item) => drawnItem(item, 1)) };
    const items = new Map(section.items.map((item) => [item.id, item]));
    const times = new Map<string, number>();
    const chosen = draw(section.pool, randomOf(seed, 'draw', section.id)).flatMap((id) => {
      const item = items.get(id);
      const sequence = (times.get(id) ?? 0) + 1;
      times.set(id, sequence);
      return item ? [drawnItem(item, sequence)] : [];
    });
    const stimuli = section.stimuli.filter(({ id }) => chosen.some(({ stimulus }) => stimulus === id));
    return { ...section, items: chosen, stimuli };
  });
}

export const drawnItems = (exam: Exam, seed: string): DrawnItem[] => drawn(exam, seed).flatMap(({ items }) => items);
