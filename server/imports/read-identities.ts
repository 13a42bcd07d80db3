/** Identities as a source that checked them gives them: the name in its own letters and in Latin ones. Pure. */
import { CalendarDate } from '../../shared/programme/index.ts';
import { type Problem, readTable } from './table-file.ts';

export type ReadIdentity = {
  row: number;
  id: string;
  email: string;
  name: string;
  romanised: string;
  country: string;
  username: string | null;
  idVerifiedOn: string | null;
  /** A tag of BCP 47; null where the file says nothing. */
  language: string | null;
};

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const isLatin = (text: string): boolean => /^[\p{Script=Latin}\p{M}\p{P}\s]+$/u.test(text);

export function readIdentities(text: string, today: string): { people: ReadIdentity[]; problems: Problem[] } {
  const file = readTable(text, ['learner_id', 'email', 'name', 'name_romanised', 'country', 'id_verified_on']);
  const problems: Problem[] = [...file.problems];
  const people: ReadIdentity[] = [];
  const seen = new Map<string, number>();
  for (const { row, cells } of file.rows) {
    const {
      learner_id = '',
      email = '',
      name = '',
      name_romanised = '',
      country = '',
      id_verified_on = '',
      username = '',
      language = '',
    } = cells;
    const faults: [string, string][] = [];
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(learner_id))
      faults.push(['learner_id', 'must be 1 to 64 letters without accents, digits, dashes or underscores']);
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 200) faults.push(['email', 'is not an e-mail address']);
    for (const [column, value] of [
      ['name', name],
      ['name_romanised', name_romanised],
    ] as const)
      if (/[\p{Cc}\p{Cf}]/u.test(value)) faults.push([column, 'contains a control character; remove it']);
    if (name === '' || name.length > 200) faults.push(['name', 'must have 1 to 200 characters']);
    const romanised = name_romanised || (isLatin(name) ? name : '');
    if (romanised === '') faults.push(['name_romanised', 'is needed, since the name is not in Latin letters']);
    else if (!isLatin(romanised)) faults.push(['name_romanised', `"${romanised}" is not in Latin letters`]);
    if (!/^[A-Z]{2}$/.test(country) || regions.of(country) === undefined)
      faults.push(['country', 'is not a country code of ISO 3166, such as KE']);
    if (id_verified_on !== '') {
      if (!CalendarDate.safeParse(id_verified_on).success)
        faults.push(['id_verified_on', 'must be a day written as YYYY-MM-DD, or empty']);
      else if (id_verified_on > today) faults.push(['id_verified_on', 'lies in the future']);
    }
    if (language !== '' && !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language))
      faults.push(['language', 'is not a language tag of BCP 47, such as ar or en-GB']);
    const earlier = seen.get(learner_id);
    if (earlier !== undefined) faults.push(['learner_id', `stands in row ${earlier} already`]);
    else seen.set(learner_id, row);
    if (faults.length > 0) problems.push(...faults.map(([column, message]) => ({ row, column, message })));
    else
      people.push({
        row,
        id: learner_id,
        email: email.toLowerCase(),
        name,
        romanised,
        country,
        username: username || null,
        idVerifiedOn: id_verified_on || null,
        language: language || null,
      });
  }
  return { people, problems };
}
