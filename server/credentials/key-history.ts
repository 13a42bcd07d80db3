/** The issuer's keys over time, and the DID document that follows from them. Pure. */

/** The public side of one generation: an Ed25519 key for embedded proofs and, for did:web, an RSA key for the JWT form. */
export type PublicKeys = { number: number; multibase: string; jwk: { kty: string; n: string; e: string } | null };
export type KeyState = 'active' | 'retired' | 'revoked';
export type KeyRecord = PublicKeys & { state: KeyState };

/** Where in the issuer's document a generation's keys stand. */
export const proofKeyOf = (did: string, { number, multibase }: PublicKeys): string =>
  did.startsWith('did:key:') ? `${did}#${multibase}` : `${did}#key-${number}`;
export const jwtKeyOf = (did: string, { number }: PublicKeys): string => `${did}#key-${number}-rs256`;

/** Badges signed by these still hold: a retired key only signs no more, a revoked one may be in somebody else's hands. */
export const isTrusted = ({ state }: { state: KeyState }): boolean => state !== 'revoked';

/**
 * The DID document. A retired key stays in it, and stays good for assertions: without it nobody could check what it has
 * signed. A revoked one is left out altogether, so that every verifier refuses, whatever it makes of a `revoked` date.
 */
export function documentOf(did: string, keys: readonly KeyRecord[]): object {
  const trusted = keys.filter(isTrusted).toSorted((a, b) => b.number - a.number);
  const methods = trusted.flatMap((key) => [
    { id: proofKeyOf(did, key), type: 'Multikey', controller: did, publicKeyMultibase: key.multibase },
    ...(key.jwk
      ? [{ id: jwtKeyOf(did, key), type: 'JsonWebKey', controller: did, publicKeyJwk: { ...key.jwk, alg: 'RS256' } }]
      : []),
  ]);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1', 'https://w3id.org/security/jwk/v1'],
    id: did,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  };
}

/** What a loader answers for a key in a document: the method, readable by itself. */
export function methodIn(document: object, id: string): object | undefined {
  const methods: unknown = Reflect.get(document, 'verificationMethod');
  const method = Array.isArray(methods) ? methods.find((each: unknown) => Reflect.get(Object(each), 'id') === id) : undefined;
  return method === undefined ? undefined : { '@context': 'https://w3id.org/security/multikey/v1', ...Object(method) };
}
