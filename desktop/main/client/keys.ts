/** The sitting's Ed25519 key on the candidate's computer, and the server's public key. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Sign, Verify } from '../../../shared/journal/chain.ts';

export type SittingKey = { sign: Sign; publicKey: string; pkcs8: string };

/** @param pkcs8 base64url of a stored key; a new one is made without it */
export function sittingKey(pkcs8?: string): SittingKey {
  const key = pkcs8
    ? createPrivateKey({ key: Buffer.from(pkcs8, 'base64url'), format: 'der', type: 'pkcs8' })
    : generateKeyPairSync('ed25519').privateKey;
  return {
    sign: (message) => sign(null, message, key).toString('base64url'),
    publicKey: createPublicKey(key).export({ format: 'jwk' }).x ?? '',
    pkcs8: key.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  };
}

/** Verifies what the server signed. */
export function serverVerifier(publicKey: string): Verify {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return (message, signature) => verify(null, message, key, Buffer.from(signature, 'base64url'));
}
