/** What a list of identities changes: new learners, and what a source has checked of known ones. */
import { dateOf } from '../../shared/programme/index.ts';
import type { Learner, Programmes } from '../programmes/index.ts';
import { languageOf } from '../words/index.ts';
import { type Identity, namesakeOf, type People } from './people.ts';
import type { Change, Plan } from './plan.ts';
import { type ReadIdentity, readIdentities } from './read-identities.ts';
import type { Problem } from './table-file.ts';

type Known = { learners: People['learners']; identities: readonly (Identity & { revision: number })[] };
type Languages = { known: ReadonlyMap<string, string>; keep: Programmes['languages']['keep'] };
type Options = {
  text: string;
  confirmed: readonly number[];
  known: Known;
  languages: Languages;
  now: number;
  intake: Programmes['intake'];
};

export function planIdentities({ text, confirmed, known, languages, now, intake }: Options): Plan {
  const { people, problems } = readIdentities(text, dateOf(now));
  const learners = new Map(known.learners.map((learner) => [learner.id, learner]));
  const emails = new Map(known.learners.map(({ id, email }) => [email, id]));
  const stored = new Map(known.identities.map((identity) => [identity.learner, identity]));
  const usernames = new Map(
    known.identities.flatMap(({ username, learner }) => (username === null ? [] : [[username, learner] as const])),
  );
  const faults: Problem[] = [...problems];
  const questions: Plan['questions'] = [];
  const changes: Change[] = [];
  const added: Learner[] = [];
  const recorded: { identity: ReadIdentity; revision: number }[] = [];
  let unchanged = 0;

  for (const one of people) {
    const learner = learners.get(one.id);
    const faultsOfRow = [...faultsOfKnown(one, learner), ...faultsOfTaken(one, emails, usernames)];
    if (faultsOfRow.length > 0) {
      faults.push(...faultsOfRow);
      continue;
    }
    const before = stored.get(one.id);
    const read = languageOf(one.language);
    const reads = read !== null && languages.known.get(one.id) !== read;
    if (learner && before && same(before, one) && !reads) {
      unchanged++;
      continue;
    }
    if (!learner) {
      const namesake = namesakeOf(one, { learners: [...learners.values()], identities: [...stored.values()] });
      if (namesake && !confirmed.includes(one.row)) {
        const message = `"${one.name}" may be learner ${namesake.id}, "${namesake.name}": the names have the same words. Confirm the row if they are two people.`;
        questions.push({ row: one.row, message });
        continue;
      }
      const fresh = { id: one.id, name: one.name, country: one.country, email: one.email };
      added.push(fresh);
      learners.set(one.id, fresh);
      emails.set(one.email, one.id);
    }
    const revision = (before?.revision ?? 0) + 1;
    stored.set(one.id, {
      learner: one.id,
      name: one.name,
      romanised: one.romanised,
      username: one.username,
      idVerifiedOn: one.idVerifiedOn,
      revision,
    });
    if (one.username !== null) usernames.set(one.username, one.id);
    recorded.push({ identity: one, revision });
    const checked = one.idVerifiedOn === null ? 'identity not checked' : `identity checked on ${one.idVerifiedOn}`;
    changes.push({
      row: one.row,
      learner: one.id,
      what: `${learner ? 'known' : 'new'}: ${one.name} (${one.romanised}), ${checked}`,
    });
  }
  return {
    changes,
    unchanged,
    problems: faults,
    questions,
    async write(trx, from) {
      const report = { taken: added.length, unchanged: 0, problems: [] };
      await intake.write(trx, { learners: added, results: [], report }, from);
      for (const { identity, revision } of recorded) {
        await languages.keep(trx, identity.id, identity.language, 'chosen');
        await trx
          .insertInto('learner_identity')
          .values({
            learner: identity.id,
            revision,
            name: identity.name,
            name_romanised: identity.romanised,
            username: identity.username,
            id_verified_on: identity.idVerifiedOn,
            source: from.source,
            recorded_at: now,
            recorded_by: from.by,
          })
          .execute();
      }
    },
  };
}

const same = (known: Identity, one: ReadIdentity): boolean =>
  known.name === one.name &&
  known.romanised === one.romanised &&
  known.username === one.username &&
  known.idVerifiedOn === one.idVerifiedOn;

/** An import changes no learner: another name or country for a known one is a matter for a person. */
function faultsOfKnown(one: ReadIdentity, learner: Learner | undefined): Problem[] {
  if (!learner) return [];
  return (['name', 'country', 'email'] as const)
    .filter((field) => one[field] !== learner[field])
    .map((column) => ({
      row: one.row,
      column,
      message: `is "${one[column]}", but learner ${one.id} is known with "${learner[column]}"; a person must correct one of them`,
    }));
}
function faultsOfTaken(
  one: ReadIdentity,
  emails: ReadonlyMap<string, string>,
  usernames: ReadonlyMap<string, string>,
): Problem[] {
  const owner = emails.get(one.email);
  const user = one.username === null ? undefined : usernames.get(one.username);
  return [
    ...(owner !== undefined && owner !== one.id
      ? [{ row: one.row, column: 'email', message: `belongs to learner ${owner}` }]
      : []),
    ...(user !== undefined && user !== one.id
      ? [{ row: one.row, column: 'username', message: `belongs to learner ${user}` }]
      : []),
  ];
}
