/** What the server hands out over a credential's life, as the independent verifier sees it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestIssuer, type TestIssuer, testMigrations } from '../../server/credentials/testing.ts';
import { type Database, openDatabase } from '../../server/platform/database/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { recognise } from './files.ts';
import { verifyBundle, verifyCredential } from './verify.ts';

const did = 'did:web:exam.example.org';
let folder: string;
let database: Database;
let server: TestIssuer;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'invigil-life-'));
  database = await openDatabase(path.join(folder, 'test.sqlite'), testMigrations, {
    log: createLog('silent'),
    commitWindowMs: 0,
  });
  server = await openTestIssuer(database, { clock: { now: Math.floor(Date.now() / 1000) * 1000 } });
  id = await server.issue('scm-022');
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const document = (): unknown => JSON.parse(server.credentials.didDocument());
const bundleOf = async (of: string): Promise<Record<string, unknown>> => JSON.parse(await server.credentials.bundle(of));
const question = (more: object = {}) => ({ at: server.clock.now, issuer: did, issuerDocument: document(), ...more });
const verify = async (of: string, more: object = {}) => verifyBundle(await bundleOf(of), question(more));
const listOf = async (of: string): Promise<unknown> => (await bundleOf(of)).statusList;

describe('did:web', () => {
  test('holds with the document from its own address, never with the one that came along', async () => {
    expect(await verify(id)).toMatchObject({ valid: true, holder: 'Γιώργος Παπαδόπουλος', statusAgeMs: 0 });
    expect(await verifyBundle(await bundleOf(id), { at: server.clock.now, issuer: did })).toEqual({
      valid: false,
      reason: expect.stringContaining('https://exam.example.org/.well-known/did.json'),
    });
  });

  test.each<[string, (copy: Record<string, unknown>) => void]>([
    ['of somebody else', (copy) => Object.assign(copy, { id: 'did:web:other.example.org' })],
    ['without keys for assertions', (copy) => Object.assign(copy, { assertionMethod: [] })],
    ['without keys', (copy) => Object.assign(copy, { verificationMethod: [] })],
    ['that is none', (copy) => Reflect.deleteProperty(copy, 'verificationMethod')],
  ])('a document %s is refused', async (_, edit) => {
    const copy = JSON.parse(server.credentials.didDocument());
    edit(copy);
    expect(await verify(id, { issuerDocument: copy })).toMatchObject({ valid: false });
  });
});

describe('statuses', () => {
  test('suspended and valid again', async () => {
    const one = await server.issue('scm-001');
    await server.credentials.suspend(one, 'x', 'y');
    expect(await verify(one)).toEqual({ valid: false, reason: 'The credential was suspended.' });
    await server.credentials.reinstate(one, 'x', 'y');
    expect(await verify(one)).toMatchObject({ valid: true });
  });

  test('superseded, and its successor valid', async () => {
    const old = await server.issue('scm-002');
    const successor = await server.credentials.correctName(old, { name: 'Another Name', reason: 'x', by: 'y', confirmed: true });
    expect(await verify(old)).toEqual({ valid: false, reason: 'The credential was superseded.' });
    expect(await verify(successor.id)).toMatchObject({ valid: true, holder: 'Another Name' });
  });
});

describe('the compact form', () => {
  const judge = async (jwt: string, more: object = {}) => verifyCredential({ jwt, statusList: await listOf(id) }, question(more));
  const edited = (jwt: string, part: 0 | 1, edit: (value: Record<string, unknown>) => void) => {
    const parts = jwt.split('.');
    const value = JSON.parse(Buffer.from(parts[part] ?? '', 'base64url').toString());
    edit(value);
    parts[part] = Buffer.from(JSON.stringify(value)).toString('base64url');
    return parts.join('.');
  };

  test('is RS256, with the subject in it, and holds', async () => {
    const jwt = await server.credentials.jwt(id);
    const [header, payload] = jwt.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(header ?? '')).toEqual({ alg: 'RS256', kid: `${did}#key-1-rs256`, typ: 'JWT' });
    expect(JSON.parse(payload ?? '')).toMatchObject({ iss: did, sub: expect.stringMatching(/^urn:uuid:/) });
    expect(payload).not.toContain('"proof"');
    expect(await judge(jwt)).toMatchObject({ valid: true, holder: 'Γιώργος Παπαδόπουλος' });
  });

  test('is refused with any claim changed, another algorithm, a key of its own, and without a list', async () => {
    const jwt = await server.credentials.jwt(id);
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
    for (const claim of Object.keys(claims)) {
      const changed = edited(jwt, 1, (value) => Object.assign(value, { [claim]: 'changed' }));
      expect(await judge(changed), claim).toMatchObject({ valid: false });
    }
    for (const header of [{ alg: 'none' }, { alg: 'HS256' }, { alg: 'EdDSA' }, { kid: `${did}#key-1` }, { jwk: {} }]) {
      const changed = edited(jwt, 0, (value) => Object.assign(value, header));
      expect(await judge(changed), JSON.stringify(header)).toMatchObject({ valid: false });
    }
    expect(await verifyCredential({ jwt, statusList: null }, question())).toMatchObject({ valid: false });
  });

  test('of a did:key is EdDSA', async () => {
    const other = await openDatabase(path.join(folder, 'key.sqlite'), testMigrations, {
      log: createLog('silent'),
      commitWindowMs: 0,
    });
    const local = await openTestIssuer(other, {
      did: 'did:key',
      clock: server.clock,
      key: () => ({ seed: Buffer.alloc(32, 3) }),
    });
    const one = await local.issue();
    const jwt = await local.credentials.jwt(one);
    const { statusList } = JSON.parse(await local.credentials.bundle(one));
    expect(await verifyCredential({ jwt, statusList }, { at: server.clock.now })).toMatchObject({ valid: true });
    const [head, body, signature = ''] = jwt.split('.');
    const forged = [head, body, `${signature.slice(0, -4)}AAAA`].join('.');
    expect(await verifyCredential({ jwt: forged, statusList }, { at: server.clock.now })).toMatchObject({ valid: false });
    await other.close();
  });
});

describe('pictures and certificate', () => {
  test('hold the very badge', async () => {
    const badge = JSON.parse(await server.credentials.badge(id));
    const { credentials } = server;
    for (const file of [await credentials.png(id), Buffer.from(await credentials.svg(id)), await credentials.certificate(id)]) {
      const found = recognise(file);
      expect(found).toEqual({ kind: 'badge', value: badge });
      if (found.kind !== 'badge') continue;
      const given = { badge: found.value, statusList: await listOf(id) };
      expect(await verifyCredential(given, question())).toMatchObject({ valid: true });
    }
  });

  test('without a badge, or with two, are refused', async () => {
    const svg = await server.credentials.svg(id);
    const badge = /<openbadges:credential>.*<\/openbadges:credential>/s.exec(svg)?.[0] ?? '';
    expect(() => recognise(Buffer.from(svg.replace(badge, '')))).toThrow('no badge');
    expect(() => recognise(Buffer.from(svg.replace(badge, badge + badge)))).toThrow('more than one');
    const png = await server.credentials.png(id);
    expect(() => recognise(png.subarray(0, 33))).toThrow('no badge');
    expect(() => recognise(Buffer.from('%PDF-1.7\n'))).toThrow('no badge');
  });

  test('a certificate says so when it no longer counts, and the same facts give the same bytes', async () => {
    const one = await server.issue('scm-003');
    const first = await server.credentials.certificate(one);
    expect(await server.credentials.certificate(one)).toEqual(first);
    await server.credentials.suspend(one, 'x', 'y');
    expect((await server.credentials.certificate(one)).equals(first)).toBe(false);
    expect(first.toString('latin1')).toContain('/StructTreeRoot');
  });
});

describe('keys', () => {
  test('a retired key still holds, a revoked one never again', async () => {
    const { credentials } = server;
    await credentials.issuer.rotate('x', 'y');
    const next = await server.issue('scm-004');
    expect(await verify(id)).toMatchObject({ valid: true });
    expect(await verify(next)).toMatchObject({ valid: true });
    const before = await bundleOf(id);
    await credentials.issuer.revoke(1, 'x', 'stolen');
    expect(await verify(id)).toMatchObject({ valid: false, reason: expect.stringContaining('stands by') });
    expect(await verifyBundle(before, question())).toMatchObject({ valid: false });
    expect(await verify(next)).toMatchObject({ valid: true });
  });
});

test('on the command line: a badge with what belongs to it, and without', async () => {
  const one = await server.issue('scm-005');
  const write = async (name: string, content: string | Buffer) => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const picture = await write('badge.png', await server.credentials.png(one));
  const pdf = await write('certificate.pdf', await server.credentials.certificate(one));
  const jwt = await write('badge.jwt', await server.credentials.jwt(one));
  const list = await write('list.json', JSON.stringify(await listOf(one)));
  const keys = await write('did.json', server.credentials.didDocument());
  const run = async (...args: string[]) => {
    const ended = promisify(execFile)(process.execPath, [new URL('./cli.ts', import.meta.url).pathname, ...args]);
    return await ended.then(
      ({ stdout }) => stdout,
      (error: unknown) => String(Reflect.get(Object(error), 'stdout')),
    );
  };
  for (const file of [picture, pdf, jwt]) expect(await run(file, list, keys, '--issuer', did)).toMatch(/^VALID: MicroMasters/);
  expect(await run(picture, list)).toMatch(/^NOT VALID: Which keys are those of did:web/);
  expect(await run(picture, keys)).toMatch(/^NOT VALID: Its status list is not at hand/);
  expect(await run(list)).toMatch(/^NOT VALID: give one bundle or badge/);
}, 60_000);
