/** Secret keys in files of mode 0600 that are made on first use and never leave the data folder. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Sign, Verify } from '../../shared/journal/chain.ts';

/**
 * Reads 32 secret bytes, or makes them.
 * @throws Error when the file is readable by others or has another length
 */
export function secret(folder: string, name: string): Uint8Array {
  const file = path.join(folder, `${name}.key`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const mode = statSync(file).mode & 0o077;
  if (mode !== 0 && process.platform !== 'win32') throw new Error(`${file} may be read by others. Run: chmod 600 ${file}`);
  const bytes = readFileSync(file);
  if (bytes.length !== 32) throw new Error(`${file} holds ${bytes.length} bytes instead of 32. Restore it from a backup.`);
  return bytes;
}

/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410, 7). */
const pkcs8 = (seed: Uint8Array): Buffer => Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
/** Subject public key info of a raw Ed25519 public key (RFC 8410, 4). */
const spki = (raw: Uint8Array): Buffer => Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);

const rawPublic = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');

export type SigningKey = { sign: Sign; publicKey: string };

/** An Ed25519 signing key from a 32-byte seed; `publicKey` is raw, base64url. */
export function signingKey(seed: Uint8Array): SigningKey {
  const key = createPrivateKey({ key: pkcs8(seed), format: 'der', type: 'pkcs8' });
  return { sign: (message) => sign(null, message, key).toString('base64url'), publicKey: rawPublic(createPublicKey(key)) };
}

/** A verifier for a raw base64url Ed25519 public key; keys are parsed once by the caller. */
export function verifierOf(publicKey: string): Verify {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32) return () => false;
  const key = createPublicKey({ key: spki(raw), format: 'der', type: 'spki' });
  return (message, signature) => {
    const bytes = Buffer.from(signature, 'base64url');
    return bytes.length === 64 && verify(null, message, key, bytes);
  };
}

/** How secrets are stored for comparison: only their SHA-256, in hex. For secrets of 128 bits and more. */
export const fingerprint = (token: string): string => createHash('sha256').update(token).digest('hex');
export const newToken = (): string => randomBytes(32).toString('base64url');
