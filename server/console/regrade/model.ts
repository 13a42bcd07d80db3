/** What the form and the drawing of a regrade work with. Pure. */
import type { ImpactRow, KeyChange } from '../../../shared/contract/regrade.ts';

export const kinds = ['key', 'mapping', 'drop', 'full-marks', 'weight', 'as-published'] as const;
export type Kind = (typeof kinds)[number];
export type Draft = {
  item: string;
  kind: Kind;
  response: string;
  /** For `key`: chosen identifiers, or what was typed, one value a line. */
  chosen: readonly string[];
  typed: string;
  /** For `mapping`: `value = points`, one a line. */
  map: string;
  weight: string;
};

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The change that a draft describes, or the field that is still missing or wrong. */
export function changeOf(draft: Draft): KeyChange | { wrong: 'value' | 'map' | 'weight' } {
  const { item, kind, response } = draft;
  switch (kind) {
    case 'key': {
      const correct = [...draft.chosen, ...lines(draft.typed)];
      return correct.length > 0 ? { kind, item, response, correct } : { wrong: 'value' };
    }
    case 'mapping': {
      const entries = lines(draft.map).map((line) => {
        const at = line.lastIndexOf('=');
        return {
          key: line.slice(0, Math.max(0, at)).trim(),
          value: at < 0 ? Number.NaN : Number(line.slice(at + 1).trim() || 'x'),
        };
      });
      const good = entries.length > 0 && entries.every(({ key, value }) => key !== '' && Number.isFinite(value));
      return good ? { kind, item, response, entries } : { wrong: 'map' };
    }
    case 'weight': {
      const weight = Number(draft.weight.trim().replace(',', '.') || 'x');
      return weight > 0 && weight <= 100 ? { kind, item, weight } : { wrong: 'weight' };
    }
    default:
      return { kind, item };
  }
}

/** The greatest losses first, the greatest gains last; equal ones by name, so that the drawing and the table agree. */
export const byDifference = (rows: readonly ImpactRow[]): ImpactRow[] =>
  rows.toSorted((a, b) => a.difference - b.difference || (a.name < b.name ? -1 : 1));

/** How high one candidate's line may be in px, so that many still fit on a screen or two. */
export const lineHeight = (count: number): number => Math.max(5, Math.min(18, Math.floor(640 / Math.max(1, count))));
