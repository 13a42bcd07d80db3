/** Credentials: issued, suspended, revoked, superseded; every change is signed first and stored in one transaction. */
import { randomUUID } from 'node:crypto';
import type { CredentialState } from '../../shared/contract/credentials.ts';
import { digest } from '../../shared/journal/chain.ts';
import { notify } from '../notices/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { type Programmes, policyOf } from '../programmes/index.ts';
import { createActs, type Follows } from './acts.ts';
import { badgeOf, type Claims, type Content } from './badge.ts';
import { createFiles } from './files.ts';
import type { Issuer, KeySource, Secrets } from './issuer.ts';
import { openKeyring } from './keyring.ts';
import { type LetterEvent, letterOf } from './letters.ts';
import { createLists } from './lists.ts';
import { type Batch, type Prepared, refuseUnreachable, type Step, type ToIssue, type ToTakeBack } from './prepared.ts';
import * as store from './store.ts';
import { verifyAgainst } from './verify.ts';
import { createViews } from './views.ts';

export type CredentialsOptions = {
  db: Db;
  programmes: Programmes;
  /** The secrets of the issuer's keys, or of its only key. */
  key: KeySource | Secrets;
  /** `did:key`, or the `did:web` that issues. */
  did?: string;
  /** Where people reach this server, without a slash at the end; credentials carry it. */
  publicUrl: string;
  issuerName: string;
  /** ms since 1970 */
  now: () => number;
  /** What follows when people change a credential's state, in the same transaction. */
  follows?: Follows;
};

/** What a learner has of a programme: the credential that stands, and a revocation that only a person can lift. */
export type Holding = {
  standing: { id: string; same: boolean; suspended: string | null } | null;
  barred: { id: string; reason: string } | null;
};

const eventOf: Record<CredentialState, LetterEvent> = {
  valid: 'reinstated',
  suspended: 'suspended',
  revoked: 'revoked',
  superseded: 'superseded',
};
const actOf: Record<CredentialState, string> = {
  valid: 'reinstate credential',
  suspended: 'suspend credential',
  revoked: 'revoke credential',
  superseded: 'supersede credential',
};

/** Called in the transaction that revokes a credential, by whatever way, with it and all that it took the place of. */
export type Revoked = (trx: Trx, revoked: { credentials: readonly string[]; by: string; at: number }) => Promise<void>;

export async function createCredentials(options: CredentialsOptions) {
  const { db, programmes, key, publicUrl, issuerName, now } = options;
  const source = typeof key === 'function' ? key : () => key;
  const ring = await openKeyring({ db, source, did: options.did ?? 'did:key', name: issuerName, now });
  const lists = createLists({ db, ring, publicUrl, now });
  const views = createViews({ db, programmes, ring, lists, issuerName, now });
  const files = createFiles({ ring, lists, views, publicUrl, issuerName });
  const revokedListeners: Revoked[] = [];
  const pageOf = (id: string) => `${publicUrl}/c/${id}`;

  /** Signs a badge and checks it as a stranger would, before anyone gets it. */
  async function sign(learner: string, claims: Claims, at: number): Promise<store.StoredCredential> {
    const issuer: Issuer = ring.current();
    const id = randomUUID();
    const place = await lists.place(issuer);
    const frame = {
      id,
      subject: `urn:uuid:${randomUUID()}`,
      publicUrl,
      issuer: { did: issuer.did, name: issuerName },
      at,
      status: place,
    };
    const badge = await issuer.sign(badgeOf(claims, frame), at);
    const statusList = await lists.good(place.list, issuer);
    const verdict = await verifyAgainst({ badge, statusList, issuer, at });
    if (!verdict.verified) throw new Error(`A new credential does not verify and was not issued: ${verdict.reason}`);
    return {
      id,
      learner,
      holder: claims.holder,
      programme: claims.programme.id,
      version: claims.programme.version,
      badge: JSON.stringify(badge, null, 2),
      content_hash: contentHash(claims),
      list: place.list,
      list_index: place.index,
      issued_at: at,
      state: 'valid',
      state_at: at,
      state_reason: null,
      state_decision: null,
      successor: null,
      issuer: issuer.did,
      key_number: issuer.key,
      claims: JSON.stringify({ exams: claims.exams, decision: claims.decision }),
    };
  }

  async function writeIssued(trx: Trx, row: store.StoredCredential, by: string, reason: string | null): Promise<void> {
    await store.insertCredential(trx, row, by, reason);
    const detail = `${policyOf({ id: row.programme, version: row.version })}, ${row.holder}`;
    await audit(trx, row.issued_at, { by, act: 'issue credential', subject: `credential ${row.id}`, detail });
  }
  const factsOf = async (row: store.StoredCredential, reason: string) => ({
    learner: row.learner,
    language: await programmes.languages.of(row.learner),
    credential: row.id,
    holder: row.holder,
    title: (await programmes.version(row.programme, row.version)).title,
    url: pageOf(row.id),
    reason,
  });

  /** Signs a credential for a granted decision. @throws Error when what was signed would not verify */
  async function prepareIssue({ learner, claims, by }: ToIssue): Promise<Prepared> {
    const at = now();
    const row = await sign(learner, claims, at);
    const letter = letterOf('issued', await factsOf(row, ''));
    return {
      credential: row.id,
      async write(trx) {
        await writeIssued(trx, row, by, null);
        await notify(trx, at, letter);
      },
    };
  }

  /** Signs the list anew with this credential's new status. @throws ProblemError `not-found`, or `conflict` from this state */
  async function prepareChange({ id, to, reason, by, decision, successor, batch }: Step): Promise<Prepared> {
    const at = now();
    const row = await store.credentialById(db, id);
    const from = row.state;
    refuseUnreachable(from, to);
    const together = batch?.changes.get(row.list) ?? new Map<number, CredentialState>();
    batch?.changes.set(row.list, together.set(row.list_index, to));
    const list = batch ? null : await lists.prepare(row.list, new Map([[row.list_index, to]]), at);
    const facts = { ...(await factsOf(row, reason)), ...(successor ? { successorUrl: pageOf(successor.id) } : {}) };
    const letter = letterOf(eventOf[to], facts);
    const chain = to === 'revoked' ? await store.lineOf(db, id) : [];
    return {
      credential: successor?.id ?? id,
      async write(trx) {
        if (successor) await writeIssued(trx, successor, by, reason);
        await store.changeState(trx, id, { from, to, at, by, reason, decision, successor: successor?.id ?? null });
        if (list) await store.putList(trx, list);
        await audit(trx, at, { by, act: actOf[to], subject: `credential ${id}`, detail: reason });
        if (to === 'revoked') for (const listener of revokedListeners) await listener(trx, { credentials: chain, by, at });
        await notify(trx, at, letter);
      },
    };
  }

  /** A new credential in the place of one that says something else; the old one points to it and is never changed. */
  async function prepareSupersede({ claims, learner, ...step }: ToTakeBack & ToIssue): Promise<Prepared> {
    const successor = await sign(learner, claims, now());
    return await prepareChange({ ...step, to: 'superseded', successor });
  }

  function startBatch(): Batch {
    const changes: Batch['changes'] = new Map();
    return {
      changes,
      async finish() {
        const signed: store.StoredList[] = [];
        for (const [list, statuses] of changes) signed.push(await lists.prepare(list, statuses, now()));
        return {
          async write(trx) {
            for (const list of signed) await store.putList(trx, list);
          },
        };
      },
    };
  }

  const acts = createActs({
    db,
    programmes,
    prepareChange,
    prepareSupersede,
    summary: views.summary,
    startBatch,
    follows: options.follows,
    now,
  });

  return {
    did: ring.current().did,
    issuer: ring,
    onRevoked: (listener: Revoked): void => void revokedListeners.push(listener),
    prepareIssue,
    prepareSupersede,
    startBatch,
    /** Revokes within somebody else's transaction. */
    prepareRevoke: (step: ToTakeBack): Promise<Prepared> => prepareChange({ ...step, to: 'revoked' }),
    statusList: lists.signed,
    ...views,
    ...files,
    ...acts,

    /** The name a learner's credentials bear: a correction, or else `known`. */
    holderName: async (learner: string, known: string): Promise<string> =>
      (await store.correctedNames(db, learner)).get(learner) ?? known,

    /** @param content what a decision would assert now; `same` tells whether the standing credential says just that */
    async holding(learner: string, programme: string, content: Content): Promise<Holding> {
      const rows = await store.credentialsOf(db, learner, programme);
      const standing = rows.find(({ state }) => state === 'valid' || state === 'suspended');
      const last = rows.find(({ state }) => state !== 'superseded');
      const barred = !standing && last && last.state_decision === null;
      const isSame = (row: store.StoredCredential) =>
        row.content_hash === contentHash(content) && ring.trusts(row.issuer, row.key_number);
      return {
        standing: standing
          ? {
              id: standing.id,
              same: isSame(standing),
              suspended: standing.state === 'suspended' ? (standing.state_reason ?? '') : null,
            }
          : null,
        barred: barred ? { id: last.id, reason: last.state_reason ?? '' } : null,
      };
    },

    /** Ids of what stands of a learner, suspended ones included. */
    standingOf: async (learner: string): Promise<string[]> => (await store.standingOf(db, learner)).map(({ id }) => id),

    /** Whose it is, and under which programme version. @throws ProblemError `not-found` */
    async versionOf(id: string): Promise<{ learner: string; programme: string; version: string }> {
      const { learner, programme, version } = await store.credentialById(db, id);
      return { learner, programme, version };
    },

    /** A credential that counts for others which ask for it; null when it was taken back. @throws ProblemError `not-found` */
    async standing(id: string): Promise<{ id: string; issuedAt: number; state: 'valid' | 'held' } | null> {
      const first = await store.credentialById(db, id);
      let row = first;
      while (row.state === 'superseded' && row.successor) row = await store.credentialById(db, row.successor);
      if (row.state === 'revoked' || row.state === 'superseded') return null;
      return { id: row.id, issuedAt: first.issued_at, state: row.state === 'suspended' ? 'held' : 'valid' };
    },

    /** Keeps a name that somebody has looked at as the learner's, within somebody else's transaction. */
    writeName: (trx: Trx, learner: string, given: { name: string; by: string; reason: string }): Promise<void> =>
      store.correctName(trx, learner, { ...given, at: now() }),
  };
}
export type Credentials = Awaited<ReturnType<typeof createCredentials>>;

const contentHash = ({ holder, programme, exams }: Content): string =>
  digest({ holder, programme: policyOf(programme), exams: exams.map(({ exam, score }) => ({ exam, score })) });
