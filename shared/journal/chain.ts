/**
 * The journal's hash chain and signatures, as pure functions.
 *
 * An entry's hash covers the sitting, lane, place, time, kind, the previous hash and a digest of the body, each in
 * RFC 8785 canonical form. Because the body enters only by its digest, a body may be withheld or deleted later (a
 * proctor's note, personal data past its date) without breaking the chain.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { At, CandidateEntry, CandidateNote, Entry, Lane, ServerEntry, ServerNote } from './entry.ts';

/** Signs bytes with Ed25519; returns base64url. The key stays with the caller. */
export type Sign = (message: Uint8Array) => string;
/** Verifies an Ed25519 signature in base64url; false, never an exception, on anything malformed. */
export type Verify = (message: Uint8Array, signature: string) => boolean;

/** SHA-256 in hex of a value's RFC 8785 canonical JSON. Throws on values JSON cannot hold (NaN, functions). */
export function digest(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('This value has no canonical JSON form.');
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 in hex of raw bytes, as it names pictures and files. */
export const digestBytes = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** The `prev` of a lane's first entry. */
export const genesis = (sitting: string, lane: Lane): string => digest(['invigil-journal-1', sitting, lane]);

type Unlinked = { lane: Lane; seq: number; at: At; kind: string; body: unknown; prev: string };
/** A withheld body of the server's lane stands for the one whose digest it names. */
const digestOfBody = ({ lane, body }: Unlinked): string =>
  lane === 'server' && typeof body === 'object' && body !== null && 'withheld' in body ? String(body.withheld) : digest(body);

/** The hash that an entry must carry. */
export const hashOf = (sitting: string, e: Unlinked): string =>
  digest([sitting, e.lane, e.seq, e.at, e.kind, digestOfBody(e), e.prev]);

/** The same entry for eyes that may not read its body; its hash still holds. */
export const withhold = (entry: ServerEntry): ServerEntry =>
  entry.kind === 'noted' ? { ...entry, body: { withheld: digestOfBody(entry) } } : entry;

/** Where a lane ends: the next entry gets `seq + 1` and `prev = hash`. */
export type Head = { seq: number; hash: string };
export const emptyHead = (sitting: string, lane: Lane): Head => ({ seq: 0, hash: genesis(sitting, lane) });

/** Makes the next entry of the candidate's lane. */
export function appendCandidate(sitting: string, head: Head, at: At, note: CandidateNote): CandidateEntry {
  const unlinked = { lane: 'candidate' as const, seq: head.seq + 1, at, prev: head.hash, ...note };
  return { ...unlinked, hash: hashOf(sitting, unlinked) };
}

/** Makes the next entry of the server's lane. */
export function appendServer(sitting: string, head: Head, at: At, note: ServerNote): ServerEntry {
  const unlinked = { lane: 'server' as const, seq: head.seq + 1, at, prev: head.hash, ...note };
  return { ...unlinked, hash: hashOf(sitting, unlinked) };
}

export const headOf = (entry: Entry): Head => ({ seq: entry.seq, hash: entry.hash });

/** What a signature over a lane's head covers: one signature speaks for every entry up to it. */
export const headMessage = (sitting: string, lane: Lane, head: Head): Uint8Array =>
  utf8ToBytes(`invigil-head-1\n${sitting}\n${lane}\n${head.seq}\n${head.hash}`);

/** What the server's receipt covers: the candidate's head and when it was durably stored (ms since 1970). */
export const receiptMessage = (sitting: string, head: Head, storedAt: number): Uint8Array =>
  utf8ToBytes(`invigil-receipt-1\n${sitting}\n${head.seq}\n${head.hash}\n${storedAt}`);

/** What proves possession of the sitting's private key when it is bound at check-in. */
export const bindingMessage = (code: string, publicKey: string): Uint8Array =>
  utf8ToBytes(`invigil-binding-1\n${code}\n${publicKey}`);

export type ChainFault = { at: number; fault: 'sequence' | 'prev' | 'hash' };

/**
 * Checks that `entries` continue `head` without a gap, a fork or a changed byte.
 * @returns the new head, or the first fault with the sequence number where it lies.
 */
export function follow(sitting: string, head: Head, entries: readonly Entry[]): Head | ChainFault {
  let { seq, hash } = head;
  for (const entry of entries) {
    if (entry.seq !== seq + 1) return { at: entry.seq, fault: 'sequence' };
    if (entry.prev !== hash) return { at: entry.seq, fault: 'prev' };
    if (hashOf(sitting, entry) !== entry.hash) return { at: entry.seq, fault: 'hash' };
    seq = entry.seq;
    hash = entry.hash;
  }
  return { seq, hash };
}
