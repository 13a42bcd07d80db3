/** The compact form (Open Badges 3.0, 8.2 "JSON Web Token Proof Format"; RFC 7515), taken apart and checked by hand. */
import { verify } from 'node:crypto';
import * as z from 'zod';
import type { FindKey } from './did.ts';
import { Refusal } from './refusal.ts';

/** No other header is allowed by Open Badges; a key that comes along in `jwk` proves nothing about the issuer. */
const Header = z.strictObject({ alg: z.enum(['RS256', 'EdDSA']), kid: z.string(), typ: z.literal('JWT').optional() });
const Claims = z.looseObject({
  iss: z.string(),
  jti: z.string(),
  sub: z.string(),
  nbf: z.number(),
  exp: z.number().optional(),
});
const Named = z.looseObject({
  id: z.string(),
  issuer: z.looseObject({ id: z.string() }),
  credentialSubject: z.looseObject({ id: z.string() }),
  validFrom: z.string(),
  validUntil: z.string().optional(),
});

export const isJwt = (text: string): boolean => /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(text.trim());

type Parts = { header: z.infer<typeof Header>; badge: object; signed: Buffer; signature: Buffer };

/** The parts of a JWT, of which nothing is proven yet. @throws Refusal */
export function openJwt(jwt: string): Parts {
  const [header = '', payload = '', signature = ''] = jwt.trim().split('.');
  const parsed = Header.safeParse(json(header));
  if (!parsed.success) throw new Refusal(`The JWT has a header that is not of Open Badges (${parsed.error.issues[0]?.message}).`);
  const badge = json(payload);
  if (typeof badge !== 'object' || badge === null) throw new Refusal('The JWT holds no credential.');
  return {
    header: parsed.data,
    badge,
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Checks the signature, and that the claims say what the credential says. @throws Refusal */
export function checkJwt({ header, badge, signed, signature }: Parts, findKey: FindKey): void {
  const key = findKey(header.kid);
  const type = header.alg === 'RS256' ? 'rsa' : 'ed25519';
  if (key.asymmetricKeyType !== type) throw new Refusal(`The JWT says ${header.alg}, and its key is of another kind.`);
  if (!verify(header.alg === 'RS256' ? 'sha256' : null, signed, key, signature)) {
    throw new Refusal('The JWT was changed after it was signed, or was signed with another key.');
  }
  const claims = Claims.safeParse(badge);
  const named = Named.safeParse(badge);
  if (!claims.success || !named.success) throw new Refusal('The JWT lacks claims that Open Badges asks for.');
  const { iss, jti, sub, nbf, exp } = claims.data;
  const { id, issuer, credentialSubject, validFrom, validUntil } = named.data;
  const until = validUntil === undefined ? undefined : Date.parse(validUntil) / 1000;
  const same = iss === issuer.id && jti === id && sub === credentialSubject.id && nbf === Date.parse(validFrom) / 1000;
  if (!same || exp !== until) throw new Refusal('The claims of the JWT are not those of the credential in it.');
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    throw new Refusal('The JWT is not readable.');
  }
}
