/**
 * Questions about learners that only a person can answer. The questions are found anew in the data each time; answers are
 * kept under the question's key, and never change.
 */
import type { Doubt } from '../../shared/contract/holds.ts';
import type { Hold } from '../../shared/programme/index.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Learner } from './plan-import.ts';
import { suspectsAmong } from './same-person.ts';

export type DoubtsOptions = { db: Db; learners: () => Promise<Learner[]>; now: () => number };

export function createDoubts({ db, learners, now }: DoubtsOptions) {
  async function list(): Promise<Doubt[]> {
    const answers = new Map((await db.selectFrom('doubt_answer').selectAll().execute()).map((row) => [row.key, row]));
    return suspectsAmong(await learners()).map(({ key, learners: who, signs }) => {
      const row = answers.get(key);
      return {
        key,
        kind: 'same-person' as const,
        learners: who.map(({ id, name, country }) => ({ id, name, country })),
        signs,
        answer: row
          ? { answer: row.answer === 'yes' ? 'yes' : 'no', by: row.answered_by, at: row.answered_at, reason: row.reason }
          : null,
      };
    });
  }

  /** Learners to their holds. Worked out again once learners or answers have changed. */
  let known: { marks: string; holds: Map<string, Hold[]> } | null = null;
  async function holds(): Promise<Map<string, Hold[]>> {
    const [{ count: people }, { count: answered }] = await Promise.all([
      db
        .selectFrom('learner')
        .select((e) => e.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('doubt_answer')
        .select((e) => e.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    ]);
    const marks = `${people} ${answered}`;
    if (known?.marks === marks) return known.holds;
    const found = new Map<string, Hold[]>();
    for (const { learners: who, answer } of await list()) {
      if (answer?.answer === 'no') continue;
      const [kept] = who;
      const reason = answer
        ? `This account belongs to the same person as account ${kept?.id ?? ''}, which counts.`
        : 'Two accounts may be one person; somebody has to look at it.';
      for (const { id } of answer ? who.slice(1) : who)
        found.set(id, [...(found.get(id) ?? []), { kind: 'identity', subject: id, reason }]);
    }
    known = { marks, holds: found };
    return found;
  }

  return {
    list,
    /** What keeps anything from being signed for this learner. */
    on: async (learner: string): Promise<Hold[]> => (await holds()).get(learner) ?? [],
    /**
     * Answers a question, once.
     * @param answer whether they are one person: then the first account counts, and nothing is signed for the others
     * @throws ProblemError `not-found`, or `conflict` when it is answered already
     * @returns the learners it is about
     */
    async answer(key: string, { answer, reason, by }: { answer: 'yes' | 'no'; reason: string; by: string }): Promise<string[]> {
      const doubt = (await list()).find((one) => one.key === key);
      if (!doubt) throw new ProblemError('not-found', 'This question is not open any more.', { place: 'key' });
      const at = now();
      await db.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('doubt_answer')
          .values({ key, answer, reason, answered_by: by, answered_at: at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) {
          throw new ProblemError('conflict', 'Somebody has answered this already. Nothing was changed.', { place: 'key' });
        }
        await audit(trx, at, { by, act: 'answer doubt', subject: key.slice(0, 200), detail: `${answer}: ${reason}` });
      });
      return doubt.learners.map(({ id }) => id);
    },
  };
}
