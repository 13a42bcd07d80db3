/** Reads a status from a Bitstring Status List (W3C Bitstring Status List 1.0, 3.2 "Validate Algorithm"). */
import { gunzipSync } from 'node:zlib';
import { Refusal } from './refusal.ts';

/** The least number of bits, and the most this verifier unpacks. */
const LEAST_BITS = 131_072;
const MOST_BYTES = 16 * 1024 * 1024;

/** Whether bit `index`, counted from the left, is set. @throws Refusal when the list or the index is not sound */
export function isSet(encodedList: string, index: number): boolean {
  if (!/^u[A-Za-z0-9_-]+$/.test(encodedList)) throw new Refusal('The status list is not base64url in multibase.');
  let bytes: Buffer;
  try {
    bytes = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'), { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new Refusal(`The status list cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (bytes.length * 8 < LEAST_BITS) throw new Refusal('The status list is shorter than the specification allows.');
  const byte = bytes[index >> 3];
  if (byte === undefined) throw new Refusal('The credential points outside of its status list.');
  return ((byte >> (7 - (index & 7))) & 1) === 1;
}
