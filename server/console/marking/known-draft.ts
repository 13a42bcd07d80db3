/** A practice or seed answer while an administrator writes it. Pure. */
import type { KnownScript, Levels, MarkingScheme } from '../../../shared/contract/marking.ts';

/** Levels that are not chosen yet are missing. */
export type KnownDraft = { kind: KnownScript['kind']; text: string; why: string; levels: Readonly<Levels> };

/** The next answer is mostly of the same kind. */
export const emptyKnown = (kind: KnownScript['kind'] = 'practice'): KnownDraft => ({ kind, text: '', why: '', levels: {} });

/** What the chosen levels come to; null while a criterion has none. */
export function totalOf({ criteria }: MarkingScheme, { levels }: KnownDraft): number | null {
  const points = criteria.map(({ id, weight }) => (levels[id] === undefined ? null : weight * levels[id]));
  return points.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** The answer as it is sent, once every criterion has its level and there is a text; null before. */
export function knownOf(scheme: MarkingScheme, draft: KnownDraft): KnownScript | null {
  const { kind, text, why, levels } = draft;
  if (totalOf(scheme, draft) === null || text.trim() === '') return null;
  return { kind, text: text.trim(), why: why.trim(), levels: { ...levels } };
}
