/** The figures of a cohort, without giving anyone away who did not ask to be named. Pure. */

export type Member = {
  learner: string;
  credential: string;
  name: string;
  /** ISO 3166 code. */
  country: string;
  programme: string;
  listed: boolean;
};
export type Share<K extends string> = { count: number } & { [P in K]: string | null };

/** A smaller group could be told apart by somebody who knows the others in it. */
export const LEAST = 5;

/**
 * Counts by a property, the largest first. Groups below `least` are put together under null; when even they are too few,
 * the smallest groups join them until they are not, so that nothing can be had back by subtraction.
 * @returns nothing when all together are too few
 */
export function countsBy<K extends string>(values: readonly string[], key: K, least = LEAST): Share<K>[] {
  if (values.length < least) return [];
  const groups = [...Map.groupBy(values, (value) => value)]
    .map(([value, of]) => ({ value, count: of.length }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const shown = groups.filter(({ count }) => count >= least);
  let rest = groups.filter(({ count }) => count < least).reduce((sum, { count }) => sum + count, 0);
  while (rest > 0 && rest < least) rest += shown.pop()?.count ?? least;
  const rows = shown.map(({ value, count }) => ({ [key]: value, count }) as Share<K>);
  return rest > 0 ? [...rows, { [key]: null, count: rest } as Share<K>] : rows;
}

/** One person with two credentials counts once by country and twice by programme. */
export function cohortOf(members: readonly Member[], least = LEAST) {
  const people = [...new Map(members.map((member) => [member.learner, member])).values()];
  const enough = people.length >= least;
  return {
    least,
    total: enough ? people.length : null,
    countries: enough ? new Set(people.map(({ country }) => country)).size : 0,
    byCountry: countsBy(
      people.map(({ country }) => country),
      'country',
      least,
    ),
    byProgramme: countsBy(
      members.map(({ programme }) => programme),
      'programme',
      least,
    ),
    names: members
      .filter(({ listed }) => listed)
      .map(({ name, programme, credential }) => ({ name, programme, credential }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}
