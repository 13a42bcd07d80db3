/** Our own check of a credential. Anything that is not proven good is refused. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { type CheckStatus, type Verification, verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import * as z from 'zod';
import { loaderOf } from './contexts.ts';
import { identitiesOf } from './issuer.ts';

export type Verdict = { verified: true } | { verified: false; reason: string };
export type Identity = { did: string; didDocument: object };
export type ToVerify = {
  badge: object;
  /** The signed status list that the badge names; without it nothing is verified. */
  statusList: object | null;
  /** The identity that must have issued both. */
  issuer: Identity;
  /** ms since 1970 */
  at: number;
};

const Bound = z.object({
  issuer: z.object({ id: z.string() }),
  credentialStatus: z.object({ type: z.literal('BitstringStatusListEntry'), statusListCredential: z.string() }),
  proof: z.tuple([z.object({ cryptosuite: z.literal('eddsa-rdfc-2022'), proofPurpose: z.literal('assertionMethod') })]),
});
const List = z.object({ validFrom: z.iso.datetime(), validUntil: z.iso.datetime() });
const refuse = (reason: string): Verdict => ({ verified: false, reason });

/**
 * The library calls a credential verified as long as its list could be read, and reads one bit; only an unset bit counts
 * here, and the list sets that bit with every status that is not valid.
 */
const strictStatus: CheckStatus = async (options) => {
  // The list's own proof is verified before, at the moment asked for; the library would take the clock on the wall.
  const { verified, error, results = [] } = await checkStatus({ ...options, verifyBitstringStatusListCredential: false });
  if (!verified) return { verified: false, error: error ?? new Error('The status list does not hold.') };
  if (results.length !== 1) return { verified: false, error: new Error('The credential must have exactly one status.') };
  if (results[0]?.status !== false) return { verified: false, error: new Error('not valid') };
  return { verified: true };
};

const optionsOf = ({ did, didDocument }: Identity, at: number, given: ReadonlyMap<string, object> = new Map()) => ({
  suite: new DataIntegrityProof({ cryptosuite }),
  documentLoader: loaderOf(given, identitiesOf(did, didDocument)),
  now: new Date(at),
});

/** Verifies that the list is the issuer's and may be relied upon at `at`. */
export async function verifyList(list: object, issuer: Identity, at: number): Promise<Verdict> {
  const parsed = List.safeParse(list);
  if (!parsed.success) return refuse('Its status list does not say how long it is valid.');
  if (Date.parse(parsed.data.validUntil) <= at) return refuse('Its status list is out of date.');
  const listed = await verifyCredential({ credential: list, ...optionsOf(issuer, at) });
  return listed.verified ? { verified: true } : refuse(`Its status list does not hold: ${wordsOf(listed)}`);
}

/** Verifies signature, issuer and time, and that `statusList`, which must have been verified, says nothing against it. */
export async function verifyAgainst({ badge, statusList, issuer, at }: ToVerify & { statusList: object }): Promise<Verdict> {
  const bound = Bound.safeParse(badge);
  if (!bound.success) return refuse('It lacks an issuer, one status entry or one proof of the expected kind.');
  if (bound.data.issuer.id !== issuer.did) return refuse('It was issued by somebody else.');
  const lists = new Map([[bound.data.credentialStatus.statusListCredential, statusList]]);
  const verification = await verifyCredential({
    credential: badge,
    checkStatus: strictStatus,
    ...optionsOf(issuer, at, lists),
  });
  if (verification.verified && verification.statusResult?.verified) return { verified: true };
  if (verification.statusResult?.error?.message === 'not valid') {
    return refuse('Its status list says that it is revoked, suspended or superseded.');
  }
  return refuse(wordsOf(verification));
}

/** Verifies signature, issuer, time and status. Never throws on a bad credential and never fetches anything. */
export async function verifyBadge(question: ToVerify): Promise<Verdict> {
  const { badge, statusList, issuer, at } = question;
  if (!Bound.safeParse(badge).success) return refuse('It lacks an issuer, one status entry or one proof of the expected kind.');
  if (!statusList) return refuse('Its status list is not at hand.');
  const listed = await verifyList(statusList, issuer, at);
  return listed.verified ? await verifyAgainst({ ...question, statusList }) : listed;
}

const wordsOf = ({ error, statusResult }: Verification): string =>
  (error?.errors?.[0] ?? error ?? statusResult?.error)?.message ?? 'It could not be verified.';
