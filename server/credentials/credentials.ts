/** Credentials: issued, revoked, shown to anyone, and handed out for verification without a network. */
import { randomInt, randomUUID } from 'node:crypto';
import type { CredentialSummary } from '../../shared/contract/console.ts';
import type { PublicCredential } from '../../shared/contract/public.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type Programmes, policyOf } from '../programmes/index.ts';
import { badgeOf, type Claims, type Content } from './badge.ts';
import { usedContexts } from './contexts.ts';
import { createIssuer, type IssuerKey } from './issuer.ts';
import { retryOnConflict } from './retry.ts';
import { LIST_BITS, LIST_FRESH_MS, signList } from './status-list.ts';
import * as store from './store.ts';
import { type Verdict, verifyBadge } from './verify.ts';

export type CredentialsOptions = {
  db: Db;
  programmes: Programmes;
  key: IssuerKey;
  /** Where people reach this server, without a slash at the end; credentials carry it. */
  publicUrl: string;
  issuerName: string;
  /** ms since 1970 */
  now: () => number;
};

/** A signed change, made outside of any transaction; `write` stores it inside one, or throws `conflict` when it came too late. */
export type Prepared = { credential: string; write(trx: Trx): Promise<void> };
/** Several changes for one transaction: their places in the list are kept apart, and the list is signed once, by `finish`. */
export type Batch = { issued: Set<number>; revoked: Set<number>; finish(): Promise<{ write(trx: Trx): Promise<void> }> };
export type ToIssue = { learner: string; claims: Claims; by: string; batch?: Batch };
export type ToRevoke = {
  id: string;
  reason: string;
  by: string;
  /** Set when a decision takes the credential back, so that a later one may grant it again. */
  decision: string | null;
  batch?: Batch;
};
/** What a learner has of a programme: the credential that stands, and a revocation that only a person can lift. */
export type Holding = { standing: { id: string; same: boolean } | null; barred: { id: string; reason: string } | null };

/** The one list in use; every credential has its bit there. */
const LIST = '1';
/** A list this crowded, where so many random places are taken, counts as full. */
const PLACES_TRIED = 100;

export async function createCredentials({ db, programmes, key, publicUrl, issuerName, now }: CredentialsOptions) {
  const issuer = await createIssuer(key);
  const urlOf = (list: string) => `${publicUrl}/status/${list}`;

  /** Signs a list with the bits of everything revoked so far and of `further`. */
  async function prepareList(list: string, further: readonly number[], at: number): Promise<store.StoredList> {
    const before = await store.listById(db, list);
    const revoked = [...(await store.revokedIndexes(db, list)), ...further];
    const signed = JSON.stringify(await signList(issuer, urlOf(list), revoked, at), null, 2);
    return { id: list, revision: (before?.revision ?? 0) + 1, signed, signed_at: at };
  }

  /** The signed list, fresh enough to be relied upon. @throws ProblemError `not-found` */
  async function statusList(list: string): Promise<string> {
    if (list !== LIST) throw new ProblemError('not-found', `There is no status list ${list}.`, { place: 'id' });
    return await retryOnConflict(async () => {
      const stored = await store.listById(db, list);
      if (stored && now() - stored.signed_at < LIST_FRESH_MS) return stored.signed;
      const fresh = await prepareList(list, [], now());
      await db.transaction().execute((trx) => store.putList(trx, fresh));
      return fresh.signed;
    });
  }

  const verify = async (row: store.StoredCredential): Promise<Verdict> =>
    verifyBadge({
      badge: JSON.parse(row.badge),
      statusList: JSON.parse(await statusList(row.list)),
      issuer: issuer.did,
      at: now(),
    });

  /** A free place, at random, so that an index tells nothing about who came before or after. */
  async function freeIndex(reserved?: Set<number>): Promise<number> {
    for (let tried = 0; tried < PLACES_TRIED; tried++) {
      const index = randomInt(LIST_BITS);
      if (reserved?.has(index) || (await store.isTaken(db, LIST, index))) continue;
      reserved?.add(index);
      return index;
    }
    throw new ProblemError('busy', 'The status list is full. Nothing was issued; a further list must be set up first.');
  }

  /** Signs a credential for a granted decision. @throws Error when what was signed would not verify */
  async function prepareIssue({ learner, claims, by, batch }: ToIssue): Promise<Prepared> {
    const at = now();
    const id = randomUUID();
    const index = await freeIndex(batch?.issued);
    const frame = { id, publicUrl, issuer: { did: issuer.did, name: issuerName }, at, status: { listUrl: urlOf(LIST), index } };
    const badge = JSON.stringify(await issuer.sign(badgeOf(claims, frame), at), null, 2);
    const row: store.StoredCredential = {
      id,
      learner,
      holder: claims.holder,
      programme: claims.programme.id,
      version: claims.programme.version,
      badge,
      content_hash: contentHash(claims),
      list: LIST,
      list_index: index,
      issued_at: at,
      revoked_at: null,
      revoked_by: null,
      revoked_reason: null,
      revoked_decision: null,
    };
    const verdict = await verify(row);
    if (!verdict.verified) throw new Error(`A new credential does not verify and was not issued: ${verdict.reason}`);
    return {
      credential: id,
      async write(trx) {
        await store.insertCredential(trx, row);
        const detail = `${policyOf(claims.programme)}, ${claims.holder}`;
        await audit(trx, at, { by, act: 'issue credential', subject: `credential ${id}`, detail });
      },
    };
  }

  /** Signs the list anew with this credential's bit. @throws ProblemError `not-found`, or `conflict` when it is revoked already */
  async function prepareRevoke({ id, reason, by, decision, batch }: ToRevoke): Promise<Prepared> {
    const at = now();
    const row = await store.credentialById(db, id);
    if (row.revoked_at !== null) throw new ProblemError('conflict', 'This credential is revoked already.', { place: 'id' });
    batch?.revoked.add(row.list_index);
    const list = batch ? null : await prepareList(row.list, [row.list_index], at);
    return {
      credential: id,
      async write(trx) {
        await store.markRevoked(trx, id, { at, by, reason, decision });
        if (list) await store.putList(trx, list);
        await audit(trx, at, { by, act: 'revoke credential', subject: `credential ${id}`, detail: reason });
      },
    };
  }

  /** Write what `finish` prepares last: it signs the list with everything that the batch revokes. */
  function startBatch(): Batch {
    const [issued, revoked] = [new Set<number>(), new Set<number>()];
    return {
      issued,
      revoked,
      async finish() {
        if (revoked.size === 0) return { write: async () => {} };
        const list = await prepareList(LIST, [...revoked], now());
        return { write: (trx) => store.putList(trx, list) };
      },
    };
  }

  const titleOf = async (row: store.StoredCredential) => (await programmes.version(row.programme, row.version)).title;
  const summaryOf = async (row: store.StoredCredential): Promise<CredentialSummary> => ({
    id: row.id,
    learner: row.learner,
    name: row.holder,
    programme: await titleOf(row),
    issuedAt: row.issued_at,
    state: row.revoked_at === null ? 'valid' : 'revoked',
    revokedAt: row.revoked_at,
    reason: row.revoked_reason,
    statusIndex: row.list_index,
  });

  return {
    did: issuer.did,
    prepareIssue,
    prepareRevoke,
    startBatch,
    statusList,
    list: async (): Promise<CredentialSummary[]> => Promise.all((await store.allCredentials(db)).map(summaryOf)),

    /** @param content what a decision would assert now; `same` tells whether the standing credential says just that */
    async holding(learner: string, programme: string, content: Content): Promise<Holding> {
      const rows = await store.credentialsOf(db, learner, programme);
      const standing = rows.find((row) => row.revoked_at === null);
      const last = rows[0];
      const barred = !standing && last && last.revoked_decision === null;
      return {
        standing: standing ? { id: standing.id, same: standing.content_hash === contentHash(content) } : null,
        barred: barred ? { id: last.id, reason: last.revoked_reason ?? '' } : null,
      };
    },

    /** Revokes for good. @throws ProblemError `not-found`, or `conflict` when it is revoked already */
    async revoke(id: string, reason: string, by: string): Promise<CredentialSummary> {
      await retryOnConflict(async () => {
        const prepared = await prepareRevoke({ id, reason, by, decision: null });
        await db.transaction().execute((trx) => prepared.write(trx));
      });
      return await summaryOf(await store.credentialById(db, id));
    },

    /** What anyone may see. A credential that does not verify is never shown as valid. @throws ProblemError `not-found` */
    async publicView(id: string): Promise<PublicCredential> {
      const row = await store.credentialById(db, id);
      const verdict = await verify(row);
      if (!verdict.verified && row.revoked_at === null) {
        throw new ProblemError(
          'internal',
          `This credential does not verify: ${verdict.reason} Do not rely on it; ask the issuer.`,
        );
      }
      const programme = await programmes.version(row.programme, row.version);
      return {
        id: row.id,
        name: row.holder,
        programme: programme.title,
        issuer: issuerName,
        issuedAt: row.issued_at,
        state: row.revoked_at === null ? 'valid' : 'revoked',
        revokedAt: row.revoked_at,
        criteria: programme.criteria,
        badge: JSON.parse(row.badge),
      };
    },

    /** The signed Open Badge, byte for byte as issued. @throws ProblemError `not-found` */
    badge: async (id: string): Promise<string> => (await store.credentialById(db, id)).badge,

    /** Everything that a check without a network needs. @throws ProblemError `not-found` */
    async bundle(id: string): Promise<string> {
      const row = await store.credentialById(db, id);
      const parts = {
        format: 'invigil-bundle-1',
        badge: JSON.parse(row.badge),
        statusList: JSON.parse(await statusList(row.list)),
        issuer: issuer.didDocument,
        contexts: usedContexts(),
      };
      return JSON.stringify(parts, null, 2);
    },
  };
}
export type Credentials = Awaited<ReturnType<typeof createCredentials>>;

const contentHash = ({ holder, programme, exams }: Content): string =>
  digest({ holder, programme: policyOf(programme), exams: exams.map(({ exam, score }) => ({ exam, score })) });
