/** Whose keys they are: a did:key says so itself, a did:web by its document (W3C DID 1.0, 5.2 and 5.3.1; did:web). */
import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { fromMultikey } from './key.ts';
import { Refusal } from './refusal.ts';

/** Finds the key of a verification method of the issuer. @throws Refusal when it is none of theirs */
export type FindKey = (verificationMethod: string) => KeyObject;

const Method = z.discriminatedUnion('type', [
  z.looseObject({ id: z.string(), type: z.literal('Multikey'), controller: z.string(), publicKeyMultibase: z.string() }),
  z.looseObject({
    id: z.string(),
    type: z.literal('JsonWebKey'),
    controller: z.string(),
    publicKeyJwk: z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() }),
  }),
]);
const Document = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(Method),
  assertionMethod: z.array(z.string()),
});
export const isDidDocument = (value: unknown): boolean => Document.safeParse(value).success;

/** @param document the issuer's document from a place the reader trusts; a did:key needs none */
export function keysOf(issuer: string, document: unknown): FindKey {
  if (issuer.startsWith('did:key:')) return (method) => ofDidKey(method, issuer);
  if (!/^did:web:[A-Za-z0-9.%_-]+(:[A-Za-z0-9._-]+)*$/.test(issuer)) throw new Refusal(`${issuer} is no did:key and no did:web.`);
  if (document === undefined) throw new Refusal(`Which keys are those of ${issuer} must come from ${documentUrlOf(issuer)}.`);
  const parsed = Document.safeParse(document);
  if (!parsed.success) throw new Refusal(`The document of ${issuer} is not one that can be read.`);
  if (parsed.data.id !== issuer) throw new Refusal(`The issuer's document is that of ${parsed.data.id}, not of ${issuer}.`);
  const { verificationMethod, assertionMethod } = parsed.data;
  return (method) => {
    const found = verificationMethod.filter(({ id }) => id === method);
    const [key] = found;
    if (!key || found.length > 1 || key.controller !== issuer || !assertionMethod.includes(method)) {
      throw new Refusal(`${method} is no key that ${issuer} stands by (any more).`);
    }
    return key.type === 'Multikey' ? fromMultikey(key.publicKeyMultibase) : ofJwk(key.publicKeyJwk);
  };
}

/** `did:key:z…#z…` of the issuer itself. */
function ofDidKey(verificationMethod: string, issuer: string): KeyObject {
  const [did, fragment, ...more] = verificationMethod.split('#');
  if (did !== issuer) throw new Refusal(`It is signed with a key of ${did}, not of its issuer ${issuer}.`);
  if (more.length > 0 || did !== `did:key:${fragment}`) {
    throw new Refusal(`${verificationMethod} is not a did:key and its own key.`);
  }
  return fromMultikey(fragment ?? '');
}

function ofJwk({ kty, n, e }: { kty: string; n: string; e: string }): KeyObject {
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) throw new Refusal('The RSA key of the issuer is too short.');
  return key;
}

/** Where the document of a did:web is published. */
export function documentUrlOf(did: string): string {
  const [host = '', ...path] = did.slice('did:web:'.length).split(':');
  return `https://${decodeURIComponent(host)}/${path.length > 0 ? `${path.join('/')}/` : '.well-known/'}did.json`;
}
