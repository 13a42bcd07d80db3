/** The issuer: an identity with a history of keys, and signatures under its newest. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { driver } from '@digitalbazaar/did-method-key';
import { from, generate, type KeyPair } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { CompactSign } from 'jose';
import { ProblemError } from '../platform/problem-error.ts';
import { type KnownIdentity, loaderOf } from './contexts.ts';
import { documentOf, isTrusted, jwtKeyOf, type KeyRecord, type PublicKeys, proofKeyOf } from './key-history.ts';

/** The secrets of one generation: an Ed25519 seed of 32 bytes and, where the JWT form is to be RS256, an RSA key in PEM. */
export type Secrets = { seed: Uint8Array; rsa?: string };
/** Where the secrets of a generation come from, 1 being the first; keeping them safe is the platform's work. */
export type KeySource = (generation: number) => Secrets;

export type Issuer = {
  did: string;
  didDocument: object;
  /** The generation that signs. */
  key: number;
  keys: readonly KeyRecord[];
  /**
   * Signs with one assertion proof, in an array as the Open Badges schema asks.
   * @param method how the proof names the key, where it is not by its place in the document
   * @throws Error on terms no context defines
   */
  sign(credential: object, at: number, method?: string): Promise<object>;
  /** The credential as a compact JWS (Open Badges 3.0, 8.2). @throws Error without a subject's id, which `sub` must be */
  signJwt(credential: JwtSource): Promise<string>;
};
export type JwtSource = { id: string; issuer: { id: string }; validFrom: string; credentialSubject: { id?: string } };

const didKey = driver();
didKey.use({ multibaseMultikeyHeader: 'z6Mk', fromMultibase: from });
/** Resolves a did:key address, or a key in it, by computation alone. */
export const resolveDidKey = (url: string): Promise<object> => didKey.get({ url });

/** The did:key of a seed, and its public keys. */
export async function publicKeysOf(number: number, { seed, rsa }: Secrets): Promise<PublicKeys & { didKey: string }> {
  const { publicKeyMultibase } = await generate({ seed });
  return {
    number,
    multibase: publicKeyMultibase,
    jwk: rsa ? jwkOf(createPrivateKey(rsa)) : null,
    didKey: `did:key:${publicKeyMultibase}`,
  };
}

function jwkOf(key: KeyObject): { kty: string; n: string; e: string } {
  const { kty, n, e } = createPublicKey(key).export({ format: 'jwk' });
  if (kty !== 'RSA' || n === undefined || e === undefined) throw new Error('The key for the JWT form is not RSA.');
  return { kty, n, e };
}

/**
 * @param did a did:key, whose only key is the one given, or a did:web
 * @param keys every generation so far; the active one signs
 * @throws Error when the active generation's secrets are not those of its public keys
 */
export async function issuerOf(did: string, keys: readonly KeyRecord[], source: KeySource): Promise<Issuer> {
  const active = keys.find(({ state }) => state === 'active');
  if (!active) throw new Error(`${did} has no active key.`);
  const secrets = source(active.number);
  const keyPair: KeyPair = await generate({ seed: secrets.seed });
  if (keyPair.publicKeyMultibase !== active.multibase) {
    throw new Error(
      `The key file of generation ${active.number} is not the one that ${did} has signed with. Restore it from a backup.`,
    );
  }
  keyPair.controller = did;
  keyPair.id = proofKeyOf(did, active);
  const document = did.startsWith('did:key:') ? await resolveDidKey(did) : documentOf(did, keys);
  const documentLoader = loaderOf(new Map(), identitiesOf(did, document));
  const isPublished = !secrets.rsa || jwkOf(createPrivateKey(secrets.rsa)).n === active.jwk?.n;
  const jwtKey = secrets.rsa
    ? { alg: 'RS256', kid: jwtKeyOf(did, active), key: createPrivateKey(secrets.rsa) }
    : { alg: 'EdDSA', kid: keyPair.id, key: createPrivateKey({ key: pkcs8(secrets.seed), format: 'der', type: 'pkcs8' }) };

  return {
    did,
    didDocument: document,
    key: active.number,
    keys,
    async sign(credential, at, method = keyPair.id) {
      const signer = { ...keyPair.signer(), id: method };
      const suite = new DataIntegrityProof({ signer, cryptosuite, date: isoSeconds(at) });
      const { proof, ...signed } = await issue({
        credential: structuredClone(credential),
        suite,
        documentLoader,
        now: new Date(at),
      });
      return { ...signed, proof: [proof] };
    },
    async signJwt(credential) {
      if (!isPublished) {
        const message =
          'The key file of the JWT form is not the one that was published. Restore it from a backup, or make a new key.';
        throw new ProblemError('conflict', message);
      }
      const { id: sub } = credential.credentialSubject;
      if (sub === undefined) throw new Error('This credential names no subject, which a JWT must.');
      const claims = { iss: credential.issuer.id, jti: credential.id, nbf: Date.parse(credential.validFrom) / 1000, sub };
      const payload = new TextEncoder().encode(JSON.stringify({ ...credential, ...claims }));
      const header = { alg: jwtKey.alg, kid: jwtKey.kid, typ: 'JWT' };
      return await new CompactSign(payload).setProtectedHeader(header).sign(jwtKey.key);
    },
  };
}

/** An issuer with one key that is its identity. */
export async function createIssuer(secrets: Secrets): Promise<Issuer> {
  const { didKey: did, ...keys } = await publicKeysOf(1, { seed: secrets.seed });
  return await issuerOf(did, [{ ...keys, state: 'active' }], () => ({ seed: secrets.seed }));
}

/** How a loader finds the issuer: a did:key explains itself, a did:web is what its document says. */
export const identitiesOf = (did: string, document: object): KnownIdentity =>
  did.startsWith('did:key:') ? { resolve: resolveDidKey } : { did, document };

/** Whether a badge signed by this generation still holds. */
export const holdsFor = (keys: readonly KeyRecord[], generation: number): boolean =>
  keys.some((key) => key.number === generation && isTrusted(key));

/** A moment in ms since 1970 as credentials write it: UTC, whole seconds. */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410, 7). */
const pkcs8 = (seed: Uint8Array): Buffer => Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
