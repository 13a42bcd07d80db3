import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidenceSeal } from './evidence-seal.ts';

const crypt = { encrypt: (plain: string) => `sealed ${plain}`, decrypt: (sealed: string) => sealed.slice(7) };
function diskOf() {
  const meta = new Map<string, string>();
  return { meta: (name: string) => meta.get(name) ?? null, setMeta: (name: string, value: string) => void meta.set(name, value) };
}

test('what is sealed comes back after a restart, lies nowhere in the open, and is bound to its hash', () => {
  const store = diskOf();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 200 }), (plain) => {
      const sealed = evidenceSeal(store, crypt).seal(plain, 'a');
      expect(Buffer.from(sealed).includes(Buffer.from(plain))).toBe(false);
      const again = evidenceSeal(store, crypt);
      expect([...again.unseal(sealed, 'a')]).toEqual([...plain]);
      expect(() => again.unseal(sealed, 'b')).toThrow();
      sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
      expect(() => again.unseal(sealed, 'a')).toThrow();
    }),
  );
});

test('what an older version queued in the open is still sent', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
  expect(evidenceSeal(diskOf(), crypt).unseal(jpeg, 'a')).toEqual(jpeg);
});
