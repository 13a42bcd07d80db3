/** What cannot be taken back, or gives something back, needs two administrators: one proposes, another brings it about. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Account } from '../../shared/contract/console.ts';
import { ChangeWish, type ProposedChange } from '../../shared/contract/credential-changes.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Credentials } from './credentials.ts';
import { refuseUnreachable } from './prepared.ts';

export type CredentialChangesOptions = { db: Db; credentials: Credentials; now: () => number };
type Stored = Selectable<Tables['credential_change']>;

const acts: Record<ChangeWish['act'], string> = {
  revoke: 'revoke credential',
  reinstate: 'reinstate credential',
  'correct-name': 'correct name',
  'revoke-key': 'revoke issuer key',
};
const subjectOf = (wish: ChangeWish): string =>
  wish.act === 'revoke-key' ? `issuer key ${wish.key}` : `credential ${wish.credential}`;

export function createCredentialChanges({ db, credentials, now }: CredentialChangesOptions) {
  /** Whether it could be done now. @throws ProblemError with what stands against it */
  async function check(wish: ChangeWish): Promise<void> {
    if (wish.act === 'revoke-key') return credentials.issuer.checkRevocation(wish.key);
    if (wish.act === 'correct-name') return await credentials.checkCorrection(wish.credential, wish);
    const { state } = await credentials.row(wish.credential);
    refuseUnreachable(state, wish.act === 'revoke' ? 'revoked' : 'valid');
  }

  async function shown(row: Stored, asking: Account): Promise<ProposedChange> {
    const wish = ChangeWish.parse(JSON.parse(row.wish));
    const of =
      wish.act === 'revoke-key'
        ? { credential: null, key: wish.key, holder: (await credentials.issuer.page()).name }
        : { credential: wish.credential, key: null, holder: (await credentials.row(wish.credential)).holder };
    return {
      id: row.id,
      act: wish.act,
      ...of,
      name: wish.act === 'correct-name' ? wish.name : null,
      reason: wish.reason,
      proposedBy: row.proposed_name,
      proposedAt: row.proposed_at,
      own: row.proposed_by === asking.id,
    };
  }

  /** @throws ProblemError `not-found`, or `conflict` when somebody has decided it */
  async function openOne(id: string): Promise<Stored> {
    const row = await db.selectFrom('credential_change').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', 'There is no such proposal.', { place: 'id' });
    if (row.state !== 'proposed') throw decidedAlready(row.state);
    return row;
  }

  /** @throws ProblemError `conflict` when somebody else was quicker */
  async function decide(trx: Trx, id: string, to: 'approved' | 'declined', by: Account, reason: string | null): Promise<void> {
    const { numUpdatedRows } = await trx
      .updateTable('credential_change')
      .set({ state: to, decided_by: by.id, decided_name: by.name, decided_at: now(), reason })
      .where('id', '=', id)
      .where('state', '=', 'proposed')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw decidedAlready('decided');
  }

  return {
    /** Those that nobody has decided, oldest first. */
    async open(asking: Account): Promise<ProposedChange[]> {
      const rows = await db
        .selectFrom('credential_change')
        .selectAll()
        .where('state', '=', 'proposed')
        .orderBy('proposed_at')
        .orderBy('id')
        .execute();
      return await Promise.all(rows.map((row) => shown(row, asking)));
    },

    /** @throws ProblemError when it could not be done now; then nothing is kept */
    async propose(wish: ChangeWish, by: Account): Promise<ProposedChange> {
      await check(wish);
      const at = now();
      const row: Stored = {
        id: randomUUID(),
        wish: JSON.stringify(wish),
        state: 'proposed',
        proposed_by: by.id,
        proposed_name: by.name,
        proposed_at: at,
        decided_by: null,
        decided_name: null,
        decided_at: null,
        reason: null,
      };
      await db.transaction().execute(async (trx) => {
        await trx.insertInto('credential_change').values(row).execute();
        await audit(trx, at, { by: by.name, act: `propose: ${acts[wish.act]}`, subject: subjectOf(wish), detail: wish.reason });
      });
      return await shown(row, by);
    },

    /**
     * Brings it about; the proposal is settled in the transaction of the act.
     * @returns the credential that stands afterwards, null for a key
     * @throws ProblemError `not-allowed` for the proposer; whatever stands against the act by now
     */
    async approve(id: string, by: Account): Promise<string | null> {
      const row = await openOne(id);
      if (row.proposed_by === by.id) {
        throw new ProblemError('not-allowed', 'Whoever proposed a change cannot approve it. Another administrator must.');
      }
      const wish = ChangeWish.parse(JSON.parse(row.wish));
      await check(wish);
      const both = `${row.proposed_name}, ${by.name}`;
      const along = (trx: Trx) => decide(trx, id, 'approved', by, null);
      switch (wish.act) {
        case 'revoke-key':
          await credentials.issuer.revoke(wish.key, both, wish.reason, along);
          return null;
        case 'correct-name':
          return (await credentials.correctName(wish.credential, { ...wish, by: both }, along)).id;
        default:
          return (await credentials[wish.act](wish.credential, wish.reason, both, along)).id;
      }
    },

    /** @throws ProblemError `not-found`, `conflict` */
    async decline(id: string, reason: string, by: Account): Promise<void> {
      const wish = ChangeWish.parse(JSON.parse((await openOne(id)).wish));
      await db.transaction().execute(async (trx) => {
        await decide(trx, id, 'declined', by, reason);
        await audit(trx, now(), { by: by.name, act: `decline: ${acts[wish.act]}`, subject: subjectOf(wish), detail: reason });
      });
    },
  };
}
export type CredentialChanges = ReturnType<typeof createCredentialChanges>;

const decidedAlready = (state: string) =>
  new ProblemError('conflict', `This proposal is ${state} already. Nothing was changed.`, { place: 'id' });
