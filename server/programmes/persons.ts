/**
 * Accounts of one person. Somebody claims that accounts are one person's, or are not; somebody else approves or declines.
 * Claims are never changed afterwards: a newer one about the same accounts says it anew. Nothing is merged by itself.
 */
import { randomUUID } from 'node:crypto';
import type { Account } from '../../shared/contract/console.ts';
import type { PersonClaim, ToClaim } from '../../shared/contract/persons.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type Persons, personsOf } from './persons-of.ts';
import type { Learner } from './plan-import.ts';

export type PersonsOptions = { db: Db; learners: () => Promise<Learner[]>; now: () => number };
/** Who decides on a claim, and in which words it is kept. */
export type Settled = { learners: readonly string[]; says: 'one' | 'two'; by: string; reason: string };

export function createPersons({ db, learners, now }: PersonsOptions) {
  const rows = () => db.selectFrom('person_claim').selectAll().orderBy('place');
  type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;
  const accountsIn = (row: Pick<Row, 'learners'>): string[] => row.learners.split(' ');
  const saysOf = (row: Pick<Row, 'says'>): 'one' | 'two' => (row.says === 'one' ? 'one' : 'two');

  async function known(): Promise<Persons> {
    const approved = await db
      .selectFrom('person_claim')
      .select(['learners', 'says'])
      .where('state', '=', 'approved')
      .orderBy('decided_at')
      .orderBy('place')
      .execute();
    return personsOf(approved.map((row) => ({ learners: accountsIn(row), says: saysOf(row) })));
  }

  async function openOne(id: string): Promise<Row> {
    const row = await rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', 'There is no such claim.', { place: 'id' });
    if (row.state !== 'proposed') throw decidedAlready(row.state);
    return row;
  }

  async function settle(row: Row, to: 'approved' | 'declined', by: Account, reason: string): Promise<void> {
    const at = now();
    await db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('person_claim')
        .set({ state: to, decided_by: by.id, decided_name: by.name, decided_at: at, decided_reason: reason })
        .where('id', '=', row.id)
        .where('state', '=', 'proposed')
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw decidedAlready('decided');
      const act = to === 'approved' ? 'approve claim' : 'decline claim';
      const detail = `${row.says === 'one' ? 'one person' : 'different people'}: ${reason || row.reason}`;
      await audit(trx, at, { by: by.name, act, subject: `accounts ${row.learners}`.slice(0, 200), detail });
    });
  }

  return {
    known,
    /** The account that counts for this one. */
    counting: async (learner: string): Promise<string> => (await known()).counting(learner),
    /** All accounts whose results count for this one. */
    accounts: async (learner: string): Promise<string[]> => (await known()).accounts(learner),

    /** Every claim, newest first. */
    async list(asking: Account): Promise<PersonClaim[]> {
      const named = new Map((await learners()).map((learner) => [learner.id, learner]));
      return (await rows().execute()).toReversed().map((row) => ({
        id: row.id,
        learners: accountsIn(row).map((id) => {
          const { name = id, country = '' } = named.get(id) ?? {};
          return { id, name, country };
        }),
        says: saysOf(row),
        reason: row.reason,
        state: row.state === 'approved' || row.state === 'declined' ? row.state : 'proposed',
        proposedBy: row.proposed_name,
        proposedAt: row.proposed_at,
        own: row.proposed_by === asking.id,
        decidedBy: row.decided_name,
        decidedAt: row.decided_at,
      }));
    },

    /**
     * @param wish the accounts; where they are one person's, the first is the one that counts
     * @throws ProblemError `not-found` for an unknown account; `bad-input` for one that is named twice; `conflict` when the
     * same is being proposed, or one of them counts as another already
     */
    async propose({ learners: accounts, says, reason }: ToClaim, by: Account): Promise<void> {
      const ids = new Set((await learners()).map(({ id }) => id));
      const unknown = accounts.find((id) => !ids.has(id));
      if (unknown) throw new ProblemError('not-found', `There is no learner ${unknown}.`, { place: 'learners' });
      if (new Set(accounts).size < accounts.length)
        throw new ProblemError('bad-input', 'An account is named twice. Name different ones.', { place: 'learners' });
      const persons = await known();
      const merged = accounts.find((id) => persons.counting(id) !== id);
      if (says === 'one' && merged !== undefined)
        throw new ProblemError('conflict', `${merged} counts as ${persons.counting(merged)} already. Name that one.`, {
          place: 'learners',
        });
      const key = accounts.toSorted().join(' ');
      const open = (await rows().where('state', '=', 'proposed').execute()).some(
        (row) => accountsIn(row).toSorted().join(' ') === key,
      );
      if (open)
        throw new ProblemError('conflict', 'Something is proposed about these accounts already. Decide on that first.', {
          place: 'learners',
        });
      const at = now();
      const claim = { id: randomUUID(), learners: accounts.join(' '), says, reason, state: 'proposed' };
      await db.transaction().execute(async (trx) => {
        const { count } = await trx
          .selectFrom('person_claim')
          .select((e) => e.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('person_claim')
          .values({
            ...claim,
            place: Number(count) + 1,
            proposed_by: by.id,
            proposed_name: by.name,
            proposed_at: at,
            decided_by: null,
            decided_name: null,
            decided_at: null,
            decided_reason: null,
          })
          .execute();
        const detail = `${says === 'one' ? 'one person' : 'different people'}: ${reason}`;
        await audit(trx, at, { by: by.name, act: 'propose claim', subject: `accounts ${claim.learners}`.slice(0, 200), detail });
      });
    },

    /**
     * @param check whether it may hold by now, told before anything is written
     * @throws ProblemError `not-allowed` for whoever proposed it; `conflict` when it is decided already
     * @returns what holds from now on, to decide again by
     */
    async approve(id: string, by: Account, check: (claim: Settled) => Promise<void>): Promise<Settled> {
      const row = await openOne(id);
      if (row.proposed_by === by.id)
        throw new ProblemError('not-allowed', 'Whoever proposed this cannot approve it. Somebody else must.');
      const claim = { learners: accountsIn(row), says: saysOf(row), by: `${row.proposed_name}, ${by.name}`, reason: row.reason };
      await check(claim);
      await settle(row, 'approved', by, '');
      return claim;
    },

    /** @throws ProblemError `not-found`, `conflict` */
    async decline(id: string, reason: string, by: Account): Promise<void> {
      await settle(await openOne(id), 'declined', by, reason);
    },
  };
}
export type PersonClaims = ReturnType<typeof createPersons>;

const decidedAlready = (state: string) =>
  new ProblemError('conflict', `This claim is ${state} already. Nothing was changed.`, { place: 'id' });
