/** Checks a platform's token: signature by the platform's published keys, then who it is from and for (OIDC core 3.1.3.7). */
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import type { LtiRefusal } from '../../shared/contract/lti.ts';
import { Refused } from './refused.ts';

export type Fetch = typeof globalThis.fetch;
export type Trust = { issuer: string; clientId: string; jwksUrl: string };
export type RemoteKeys = ReturnType<typeof createRemoteKeys>;
export type Pace = { cooldownMs: number; maxAgeMs: number; timeoutMs: number };

const usual: Pace = { cooldownMs: 30_000, maxAgeMs: 10 * 60_000, timeoutMs: 5_000 };
/** Seconds by which the clocks of two servers may differ. */
const TOLERANCE_S = 60;

/**
 * The published keys of platforms. An unknown key id makes them be fetched again, so that a rotation there goes
 * unnoticed here, but not more often than once in `cooldownMs`: invented key ids must not make us a nuisance.
 */
export function createRemoteKeys(fetch: Fetch, pace: Partial<Pace> = {}) {
  const { cooldownMs, maxAgeMs, timeoutMs } = { ...usual, ...pace };
  const sets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  return (url: string) => {
    const known = sets.get(url);
    if (known) return known;
    const set = createRemoteJWKSet(new URL(url), {
      cooldownDuration: cooldownMs,
      cacheMaxAge: maxAgeMs,
      timeoutDuration: timeoutMs,
      [customFetch]: fetch,
    });
    sets.set(url, set);
    return set;
  };
}

/**
 * @returns the claims of a token that this platform signed for us and that has not expired
 * @throws Refused with the reason
 */
export async function verifyToken(token: string, trust: Trust, keys: RemoteKeys, now: number): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys(trust.jwksUrl), {
    // One algorithm alone: neither `none` nor a secret made of a public key can be brought in.
    algorithms: ['RS256'],
    issuer: trust.issuer,
    audience: trust.clientId,
    requiredClaims: ['exp', 'iat', 'nonce'],
    maxTokenAge: '1h',
    clockTolerance: TOLERANCE_S,
    currentDate: new Date(now),
  }).catch((error: unknown) => {
    throw new Refused(reasonOf(error), error instanceof Error ? error.message : String(error));
  });
  const others = Array.isArray(payload.aud) && payload.aud.length > 1;
  if (payload.azp !== undefined ? payload.azp !== trust.clientId : others)
    throw new Refused('wrong-audience', `azp is ${JSON.stringify(payload.azp)}, not ${trust.clientId}`);
  return payload;
}

function reasonOf(error: unknown): LtiRefusal {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'wrong-issuer';
    if (error.claim === 'aud') return 'wrong-audience';
    if (error.claim === 'iat' || error.claim === 'nbf' || error.claim === 'exp') return 'expired';
    return 'bad-token';
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'wrong-algorithm';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'unknown-key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad-signature';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'bad-token';
  return 'keys-unreachable';
}
