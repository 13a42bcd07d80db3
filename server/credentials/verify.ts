/** Our own check of a credential. Anything that is not proven good is refused. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { type CheckStatus, type Verification, verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import * as z from 'zod';
import { loaderOf } from './contexts.ts';
import { resolveDidKey } from './issuer.ts';

export type Verdict = { verified: true } | { verified: false; reason: string };
export type ToVerify = {
  badge: object;
  /** The signed status list that the badge names; without it nothing is verified. */
  statusList: object | null;
  /** The identity that must have issued both. */
  issuer: string;
  /** ms since 1970 */
  at: number;
};

const Bound = z.object({
  issuer: z.object({ id: z.string() }),
  credentialStatus: z.object({ type: z.literal('BitstringStatusListEntry'), statusListCredential: z.string() }),
  proof: z.tuple([z.object({ cryptosuite: z.literal('eddsa-rdfc-2022'), proofPurpose: z.literal('assertionMethod') })]),
});
const List = z.object({ validFrom: z.iso.datetime(), validUntil: z.iso.datetime() });

/** The library calls a revoked credential verified as long as its list could be read; only an unset bit counts here. */
const strictStatus: CheckStatus = async (options) => {
  // The list's own proof is verified before, at the moment asked for; the library would take the clock on the wall.
  const { verified, error, results = [] } = await checkStatus({ ...options, verifyBitstringStatusListCredential: false });
  if (!verified) return { verified: false, error: error ?? new Error('The status list does not hold.') };
  if (results.length !== 1) return { verified: false, error: new Error('The credential must have exactly one status.') };
  if (results[0]?.status !== false) return { verified: false, error: new Error('revoked') };
  return { verified: true };
};

/** Verifies signature, issuer, time and status. Never throws on a bad credential and never fetches anything. */
export async function verifyBadge({ badge, statusList, issuer, at }: ToVerify): Promise<Verdict> {
  const refuse = (reason: string): Verdict => ({ verified: false, reason });
  const bound = Bound.safeParse(badge);
  if (!bound.success) return refuse('It lacks an issuer, one status entry or one proof of the expected kind.');
  if (bound.data.issuer.id !== issuer) return refuse('It was issued by somebody else.');
  if (!statusList) return refuse('Its status list is not at hand.');
  const list = List.safeParse(statusList);
  if (!list.success) return refuse('Its status list does not say how long it is valid.');
  if (Date.parse(list.data.validUntil) <= at) return refuse('Its status list is out of date.');

  const lists = new Map([[bound.data.credentialStatus.statusListCredential, statusList]]);
  const options = {
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: loaderOf(lists, resolveDidKey),
    now: new Date(at),
  };
  const listed = await verifyCredential({ credential: statusList, ...options });
  if (!listed.verified) return refuse(`Its status list does not hold: ${wordsOf(listed)}`);
  const verification = await verifyCredential({ credential: badge, checkStatus: strictStatus, ...options });
  if (verification.verified && verification.statusResult?.verified) return { verified: true };
  if (verification.statusResult?.error?.message === 'revoked') return refuse('It is revoked.');
  return refuse(wordsOf(verification));
}

const wordsOf = ({ error, statusResult }: Verification): string =>
  (error?.errors?.[0] ?? error ?? statusResult?.error)?.message ?? 'It could not be verified.';
