/** What one candidate gets of an exam: selection and ordering by the sitting's seed, the same whenever it is asked for. */
import type { Exam, ExamItem, ExamSection } from './exam.ts';
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

/** The sections of one sitting, each with the items that were drawn for it, in their order. */
export function drawn(exam: Exam, seed: string): ExamSection[] {
  return exam.sections.map((section) => {
    if (!section.pool) return section;
    const items = new Map(section.items.map((item) => [item.id, item]));
    const chosen = draw(section.pool, randomOf(seed, 'draw', section.id)).flatMap((id) => items.get(id) ?? []);
    const stimuli = section.stimuli.filter(({ id }) => chosen.some(({ stimulus }) => stimulus === id));
    return { ...section, items: chosen, stimuli };
  });
}

export const drawnItems = (exam: Exam, seed: string): ExamItem[] => drawn(exam, seed).flatMap(({ items }) => items);
