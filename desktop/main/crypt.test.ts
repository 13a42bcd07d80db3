import type { SafeStorage } from 'electron';
import { expect, test } from 'vitest';
import { openCrypt } from './crypt.ts';

/** A safe storage that reverses letters: enough to see that texts go through it and come back. */
const reverse = (text: string): string => [...text].reverse().join('');
function storage(available: boolean) {
  const asked: string[] = [];
  const members = {
    isEncryptionAvailable: () => available,
    setUsePlainTextEncryption: () => void asked.push('plain'),
    getSelectedStorageBackend: () => (available ? 'gnome_libsecret' : 'basic_text'),
    encryptString: (text: string) => Buffer.from(reverse(text)),
    decryptString: (sealed: Buffer) => reverse(sealed.toString()),
  };
  return { asked, safe: members as unknown as SafeStorage };
}

test('what is sealed comes back, and is not readable in between', () => {
  const crypt = openCrypt(storage(true).safe, 'linux', () => expect.fail('nothing to log'));
  const sealed = crypt.encrypt('the exam \u{1F512}');
  expect(sealed).not.toContain('exam');
  expect(crypt.decrypt(sealed)).toBe('the exam \u{1F512}');
});

test('a Linux without a keyring is not locked out, and the log says what that means', () => {
  const { asked, safe } = storage(false);
  const logged: string[] = [];
  openCrypt(safe, 'linux', (line) => logged.push(line));
  expect(asked).toEqual(['plain']);
  expect(logged.join()).toMatch(/keyring/);
});
