/**
 * Finds learners who may be one person under two accounts: the same name in another order, spelling or alphabet in one
 * country, or the same address at another provider. It only asks; a person answers. Pure.
 */
import type { Learner } from './plan-import.ts';

export type Suspicion = { key: string; learners: Learner[]; signs: string[] };

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/ß/g, 'ss');
/** A name's words, in no order. */
const wordsOf = (name: string): string =>
  folded(name)
    .split(/[\s\p{P}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ');

/** Only consonants: romanisations agree on those, and on little else. */
const consonants: Record<string, string> = {
  ...letters('бвгджзйклмнпрстфхцчшщ', 'b v g d zh z y k l m n p r s t f kh ts ch sh shch'),
  ...letters('ґ', 'g'),
  ...letters('βγδζθκλμνξπρσςτφχψ', 'v g d z th k l m n x p r s s t f kh ps'),
  ...letters('بتثجحخدذرزسشصضطظعغفقكلمنه', 'b t th j h kh d dh r z s sh s d t z  gh f q k l m n h'),
};
function letters(from: string, to: string): Record<string, string> {
  const latin = to.split(' ');
  return Object.fromEntries([...from].map((letter, i) => [letter, latin[i] ?? '']));
}
const skeletonOf = (name: string): string =>
  folded(name)
    .split(/[\s\p{P}]+/u)
    .filter(Boolean)
    .map((word) =>
      [...word]
        .map((letter) => consonants[letter] ?? letter)
        .join('')
        .replace(/[^b-df-hj-np-tv-xz]/g, '')
        .replace(/h/g, '')
        .replace(/(.)\1+/g, '$1'),
    )
    .filter(Boolean)
    .toSorted()
    .join(' ');
/** Shorter ones agree by chance. */
const TELLING = 5;
const isLatin = (name: string): boolean => /\p{Script=Latin}/u.test(name);

/** The part before the @ without dots and without what follows a plus sign. */
const mailbox = (email: string): string => (email.split('@')[0] ?? '').replace(/\+.*$/, '').replaceAll('.', '').toLowerCase();

/** Every group that may be one person, each once, whatever the order of the learners. */
export function suspectsAmong(learners: readonly Learner[]): Suspicion[] {
  const sorted = learners.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const found = new Map<string, Suspicion>();
  const group = (sign: string, keyOf: (learner: Learner) => string | null, fits: (group: Learner[]) => boolean = () => true) => {
    for (const [key, group] of Map.groupBy(sorted, (learner) => keyOf(learner) ?? '')) {
      if (key === '' || group.length < 2 || !fits(group)) continue;
      const ids = group.map(({ id }) => id).join(' ');
      const known = found.get(ids) ?? { key: `same-person ${ids}`, learners: group, signs: [] };
      found.set(ids, { ...known, signs: [...known.signs, sign] });
    }
  };
  group('The same words make up the name, in the same country.', ({ name, country }) => `${country} ${wordsOf(name)}`);
  group(
    'The name reads the same in another alphabet, in the same country.',
    ({ name, country }) => {
      const skeleton = skeletonOf(name);
      return skeleton.length >= TELLING ? `${country} ${skeleton}` : null;
    },
    (group) => group.some(({ name }) => isLatin(name)) && group.some(({ name }) => !isLatin(name)),
  );
  group('The address is the same at another provider, in the same country.', ({ email, country }) =>
    mailbox(email).length >= TELLING ? `${country} ${mailbox(email)}` : null,
  );
  return [...found.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
