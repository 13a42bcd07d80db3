/** Secrets at rest, under the key that the operating system keeps for this program. */
import type { SafeStorage } from 'electron';
import type { Crypt } from './client/open-sitting.ts';

/**
 * Linux without a keyring has no such key. Then Electron's fixed key is used: it hides the exam from a glance, not from an
 * attacker, and the log says so; the candidate is not locked out for it.
 */
export function openCrypt(safeStorage: SafeStorage, platform: NodeJS.Platform, log: (line: string) => void): Crypt {
  if (!safeStorage.isEncryptionAvailable() && platform === 'linux') safeStorage.setUsePlainTextEncryption(true);
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    log('this computer has no keyring: what is stored is only lightly hidden');
  }
  return {
    encrypt: (plain) => safeStorage.encryptString(plain).toString('base64'),
    decrypt: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  };
}
