/** The issuer's keys in the database and in memory: which sign, which still count, and turning them over. */
import type { IssuerPage } from '../../shared/contract/credentials.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Along } from './acts.ts';
import { documentUrlOf, faultOfDid } from './did.ts';
import { createIssuer, type Issuer, issuerOf, type KeySource, publicKeysOf } from './issuer.ts';
import type { KeyRecord, KeyState } from './key-history.ts';
import * as store from './store.ts';

export type KeyringOptions = { db: Db; source: KeySource; did: string; name: string; now: () => number };

/** @throws Error when the configured identity is none, or a key file is not the one this issuer has signed with */
export async function openKeyring({ db, source, did: configured, name, now }: KeyringOptions) {
  const fault = faultOfDid(configured);
  if (fault) throw new Error(`The issuer's identity (INVIGIL_ISSUER_DID) ${fault}.`);
  const first = await publicKeysOf(1, source(1));
  const did = configured === 'did:key' ? first.didKey : configured;
  const isWeb = did.startsWith('did:web:');
  await store.nameIssuer(db, first.didKey);

  const recordsOf = async (): Promise<KeyRecord[]> => (await store.keysOf(db, did)).map(read);
  if ((await recordsOf()).length === 0) {
    await db.transaction().execute((trx) => store.insertKey(trx, { did, ...first, at: now(), by: 'server', reason: null }));
  }
  let records = await recordsOf();
  let issuer = await issuerOf(did, records, source);
  /** Badges from before there was a domain stay those of the first key, as long as that is trusted. */
  const old = did === first.didKey ? null : await createIssuer({ seed: source(1).seed });

  const isRevoked = (multibase: string) => records.some((key) => key.multibase === multibase && key.state === 'revoked');
  async function reload(): Promise<void> {
    records = await recordsOf();
    issuer = await issuerOf(did, records, source);
  }
  const needsDomain = () =>
    new ProblemError(
      'conflict',
      'A did:key is its one key and cannot be given another. Set INVIGIL_ISSUER_DID to a did:web first; then new badges are signed under it.',
    );

  /** A new key signs from now on; the one before stays good for what it has signed. */
  async function rotate(by: string, reason: string): Promise<void> {
    if (!isWeb) throw needsDomain();
    const number = Math.max(...records.map((key) => key.number)) + 1;
    const next = await publicKeysOf(number, source(number));
    const at = now();
    await db.transaction().execute(async (trx) => {
      await store.setKeyState(trx, { did, number: issuer.key, from: 'active', to: 'retired', at, by, reason });
      await store.insertKey(trx, { did, ...next, at, by, reason });
      await audit(trx, at, { by, act: 'rotate issuer key', subject: `key ${number} of ${did}`, detail: reason });
    });
    await reload();
  }

  function revocable(number: number): KeyRecord {
    if (!isWeb) throw needsDomain();
    const key = records.find((each) => each.number === number);
    if (!key) throw new ProblemError('not-found', `There is no key ${number} of this issuer.`, { place: 'number' });
    if (key.state === 'revoked') throw new ProblemError('conflict', `Key ${number} is revoked already.`, { place: 'number' });
    return key;
  }

  return {
    /** What signs new badges. */
    current: (): Issuer => issuer,
    /** Who issued under `of`, or null when that is nobody known here. */
    issuer: (of: string): Issuer | null => (of === did ? issuer : of === old?.did ? old : null),
    /** Whether what this generation of `of` has signed still counts. */
    trusts(of: string, number: number): boolean {
      if (of === old?.did) return !isRevoked(first.multibase);
      return of === did && records.some((key) => key.number === number && key.state !== 'revoked');
    },
    rotate,
    /** Whether a key can be distrusted now. @throws ProblemError as `revoke` would */
    checkRevocation(number: number): void {
      revocable(number);
    },
    /**
     * Distrusts a key: everything signed with it fails from now on. The active one is replaced first.
     * @throws ProblemError `not-found`, `conflict`
     */
    async revoke(number: number, by: string, reason: string, along?: Along): Promise<void> {
      const key = revocable(number);
      if (key.state === 'active') await rotate(by, `Key ${number} is revoked: ${reason}`);
      const at = now();
      await db.transaction().execute(async (trx) => {
        await along?.(trx);
        await store.setKeyState(trx, { did, number, from: 'retired', to: 'revoked', at, by, reason });
        await audit(trx, at, { by, act: 'revoke issuer key', subject: `key ${number} of ${did}`, detail: reason });
      });
      await reload();
    },
    async page(): Promise<IssuerPage> {
      const badges = await store.badgesByKey(db, did);
      return {
        did,
        name,
        documentUrl: isWeb ? documentUrlOf(did) : null,
        keys: (await store.keysOf(db, did)).toReversed().map((key) => ({
          number: key.number,
          state: read(key).state,
          multibase: key.multibase,
          since: key.created_at,
          changedAt: key.state_at,
          by: key.state_by,
          reason: key.state_reason,
          badges: badges.get(key.number) ?? 0,
        })),
      };
    },
  };
}
export type Keyring = Awaited<ReturnType<typeof openKeyring>>;

/** Written by this feature alone. */
const read = ({ number, multibase, jwk, state }: store.StoredKey): KeyRecord => ({
  number,
  multibase,
  jwk: jwk === null ? null : (JSON.parse(jwk) as KeyRecord['jwk']),
  state: state as KeyState,
});
