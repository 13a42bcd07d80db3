/** What people do with a credential, one act at a time. Decisions and batches have ways of their own. */
import * as z from 'zod';
import type { CredentialState, CredentialSummary } from '../../shared/contract/credentials.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type Programmes, Share } from '../programmes/index.ts';
import { doubtsOfName, faultOfName } from './names.ts';
import type { Batch, Prepared, Step, ToIssue, ToTakeBack } from './prepared.ts';
import { retryOnConflict } from './retry.ts';
import * as store from './store.ts';

export type ActsOptions = {
  db: Db;
  programmes: Programmes;
  prepareChange(step: Step): Promise<Prepared>;
  prepareSupersede(step: ToTakeBack & ToIssue): Promise<Prepared>;
  summary(id: string): Promise<CredentialSummary>;
  startBatch(): Batch;
  follows?: Follows | undefined;
  now: () => number;
};
/** A credential's state as a person is about to change it. */
export type StateChange = {
  learner: string;
  programme: string;
  credential: string;
  to: CredentialState;
  by: string;
  /** Why, for the record of what follows. */
  cause: string;
  batch: Batch;
};
/** Decides again on what rests on a credential, and signs it, for the transaction that changes the credential. */
export type Follows = (change: StateChange) => Promise<{ write(trx: Trx): Promise<void> }>;
/** Written in the transaction of an act, with its first change. */
export type Along = (trx: Trx) => Promise<void>;
export type NameToCorrect = { name: string; reason: string; by: string; confirmed: boolean };

const StoredClaims = z.object({
  exams: z.array(z.object({ exam: z.string(), score: Share })),
  decision: z.object({ id: z.string(), policyHash: z.string(), evidenceHash: z.string() }),
});

export function createActs({ db, programmes, prepareChange, prepareSupersede, startBatch, summary, follows, now }: ActsOptions) {
  const change = async (
    id: string,
    to: CredentialState,
    reason: string,
    by: string,
    along?: Along,
  ): Promise<CredentialSummary> => {
    await retryOnConflict(async () => {
      const batch = startBatch();
      const prepared = await prepareChange({ id, to, reason, by, decision: null, batch });
      const { learner, programme } = await store.credentialById(db, id);
      const cause = `credential ${to}: ${reason}`;
      const following = await follows?.({ learner, programme, credential: id, to, by, cause, batch });
      const lists = await batch.finish();
      await db.transaction().execute(async (trx) => {
        await along?.(trx);
        await prepared.write(trx);
        await following?.write(trx);
        await lists.write(trx);
      });
    });
    return await summary(id);
  };

  /** @throws ProblemError when the name cannot be signed, or not before somebody has looked at it */
  function checkName(row: store.StoredCredential, { name, confirmed }: Pick<NameToCorrect, 'name' | 'confirmed'>): void {
    const fault = faultOfName(name);
    if (fault) throw new ProblemError('bad-input', `The name ${fault}. Nothing was changed.`, { place: 'name' });
    if (name === row.holder) throw new ProblemError('bad-input', 'This is the name it bears already.', { place: 'name' });
    const doubts = doubtsOfName(name, row.holder);
    if (doubts.length > 0 && !confirmed) {
      throw new ProblemError('bad-input', 'Somebody has to look at this name before it is signed.', {
        place: 'confirmed',
        reasons: doubts,
      });
    }
  }

  /** What stands of a learner, when all of it can be replaced. @throws ProblemError `not-released` */
  async function replaceable(row: store.StoredCredential): Promise<store.StoredCredential[]> {
    const standing = await store.standingOf(db, row.learner);
    if (!standing.some(({ id }) => id === row.id)) {
      throw new ProblemError('not-released', 'Only a credential that stands can be replaced. Nothing was changed.', {
        place: 'id',
      });
    }
    if (standing.some(({ state }) => state === 'suspended')) {
      throw new ProblemError('not-released', 'A credential of this learner is suspended. Reinstate or revoke it first.', {
        place: 'id',
      });
    }
    return standing;
  }

  return {
    /** Revokes for good. @throws ProblemError `not-found`, or `conflict` when it is not there to be revoked */
    revoke: (id: string, reason: string, by: string, along?: Along) => change(id, 'revoked', reason, by, along),
    /** Takes its validity for a while. @throws ProblemError */
    suspend: (id: string, reason: string, by: string) => change(id, 'suspended', reason, by),
    /** Gives it back. @throws ProblemError */
    reinstate: (id: string, reason: string, by: string, along?: Along) => change(id, 'valid', reason, by, along),

    /** Whether a name could be corrected now. @throws ProblemError as `correctName` would */
    async checkCorrection(id: string, wish: Pick<NameToCorrect, 'name' | 'confirmed'>): Promise<void> {
      const row = await store.credentialById(db, id);
      checkName(row, wish);
      await replaceable(row);
    },

    /**
     * Corrects a learner's name: everything that stands is superseded by the same under the new name.
     * @param confirmed somebody has looked at what is doubtful about the name
     * @throws ProblemError `bad-input` on a name that cannot be signed, or with the doubts as long as nobody confirmed
     * @returns the successor of `id`
     */
    async correctName(id: string, { name, reason, by, confirmed }: NameToCorrect, along?: Along): Promise<CredentialSummary> {
      const row = await store.credentialById(db, id);
      checkName(row, { name, confirmed });
      const successors = new Map<string, string>();
      await retryOnConflict(async () => {
        const standing = successors.size === 0 ? await replaceable(row) : await store.standingOf(db, row.learner);
        // One after another: each signs the list on top of the one before. The correction is stored with the first, so
        // that the next decision on the others replaces them if this ends half-way.
        for (const each of standing.filter(({ holder }) => holder !== name)) {
          const claims = { ...claimsOf(each), holder: name, programme: await programmes.version(each.programme, each.version) };
          const step = { id: each.id, learner: row.learner, claims, by, reason: `Name corrected: ${reason}`, decision: null };
          const prepared = await prepareSupersede(step);
          await db.transaction().execute(async (trx) => {
            if (successors.size === 0) {
              await along?.(trx);
              await store.correctName(trx, row.learner, { name, at: now(), by, reason });
            }
            await prepared.write(trx);
          });
          successors.set(each.id, prepared.credential);
        }
      });
      return await summary(successors.get(id) ?? id);
    },

    /** Puts a learner's name on the public roll, or takes it off; only for whoever asked for it. */
    async setRoll(id: string, listed: boolean, reason: string, by: string): Promise<void> {
      const { learner } = await store.credentialById(db, id);
      const at = now();
      await db.transaction().execute(async (trx) => {
        await store.setConsent(trx, learner, { listed: listed ? 1 : 0, at, by, reason });
        const act = listed ? 'list name on roll' : 'take name off roll';
        await audit(trx, at, { by, act, subject: `learner ${learner}`, detail: reason });
      });
    },
  };
}

/** Why a standing credential cannot be written anew as it is. */
function claimsOf(row: store.StoredCredential): z.infer<typeof StoredClaims> {
  if (row.claims === null) {
    throw new ProblemError('conflict', 'This credential is from before names could be corrected. Revoke it and decide again.');
  }
  return StoredClaims.parse(JSON.parse(row.claims));
}
