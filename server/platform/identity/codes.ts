/** Sign-in codes are stored as argon2id with a salt each (RFC 9106: 19 MiB, 2 passes, the OWASP minimum). */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(argon2);
const derive = (code: string, nonce: Buffer): Promise<Buffer> =>
  run('argon2id', { message: code, nonce, parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 });

export async function hashCode(code: string): Promise<string> {
  const nonce = randomBytes(16);
  return `${nonce.toString('base64url')}.${(await derive(code, nonce)).toString('base64url')}`;
}

export async function codeMatches(code: string, stored: string): Promise<boolean> {
  const [nonce = '', tag = ''] = stored.split('.');
  const expected = Buffer.from(tag, 'base64url');
  const actual = await derive(code, Buffer.from(nonce.padEnd(22, 'A'), 'base64url'));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
