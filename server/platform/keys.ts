/** Secret keys in files of mode 0600 that are made on first use and never leave the data folder. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Sign, Verify } from '../../shared/journal/chain.ts';

/**
 * Reads 32 secret bytes, or makes them.
 * @throws Error when the file is readable by others or has another length
 */
export function secret(folder: string, name: string): Uint8Array {
  const file = path.join(folder, `${name}.key`);
  const bytes = keptIn(file, () => randomBytes(32));
  if (bytes.length !== 32) throw new Error(`${file} holds ${bytes.length} bytes instead of 32. Restore it from a backup.`);
  return bytes;
}

/**
 * Reads an RSA key of 2048 bits in PEM, or makes it.
 * @throws Error when the file is readable by others or holds no such key
 */
export function rsaSecret(folder: string, name: string): string {
  const file = path.join(folder, `${name}.pem`);
  const make = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
  const pem = keptIn(file, () => Buffer.from(make())).toString('utf8');
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} holds no key that can be read (${why}). Restore it from a backup.`);
  }
  throw new Error(`${file} holds a key that is not RSA. Restore it from a backup.`);
}

/** The file's bytes; `make` gives them when there is none yet. @throws Error when others may read it */
function keptIn(file: string, make: () => Buffer): Buffer {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    try {
      writeFileSync(file, make(), { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  const mode = statSync(file).mode & 0o077;
  if (mode !== 0 && process.platform !== 'win32') throw new Error(`${file} may be read by others. Run: chmod 600 ${file}`);
  return readFileSync(file);
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
