/** did:key (W3C CCG did:key 0.7) and Multikey (Controlled Identifiers 1.0, 2.2.2) for Ed25519, decoded by hand. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Refusal } from './refusal.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Multibase with the base58-btc alphabet: `z` and then the digits. */
export function fromBase58(text: string): Buffer {
  if (text[0] !== 'z') throw new Refusal(`"${text.slice(0, 8)}…" is not base58-btc in multibase.`);
  let value = 0n;
  for (const digit of text.slice(1)) {
    const at = ALPHABET.indexOf(digit);
    if (at < 0) throw new Refusal(`"${digit}" is no digit of base58-btc.`);
    value = value * 58n + BigInt(at);
  }
  const hex = value === 0n ? '' : value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  const zeros = /^1*/.exec(text.slice(1))?.[0].length ?? 0;
  return Buffer.concat([Buffer.alloc(zeros), bytes]);
}

/** An Ed25519 public key from its Multikey. */
export function fromMultikey(multikey: string): KeyObject {
  const bytes = fromBase58(multikey);
  if (bytes.length !== 34 || bytes[0] !== 0xed || bytes[1] !== 0x01) throw new Refusal('The key of the issuer is not Ed25519.');
  const x = bytes.subarray(2).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
