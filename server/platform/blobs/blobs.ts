/**
 * Pictures at rest: AES-256-GCM under a key per sitting, which itself is stored wrapped by the server's master key.
 * Destroying the wrapped key on the retention date makes every picture of that sitting unreadable, also in copies of the
 * picture folder; an older backup of the database still holds the key until that backup is destroyed as well.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

const seal = (key: Uint8Array, plain: Uint8Array, bound: string): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};
const unseal = (key: Uint8Array, sealed: Uint8Array, bound: string): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
};

/** @param master 32 bytes */
export function createBlobs(folder: string, master: Uint8Array) {
  const fileOf = (owner: string, hash: string) => path.join(folder, owner, `${hash}.sealed`);
  return {
    /** A new per-owner key, wrapped; store it with the owner. */
    newKey: (owner: string): string => seal(master, randomBytes(32), owner).toString('base64url'),
    /** Durably stores sealed bytes; the same name twice is the same content. */
    async put(owner: string, wrappedKey: string, hash: string, plain: Uint8Array): Promise<void> {
      const key = unseal(master, Buffer.from(wrappedKey, 'base64url'), owner);
      await mkdir(path.join(folder, owner), { recursive: true, mode: 0o700 });
      const file = fileOf(owner, hash);
      const part = `${file}.${randomBytes(4).toString('hex')}`;
      const handle = await open(part, 'wx', 0o600);
      try {
        await handle.writeFile(seal(key, plain, hash));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, file);
    },
    /** @throws Error when missing, or when a byte was changed at rest */
    async get(owner: string, wrappedKey: string, hash: string): Promise<Uint8Array> {
      const key = unseal(master, Buffer.from(wrappedKey, 'base64url'), owner);
      return unseal(key, await readFile(fileOf(owner, hash)), hash);
    },
  };
}
export type Blobs = ReturnType<typeof createBlobs>;
