/** A mark that is being given, as data: what is chosen, where the marker is, and whether it is about to be sent. Pure. */
import type { Criterion, Levels, MarkingScheme } from '../../../shared/contract/marking.ts';

export type Draft = {
  levels: Levels;
  /** The criterion that number keys choose for. */
  current: string;
  /** What was chosen, oldest first, with what stood there before, so that it can be taken back. */
  history: { criterion: string; before: number | undefined }[];
  /** Everything is chosen and shown once more: the next Enter sends it. */
  confirming: boolean;
};

export const emptyDraft = ({ criteria }: MarkingScheme): Draft => ({
  levels: {},
  current: criteria[0]?.id ?? '',
  history: [],
  confirming: false,
});

export const missing = ({ criteria }: MarkingScheme, { levels }: Draft): Criterion[] =>
  criteria.filter(({ id }) => !Object.hasOwn(levels, id));

/** The criterion after `from` that has no level yet, else `from` itself. */
function nextOpen(scheme: MarkingScheme, levels: Levels, from: string): string {
  const place = scheme.criteria.findIndex(({ id }) => id === from);
  const ahead = [...scheme.criteria.slice(place + 1), ...scheme.criteria.slice(0, place)];
  return ahead.find(({ id }) => !Object.hasOwn(levels, id))?.id ?? from;
}

/** Chooses a level and stays: arrow keys pass over levels on the way to another. */
export function choose(draft: Draft, criterion: string, points: number): Draft {
  const levels = { ...draft.levels, [criterion]: points };
  const history = [...draft.history, { criterion, before: draft.levels[criterion] }];
  return { levels, history, current: criterion, confirming: false };
}

/** What a number key does: the level at that place, from 1, of the current criterion, and on to the next that has none. */
export function chooseByKey(scheme: MarkingScheme, draft: Draft, place: number): Draft {
  const criterion = scheme.criteria.find(({ id }) => id === draft.current);
  const level = criterion?.levels[place - 1];
  if (!criterion || !level) return draft;
  const chosen = choose(draft, criterion.id, level.points);
  return { ...chosen, current: nextOpen(scheme, chosen.levels, criterion.id) };
}

/** Takes back: first the confirmation, then the newest choice. */
export function undo(draft: Draft): Draft {
  if (draft.confirming) return { ...draft, confirming: false };
  const last = draft.history.at(-1);
  if (!last) return draft;
  const { [last.criterion]: _, ...rest } = draft.levels;
  const levels = last.before === undefined ? rest : { ...rest, [last.criterion]: last.before };
  return { levels, history: draft.history.slice(0, -1), current: last.criterion, confirming: false };
}

/** Asks to send: shows everything once more, or goes to what is missing. */
export function confirm(scheme: MarkingScheme, draft: Draft): Draft {
  const [first] = missing(scheme, draft);
  return first ? { ...draft, current: first.id } : { ...draft, confirming: true };
}

export const goTo = (draft: Draft, criterion: string): Draft => ({ ...draft, current: criterion, confirming: false });

/** One criterion up or down. */
export function step(scheme: MarkingScheme, draft: Draft, by: 1 | -1): Draft {
  const place = scheme.criteria.findIndex(({ id }) => id === draft.current);
  const next = scheme.criteria[Math.max(0, Math.min(scheme.criteria.length - 1, place + by))];
  return next ? goTo(draft, next.id) : draft;
}

/** The weighted sum of what is chosen. */
export const totalOf = ({ criteria }: MarkingScheme, levels: Levels): number =>
  Math.round(criteria.reduce((sum, { id, weight }) => sum + weight * (levels[id] ?? 0), 0) * 1e9) / 1e9;
export const bestOf = (scheme: MarkingScheme): number =>
  totalOf(scheme, Object.fromEntries(scheme.criteria.map(({ id, levels }) => [id, levels.at(-1)?.points ?? 0])));
