import { at, type Json, listAt } from './edit.ts';

type Band = { letter: string; from: number; to: number };

/** The bands of the letters that can be drawn, best first. */
export function bandsOf(programme: Json): Band[] {
  const letters = listAt(programme, ['letters'])
    .flatMap((one) => {
      const from = at(one, ['fromPercent']);
      return typeof from === 'number' && from >= 0 && from <= 100 ? [{ letter: String(at(one, ['letter']) ?? ''), from }] : [];
    })
    .toSorted((a, b) => b.from - a.from);
  return letters.map((one, i) => ({ ...one, to: letters[i - 1]?.from ?? 100 })).filter(({ from, to }) => to > from || to === 100);
}
