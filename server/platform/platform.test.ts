import { chmodSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { contract } from '../../shared/contract/index.ts';
import { route } from '../../shared/contract/kit.ts';
import { createBlobs } from './blobs/blobs.ts';
import { readConfig } from './config.ts';
import { type Caller, requireAllowed } from './http/caller.ts';
import { createHttp } from './http/server.ts';
import { rsaSecret, secret, signingKey, verifierOf } from './keys.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createSerially } from './serially.ts';

const folder = () => mkdtempSync(path.join(tmpdir(), 'invigil-platform-'));

describe('configuration', () => {
  test('has working defaults', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 4310, database: path.resolve('data/invigil.sqlite') });
  });
  test('names every variable that is wrong', () => {
    const env = {
      INVIGIL_PORT: 'eighty',
      INVIGIL_LOG: 'loud',
      INVIGIL_DATABASE: 'mysql://x',
      INVIGIL_PUBLIC_URL: 'exam.example',
    };
    expect(() => readConfig(env)).toThrow(/INVIGIL_PORT[\s\S]*INVIGIL_PUBLIC_URL[\s\S]*INVIGIL_DATABASE[\s\S]*INVIGIL_LOG/);
  });
});

describe('secrets', () => {
  test('an RSA key is made once, and a file that holds none is named', () => {
    const at = folder();
    expect(rsaSecret(at, 'jwt')).toBe(rsaSecret(at, 'jwt'));
    writeFileSync(path.join(at, 'bad.pem'), 'no key', { mode: 0o600 });
    expect(() => rsaSecret(at, 'bad')).toThrow(/bad\.pem holds no key/);
  });

  test('a key file is made once with mode 0600 and refused when others may read it', () => {
    const at = folder();
    const first = secret(at, 'journal');
    expect(Buffer.from(secret(at, 'journal'))).toEqual(Buffer.from(first));
    expect(statSync(path.join(at, 'journal.key')).mode & 0o777).toBe(0o600);
    chmodSync(path.join(at, 'journal.key'), 0o644);
    expect(() => secret(at, 'journal')).toThrow(/chmod 600/);
  });
  test('signatures verify under their key alone, and malformed ones are just false', () => {
    const key = signingKey(secret(folder(), 'a'));
    const message = new Uint8Array([1, 2, 3]);
    expect(verifierOf(key.publicKey)(message, key.sign(message))).toBe(true);
    expect(verifierOf(key.publicKey)(new Uint8Array([1]), key.sign(message))).toBe(false);
    expect(verifierOf(key.publicKey)(message, 'short')).toBe(false);
    expect(verifierOf('short')(message, key.sign(message))).toBe(false);
  });
  test('nothing secret reaches the log, at the top level or nested', () => {
    const lines: string[] = [];
    const log = createLog(
      'info',
      new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk));
          done();
        },
      }),
    );
    log.info(
      {
        token: 's3cret',
        request: { headers: { authorization: 's3cret', cookie: 's3cret' } },
        body: { code: 's3cret' },
        sitting: 'abc',
      },
      'hello',
    );
    expect(lines.join('')).toContain('abc');
    expect(lines.join('')).not.toContain('s3cret');
  });
  test('pictures are unreadable at rest, bound to their sitting, and a changed byte is noticed', async () => {
    const at = folder();
    const blobs = createBlobs(at, secret(at, 'media'));
    const plain = new TextEncoder().encode('a face, in the clear');
    const key = blobs.newKey('s1');
    await blobs.put('s1', key, 'h', plain);
    expect(Buffer.from(await blobs.get('s1', key, 'h')).toString()).toBe('a face, in the clear');
    const file = path.join(at, 's1', 'h.sealed');
    const sealed = await readFile(file);
    expect(sealed.includes(Buffer.from('face'))).toBe(false);
    await expect(blobs.get('s1', blobs.newKey('s2'), 'h')).rejects.toThrow();
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    writeFileSync(file, sealed);
    await expect(blobs.get('s1', key, 'h')).rejects.toThrow();
  });
});

describe('who may call', () => {
  const nobody: Caller = { kind: 'nobody' };
  const candidate: Caller = { kind: 'candidate', sitting: 's' };
  const staff = (...roles: ('proctor' | 'reviewer' | 'administrator')[]): Caller => ({
    kind: 'staff',
    account: { id: 'a', name: 'A', roles },
  });
  const everything = [
    ...Object.values(contract.http).flatMap((routes) => Object.values(routes)),
    ...Object.values(contract.sockets).flatMap(({ calls }) => Object.values(calls)),
  ];

  test('every route and socket call of the contract names its roles, and a role it does not name is denied', () => {
    for (const one of everything) {
      if (one.allowed === 'anyone') continue;
      expect(one.allowed.length).toBeGreaterThan(0);
      expect(() => requireAllowed(nobody, one.allowed)).toThrow('Sign in first');
      for (const role of ['proctor', 'reviewer', 'administrator'] as const) {
        const judge = () => requireAllowed(staff(role), one.allowed);
        if ((one.allowed as readonly string[]).includes(role)) expect(judge).not.toThrow();
        else expect(judge).toThrow(/may not/);
      }
      if (!(one.allowed as readonly string[]).includes('candidate'))
        expect(() => requireAllowed(candidate, one.allowed)).toThrow(/may not/);
    }
  });
  test('what anyone may call is this list and no more', () => {
    const open = Object.entries(contract.http).flatMap(([conversation, routes]) =>
      Object.entries(routes).flatMap(([name, { allowed }]) => (allowed === 'anyone' ? [`${conversation} ${name}`] : [])),
    );
    expect(open.toSorted()).toEqual([
      'candidate launch',
      'console signIn',
      'console signOut',
      'lockdown programs',
      // A token of the launch, in the body.
      'lti arrival',
      'lti jwks',
      // A token of the learner's own link, in the body.
      'pathway consent',
      'pathway own',
      'pathway withdraw',
      // A launch code, in the body; the upload is measured and forgotten.
      'preflight report',
      'preflight target',
      'preflight upload',
      'programme file',
      'programme listed',
      'programme rules',
      'public badge',
      'public bundle',
      'public certificate',
      'public cohort',
      'public credential',
      'public didDocument',
      'public didDocumentInPath',
      'public health',
      'public jwt',
      'public metrics',
      'public png',
      'public statusList',
      'public svg',
      // A token of the learner's own link, in the body.
      'registration cancel',
      'registration code',
      'registration learnerPage',
      'registration register',
      'registration reschedule',
      // A token of the learner's own link, in the body; for a new link, an address.
      'release appeal',
      'release evidence',
      'release own',
      'release questions',
      'release sendLink',
    ]);
  });
});

test('a failure inside is logged, not told; tries are limited; answers carry the headers that protect a page', async () => {
  const metrics = createMetrics();
  const http = await createHttp({ log: createLog('silent'), metrics, authenticate: async () => ({ kind: 'nobody' }) });
  http.route(route({ method: 'GET', path: '/broken', allowed: 'anyone', reply: z.object({}) }), async () => {
    throw new Error('the table secret_stuff is missing');
  });
  http.route(route({ method: 'GET', path: '/guess', allowed: 'anyone', reply: z.object({}) }), async () => ({}), {
    perMinute: 2,
  });
  const broken = await http.app.inject('/broken');
  expect(broken.statusCode).toBe(500);
  expect(broken.body).not.toContain('secret_stuff');
  expect(broken.headers['content-security-policy']).toContain("default-src 'none'");
  expect(broken.headers['x-content-type-options']).toBe('nosniff');
  const codes = [];
  for (let i = 0; i < 4; i++) codes.push((await http.app.inject('/guess')).statusCode);
  expect(codes).toEqual([200, 200, 429, 429]);
  expect(await metrics.text()).toMatch(/invigil_refused_total\{where="\/guess",code="too-many"\} 2/);
  await http.app.close();
});

test('tasks of one key run one after another, also after a failure; other keys do not wait', async () => {
  const serially = createSerially();
  const order: string[] = [];
  let release = () => {};
  const first = serially('a', () =>
    new Promise<void>((resolve) => (release = resolve)).then(() => {
      order.push('a1');
      throw new Error('no');
    }),
  );
  const second = serially('a', async () => void order.push('a2'));
  await serially('b', async () => void order.push('b1'));
  release();
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual(['b1', 'a1', 'a2']);
});
