/** Whose row it is, and whether a new person may be one who is known under another name. Pure. */
import type { Learner } from '../programmes/index.ts';

export type Identity = {
  learner: string;
  name: string;
  romanised: string;
  username: string | null;
  idVerifiedOn: string | null;
};
export type People = { learners: readonly Learner[]; identities: readonly Identity[] };
/** As a file names a person. */
export type Named = { id?: string; email?: string; username?: string };

/** Finds who a row is about; what it says of a person must all be of the same one. */
export function createFinder({ learners, identities }: People) {
  const byId = new Map(learners.map((learner) => [learner.id, learner]));
  const byEmail = new Map(learners.map((learner) => [learner.email, learner]));
  const byUsername = new Map(
    identities.flatMap(({ username, learner }) => (username === null ? [] : [[username, byId.get(learner)] as const])),
  );
  return (named: Named): { learner: Learner } | { fault: string } => {
    const asked = [
      named.id ? { said: `learner ${named.id}`, found: byId.get(named.id) } : null,
      named.email ? { said: named.email, found: byEmail.get(named.email.toLowerCase()) } : null,
      named.username
        ? { said: `user ${named.username}`, found: byUsername.get(named.username) ?? byId.get(named.username) }
        : null,
    ].filter((one) => one !== null);
    const known = asked.flatMap(({ said, found }) => (found ? [{ said, found }] : []));
    const [first, ...others] = known;
    if (!first)
      return { fault: `${asked.map(({ said }) => said).join(', ') || 'nobody'} is no known learner; import identities first` };
    const other = others.find(({ found }) => found.id !== first.found.id);
    if (other)
      return {
        fault: `${first.said} is learner ${first.found.id}, but ${other.said} is learner ${other.found.id}; find out who it is`,
      };
    return { learner: first.found };
  };
}

/** A name's words without case, accents and order. */
export const wordsOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[\s\p{P}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ');
const spellings = (name: string, romanised: string | null): string[] =>
  [...new Set([wordsOf(name), wordsOf(romanised ?? '')])].filter((words) => words !== '');

/**
 * The known person whom a new one may be: the same words in any order or alphabet, in the same country. Two people may well
 * share a name, so this only asks.
 */
export function namesakeOf(
  one: { id: string; name: string; romanised: string; country: string },
  { learners, identities }: People,
): Learner | null {
  const romanised = new Map(identities.map((identity) => [identity.learner, identity.romanised]));
  const own = spellings(one.name, one.romanised);
  return (
    learners.find(
      ({ id, name, country }) =>
        id !== one.id &&
        country === one.country &&
        spellings(name, romanised.get(id) ?? null).some((words) => own.includes(words)),
    ) ?? null
  );
}
