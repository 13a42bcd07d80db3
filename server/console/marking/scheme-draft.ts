/** A marking scheme while somebody types it: every number as text, so that nothing is lost between two keys. Pure. */
import type { MarkingScheme } from '../../../shared/contract/marking.ts';

export type LevelDraft = { points: string; title: string; descriptor: string };
export type CriterionDraft = { id: string; title: string; weight: string; tolerance: string; levels: LevelDraft[] };
export type SchemeDraft = {
  criteria: CriterionDraft[];
  tolerance: string;
  marks: '1' | '2';
  second: MarkingScheme['second'];
  every: string;
  stopAfter: string;
  inRow: string;
  release: MarkingScheme['release'];
  guidance: string;
};

export const draftOf = ({
  criteria,
  tolerance,
  marks,
  second,
  seeds,
  practice,
  release,
  guidance,
}: MarkingScheme): SchemeDraft => ({
  criteria: criteria.map(({ levels, weight, tolerance: own, ...rest }) => ({
    ...rest,
    weight: String(weight),
    tolerance: String(own),
    levels: levels.map(({ points, ...level }) => ({ ...level, points: String(points) })),
  })),
  tolerance: String(tolerance),
  marks: marks === 1 ? '1' : '2',
  second,
  every: String(seeds.every),
  stopAfter: String(seeds.stopAfter),
  inRow: String(practice.inRow),
  release,
  guidance,
});

/** A number as people type it, with a point or a comma; what is none stays for the schema to refuse with its place. */
const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));

/** What is sent; the contract's schema says what is wrong with it. */
export const schemeOf = ({ criteria, tolerance, marks, every, stopAfter, inRow, ...rest }: SchemeDraft): unknown => ({
  ...rest,
  criteria: criteria.map((criterion) => ({
    ...criterion,
    weight: number(criterion.weight),
    tolerance: number(criterion.tolerance),
    levels: criterion.levels.map((level) => ({ ...level, points: number(level.points) })),
  })),
  tolerance: number(tolerance),
  marks: Number(marks),
  seeds: { every: number(every), stopAfter: number(stopAfter) },
  practice: { inRow: number(inRow) },
});

/** Weights times best points: what has to be the item's best score. Null while a number is missing. */
export function bestOf({ criteria }: SchemeDraft): number | null {
  const sum = criteria.reduce(
    (total, { weight, levels }) => total + number(weight) * Math.max(...levels.map(({ points }) => number(points))),
    0,
  );
  return Number.isFinite(sum) ? Math.round(sum * 1e6) / 1e6 : null;
}

/** The criterion at a place with other parts. */
export const withCriterion = (draft: SchemeDraft, at: number, part: Partial<CriterionDraft>): SchemeDraft => ({
  ...draft,
  criteria: draft.criteria.map((criterion, place) => (place === at ? { ...criterion, ...part } : criterion)),
});

export const withLevel = (draft: SchemeDraft, at: number, level: number, part: Partial<LevelDraft>): SchemeDraft =>
  withCriterion(draft, at, {
    levels: draft.criteria[at]?.levels.map((one, place) => (place === level ? { ...one, ...part } : one)) ?? [],
  });

/** One more criterion, under an identifier that none has had. */
export function addCriterion(draft: SchemeDraft): SchemeDraft {
  const used = new Set(draft.criteria.map(({ id }) => id));
  let next = draft.criteria.length + 1;
  while (used.has(`criterion-${next}`)) next += 1;
  const levels = [0, 1].map((points) => ({ points: String(points), title: '', descriptor: '' }));
  return { ...draft, criteria: [...draft.criteria, { id: `criterion-${next}`, title: '', weight: '1', tolerance: '1', levels }] };
}

/** One more level above the others. */
export function addLevel(draft: SchemeDraft, at: number): SchemeDraft {
  const levels = draft.criteria[at]?.levels ?? [];
  const top = number(levels.at(-1)?.points ?? '0');
  const points = Number.isFinite(top) ? String(top + 1) : '';
  return withCriterion(draft, at, { levels: [...levels, { points, title: '', descriptor: '' }] });
}

export const removeLevel = (draft: SchemeDraft, at: number, level: number): SchemeDraft =>
  withCriterion(draft, at, { levels: draft.criteria[at]?.levels.filter((_, place) => place !== level) ?? [] });
export const removeCriterion = (draft: SchemeDraft, at: number): SchemeDraft => ({
  ...draft,
  criteria: draft.criteria.filter((_, place) => place !== at),
});
