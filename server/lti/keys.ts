/** Our own keys towards platforms: one signs, the next is published ahead, so that platforms know it before it is used. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose';
import type { Db, Trx } from '../platform/database/database.ts';

/** How long a key that no longer signs stays published: longer than anything it signed is valid. */
const LINGER_MS = 24 * 3600_000;

export type ToolKeysOptions = { db: Db; now: () => number /** RSA in PEM. */; pem: (generation: number) => string };
type Key = { generation: number; kid: string; key: KeyObject; jwk: JWK };

export async function createToolKeys({ db, now, pem }: ToolKeysOptions) {
  const made = new Map<number, Key>();
  const keyOf = async (generation: number): Promise<Key> => {
    const known = made.get(generation);
    if (known) return known;
    const key = createPrivateKey(pem(generation));
    const jwk = await exportJWK(createPublicKey(key));
    const kid = await calculateJwkThumbprint(jwk);
    const whole = { generation, kid, key, jwk: { ...jwk, kid, alg: 'RS256', use: 'sig' } };
    made.set(generation, whole);
    return whole;
  };
  const rows = () => db.selectFrom('lti_key').selectAll().orderBy('generation').execute();
  const publish = (trx: Db | Trx, generation: number, signsFrom: number | null) =>
    trx
      .insertInto('lti_key')
      .values({ generation, published_at: now(), signs_from: signsFrom, retired_at: null })
      .onConflict((conflict) => conflict.column('generation').doNothing())
      .execute();

  if ((await rows()).length === 0) {
    await publish(db, 1, now());
    await publish(db, 2, null);
  }
  const signing = async (): Promise<Key> => {
    const current = (await rows()).findLast((row) => row.signs_from !== null && row.retired_at === null);
    if (!current) throw new Error('No key signs towards platforms; the table lti_key has lost its rows.');
    return await keyOf(current.generation);
  };

  return {
    /** The published set: the key that signs, the next one, and those that signed until a day ago. */
    async jwks(): Promise<{ keys: JWK[] }> {
      const shown = (await rows()).filter((row) => row.retired_at === null || row.retired_at > now() - LINGER_MS);
      return { keys: await Promise.all(shown.map(async ({ generation }) => (await keyOf(generation)).jwk)) };
    },
    /** The next key begins to sign; one more is published. Two at once: the second finds its key in place. */
    async rotate(trx: Trx): Promise<void> {
      const all = await trx.selectFrom('lti_key').selectAll().orderBy('generation').execute();
      const next = all.find((row) => row.signs_from === null);
      if (!next) throw new Error('No next key is published; the table lti_key has lost a row.');
      await trx
        .updateTable('lti_key')
        .set({ retired_at: now() })
        .where('signs_from', 'is not', null)
        .where('retired_at', 'is', null)
        .execute();
      await trx.updateTable('lti_key').set({ signs_from: now() }).where('generation', '=', next.generation).execute();
      await publish(trx, next.generation + 1, null);
    },
    /** A JWT under the signing key; `exp` lies `seconds` ahead. */
    async sign(claims: Record<string, unknown>, seconds: number): Promise<string> {
      const { key, kid } = await signing();
      const at = Math.floor(now() / 1000);
      return await new SignJWT({ ...claims, iat: at, exp: at + seconds })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .sign(key);
    },
  };
}
export type ToolKeys = Awaited<ReturnType<typeof createToolKeys>>;
