/** The status list: a signed credential with one bit for each credential, set once it is revoked. */
import { createCredential, createList } from '@digitalbazaar/vc-bitstring-status-list';
import { type Issuer, isoSeconds } from './issuer.ts';

/** Bits of a list: the least that keeps a credential in a crowd (Bitstring Status List 1.0, 6.1 "Group Privacy"). */
export const LIST_BITS = 131_072;
/** How long a signed list may be relied upon: the longest that a revocation can stay unseen by someone offline. */
export const LIST_VALID_MS = 7 * 86_400_000;
/** A list older than this is signed anew before it is handed out. */
export const LIST_FRESH_MS = 86_400_000;

/** A credential's place: bit `index` of the list at `listUrl`. */
export type ListEntry = { listUrl: string; index: number };

/** Signs the list at `url` in which exactly the bits of `revoked` are set, valid from `at` (ms since 1970). */
export async function signList(issuer: Issuer, url: string, revoked: readonly number[], at: number): Promise<object> {
  const list = await createList({ length: LIST_BITS });
  for (const index of revoked) list.setStatus(index, true);
  const credential = await createCredential({ id: url, list, statusPurpose: 'revocation' });
  return await issuer.sign(
    { ...credential, issuer: issuer.did, validFrom: isoSeconds(at), validUntil: isoSeconds(at + LIST_VALID_MS) },
    at,
  );
}
