/** Marking schemes: what a mark adds up to, what is a valid mark, and when two marks agree. Pure. */
import type { Levels, MarkingScheme } from '../../shared/contract/marking.ts';

/** Takes away what adding binary fractions leaves behind. */
export const tidy = (value: number): number => Math.round(value * 1e9) / 1e9;

/** The weighted sum of the criteria's points. */
export const totalOf = (scheme: MarkingScheme, levels: Levels): number =>
  tidy(scheme.criteria.reduce((sum, { id, weight }) => sum + weight * (levels[id] ?? 0), 0));

/** The best total that the scheme can give. */
export const bestOf = (scheme: MarkingScheme): number =>
  tidy(scheme.criteria.reduce((sum, { weight, levels }) => sum + weight * Math.max(...levels.map(({ points }) => points)), 0));

/**
 * What is wrong with a scheme for an item whose best score is `max`; undefined when nothing is.
 * The schema has checked shapes and ranges already.
 */
export function schemeFault(scheme: MarkingScheme, max: number): string | undefined {
  const ids = scheme.criteria.map(({ id }) => id);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice) return `The criterion "${twice}" is there twice. Give each its own id.`;
  for (const { id, levels } of scheme.criteria)
    if (levels.some(({ points }, place) => place > 0 && points <= (levels[place - 1]?.points ?? 0)))
      return `The levels of "${id}" must rise in points, from the fewest to the most.`;
  if (bestOf(scheme) !== tidy(max))
    return `The best levels add up to ${bestOf(scheme)}, but the item gives at most ${max}. Change points or weights.`;
  if (scheme.second === 'model' && scheme.marks !== 2)
    return 'The model can only give a second mark. Set marks to 2, or second to "person".';
  return undefined;
}

/** What is wrong with a mark; undefined when every criterion, and nothing else, has the points of one of its levels. */
export function levelsFault(scheme: MarkingScheme, levels: Levels): string | undefined {
  const unknown = Object.keys(levels).find((id) => !scheme.criteria.some((criterion) => criterion.id === id));
  if (unknown !== undefined) return `There is no criterion "${unknown}" in the scheme.`;
  for (const criterion of scheme.criteria) {
    const points = Object.hasOwn(levels, criterion.id) ? levels[criterion.id] : undefined;
    if (points === undefined) return `The criterion "${criterion.title}" has no mark yet.`;
    if (!criterion.levels.some((level) => level.points === points))
      return `"${criterion.title}" has no level of ${points} points.`;
  }
  return undefined;
}

/** Whether two marks agree: the totals within the scheme's tolerance, and every criterion within its own. */
export const agree = (scheme: MarkingScheme, one: Levels, other: Levels): boolean =>
  tidy(Math.abs(totalOf(scheme, one) - totalOf(scheme, other))) <= scheme.tolerance &&
  scheme.criteria.every(({ id, tolerance }) => tidy(Math.abs((one[id] ?? 0) - (other[id] ?? 0))) <= tolerance);

/** The mean of marks, criterion by criterion. */
export const meanOf = (scheme: MarkingScheme, marks: readonly Levels[]): Levels =>
  Object.fromEntries(
    scheme.criteria.map(({ id }) => [id, tidy(marks.reduce((sum, levels) => sum + (levels[id] ?? 0), 0) / marks.length)]),
  );
