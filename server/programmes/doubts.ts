/**
 * Questions about learners that only people can answer. They are found anew in the data each time; what answers them are
 * claims that two people agreed on. Answers that one person gave before claims took two are kept and hold on.
 */
import type { Doubt } from '../../shared/contract/holds.ts';
import { type Hold, holdReason } from '../../shared/programme/index.ts';
import type { Db } from '../platform/database/database.ts';
import type { PersonClaims } from './persons.ts';
import type { Persons } from './persons-of.ts';
import type { Learner } from './plan-import.ts';
import { suspectsAmong } from './same-person.ts';

export type DoubtsOptions = { db: Db; learners: () => Promise<Learner[]>; persons: PersonClaims };

/** What is known of a group: one answer for all pairs in it, or `both` when some are one person's and some are not. */
function saidOf(persons: Persons, ids: readonly string[]): 'yes' | 'no' | 'both' | null {
  const all = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => persons.said(a, b)));
  if (all.includes(null)) return null;
  return all.every((one) => one === 'one') ? 'yes' : all.every((one) => one === 'two') ? 'no' : 'both';
}

export function createDoubts({ db, learners, persons }: DoubtsOptions) {
  async function list(): Promise<Doubt[]> {
    const answers = new Map((await db.selectFrom('doubt_answer').selectAll().execute()).map((row) => [row.key, row]));
    const known = await persons.known();
    return suspectsAmong(await learners()).map(({ key, learners: who, signs }) => {
      const said = saidOf(
        known,
        who.map(({ id }) => id),
      );
      const row = answers.get(key);
      const answer = row
        ? ({ answer: row.answer === 'yes' ? 'yes' : 'no', by: row.answered_by, at: row.answered_at, reason: row.reason } as const)
        : null;
      return {
        key,
        kind: 'same-person' as const,
        learners: who.map(({ id, name, country }) => ({ id, name, country })),
        signs,
        settled: said !== null,
        answer: said === null ? answer : null,
      };
    });
  }

  /** Learners to their holds. Worked out again once learners, answers or claims have changed. */
  let cached: { marks: string; holds: Map<string, Hold[]> } | null = null;
  async function holds(): Promise<Map<string, Hold[]>> {
    const counts = await Promise.all([
      db
        .selectFrom('learner')
        .select((e) => e.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('person_claim')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('state', '=', 'approved')
        .executeTakeFirstOrThrow(),
    ]);
    const marks = counts.map(({ count }) => count).join(' ');
    if (cached?.marks === marks) return cached.holds;
    const found = new Map<string, Hold[]>();
    const hold = (id: string, reason: string) =>
      found.set(id, [...(found.get(id) ?? []), { kind: 'identity', subject: id, reason }]);
    const known = await persons.known();
    for (const { id } of await learners())
      if (known.counting(id) !== id) hold(id, holdReason('hold.because.account', { account: known.counting(id) }));
    for (const { learners: who, answer, settled } of await list()) {
      if (settled || answer?.answer === 'no') continue;
      const [kept] = who;
      if (answer) for (const { id } of who.slice(1)) hold(id, holdReason('hold.because.account', { account: kept?.id ?? '' }));
      else for (const { id } of who) if (known.counting(id) === id) hold(id, holdReason('hold.because.doubt'));
    }
    cached = { marks, holds: found };
    return found;
  }

  return {
    list,
    /** What keeps anything from being signed for this learner. */
    on: async (learner: string): Promise<Hold[]> => (await holds()).get(learner) ?? [],
  };
}
