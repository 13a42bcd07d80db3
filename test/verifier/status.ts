/** Reads a status from a Bitstring Status List (W3C Bitstring Status List 1.0, 3.2 "Validate Algorithm"). */
import { gunzipSync } from 'node:zlib';
import { Refusal } from './refusal.ts';

/** The least number of entries, and the most bytes this verifier unpacks. */
const LEAST_ENTRIES = 131_072;
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The value of an entry: `size` bits from `index * size` on, counted from the left.
 * @throws Refusal when the list or the index is not sound
 */
export function statusAt(encodedList: string, index: number, size: number): number {
  if (!/^u[A-Za-z0-9_-]+$/.test(encodedList)) throw new Refusal('The status list is not base64url in multibase.');
  let bytes: Buffer;
  try {
    bytes = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'), { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new Refusal(`The status list cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`);
  }
  // The minimum is one of entries (3.2): with more bits to an entry, the list must be that much longer.
  if (bytes.length * 8 < LEAST_ENTRIES * size) throw new Refusal('The status list is shorter than the specification allows.');
  let value = 0;
  for (let bit = index * size; bit < (index + 1) * size; bit++) {
    const byte = bytes[bit >> 3];
    if (byte === undefined) throw new Refusal('The credential points outside of its status list.');
    value = value * 2 + ((byte >> (7 - (bit & 7))) & 1);
  }
  return value;
}
