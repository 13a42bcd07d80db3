/**
 * Pictures and clips on the candidate's disk: AES-256-GCM under a key of this sitting, which itself is sealed by the system's
 * key store. Bound to the hash that stands in the journal, so that none can be put in the place of another.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { JournalStore } from './journal-store.ts';

/** Seals the key itself, as the system's key store does. */
type KeyStore = { encrypt(plain: string): string; decrypt(sealed: string): string };

/** Marks sealed bytes; what was queued by an older version lies open and begins otherwise. */
const mark = Buffer.from('IVS1');
const NONCE = 12;
const TAG = 16;

export function evidenceSeal(store: Pick<JournalStore, 'meta' | 'setMeta'>, crypt: KeyStore) {
  const stored = store.meta('evidence-key');
  const key = stored ? Buffer.from(crypt.decrypt(stored), 'base64url') : randomBytes(32);
  if (!stored) store.setMeta('evidence-key', crypt.encrypt(key.toString('base64url')));
  return {
    seal(plain: Uint8Array, hash: string): Uint8Array {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(hash));
      return Buffer.concat([mark, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    /** @throws Error when a byte was changed on the disk, or it belongs to another hash */
    unseal(bytes: Uint8Array, hash: string): Uint8Array {
      if (!mark.equals(bytes.subarray(0, mark.length))) return bytes;
      const sealed = bytes.subarray(mark.length);
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(hash));
      decipher.setAuthTag(sealed.subarray(-TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
    },
  };
}
