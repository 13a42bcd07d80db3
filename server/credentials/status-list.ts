/**
 * The status list: a signed credential that says of each credential whether it is suspended, revoked or superseded.
 *
 * Open Badges wants one `credentialStatus`, and both suspension and revocation are to be told apart: so the list is of
 * the purpose `message` with two bits for each entry (Bitstring Status List 1.0, 2.1 and 3.2). Readers that know single
 * bits only, as the common libraries do, look at bit `index` instead of bits `2 * index` and on. Entries are given out
 * from the upper half of the list alone, so that the bits such readers look at belong to no entry; they are set with
 * every status that is not valid. Either reading refuses what must be refused.
 */
import { createCredential, createList } from '@digitalbazaar/vc-bitstring-status-list';
import { type Issuer, isoSeconds } from './issuer.ts';

/** Bits for one entry. */
export const STATUS_SIZE = 2;
/** Entries of a list, of which the upper half is given out: the least that keeps a credential in a crowd (6.1 "Group Privacy"). */
export const LIST_ENTRIES = 262_144;
/** The first entry that is given out. */
export const FIRST_ENTRY = LIST_ENTRIES / 2;
/** Bits of a list of the first kind, with one bit for each credential, which are kept for the credentials in them. */
export const OLD_LIST_BITS = 131_072;
/** How long a signed list may be relied upon: the longest that a change can stay unseen by someone offline. */
export const LIST_VALID_MS = 7 * 86_400_000;
/** A list older than this is signed anew before it is handed out. */
export const LIST_FRESH_MS = 86_400_000;

export const statuses = ['valid', 'suspended', 'revoked', 'superseded'] as const;
export type Status = (typeof statuses)[number];
/** What the credential says its status can be. */
export const statusMessages = statuses.map((message, value) => ({ status: `0x${value.toString(16)}`, message }));

export type ListPurpose = 'message' | 'revocation';
/** A credential's place: entry `index` of the list at `listUrl`. */
export type ListEntry = { listUrl: string; index: number };
/** Everything in a list that is not valid. */
export type Marked = { index: number; status: Exclude<Status, 'valid'> };

/** The bits that say so. */
export function bitsOf(purpose: ListPurpose, { index, status }: Marked): number[] {
  if (purpose === 'revocation') return [index];
  const value = statuses.indexOf(status);
  const own = Array.from({ length: STATUS_SIZE }, (_, bit) => STATUS_SIZE * index + bit);
  return [index, ...own.filter((_, bit) => (value >> (STATUS_SIZE - 1 - bit)) & 1)];
}

/** Signs the list at `url` in which exactly `marked` are not valid, valid from `at` (ms since 1970). */
export async function signList(
  issuer: Issuer,
  url: string,
  marked: readonly Marked[],
  at: number,
  purpose: ListPurpose = 'message',
): Promise<object> {
  const list = await createList({ length: purpose === 'message' ? LIST_ENTRIES * STATUS_SIZE : OLD_LIST_BITS });
  for (const entry of marked) for (const bit of bitsOf(purpose, entry)) list.setStatus(bit, true);
  const credential = await createCredential({ id: url, list, statusPurpose: purpose });
  return await issuer.sign(
    { ...credential, issuer: issuer.did, validFrom: isoSeconds(at), validUntil: isoSeconds(at + LIST_VALID_MS) },
    at,
  );
}
