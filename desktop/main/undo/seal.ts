/** Seals what the journal may not show (the candidate's own clipboard) under a key that belongs to one run of the client. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const newRunKey = (): string => randomBytes(32).toString('base64url');

/** AES-256-GCM; nonce, tag and ciphertext in one base64url text. */
export function seal(key: string, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** @throws Error when the text was changed or sealed under another key */
export function unseal(key: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
