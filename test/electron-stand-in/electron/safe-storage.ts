import { createCipheriv, createDecipheriv } from 'node:crypto';
import { strict } from '../strict.ts';

/**
 * As Chromium's own `basic_text` store on Linux: AES-128-CBC under a key that everyone knows, with the prefix `v10`.
 * Real secrecy here would claim more than Electron gives there.
 */
const key = Buffer.from('fd621fe5a2b402539dfa147ca9272778', 'hex');
const iv = Buffer.alloc(16, ' ');
const prefix = Buffer.from('v10');

export const safeStorage = strict<Electron.SafeStorage>('safeStorage')({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptString: (text: string) => {
    const cipher = createCipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([prefix, cipher.update(text, 'utf8'), cipher.final()]);
  },
  decryptString: (sealed: Buffer) => {
    const decipher = createDecipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([decipher.update(sealed.subarray(prefix.length)), decipher.final()]).toString('utf8');
  },
});
