import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createCredentials, credentialMigrations } from '../../server/credentials/index.ts';
import { createIssuer, type Issuer } from '../../server/credentials/issuer.ts';
import { createDecisions, decisionMigrations } from '../../server/decisions/index.ts';
import { noticeMigrations } from '../../server/notices/index.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { identityMigrations } from '../../server/platform/identity/tables.ts';
import { createLog } from '../../server/platform/log.ts';
import { createProgrammes, programmeMigrations, Share } from '../../server/programmes/index.ts';
import { verifyBundle } from './verify.ts';

const day = 86_400_000;
const at = Math.floor(Date.now() / 1000) * 1000;
const seedOf = (text: string) => ({ seed: createHash('sha256').update(text).digest() });
const demo = (name: string) => readFile(new URL(`../../demo/programme/${name}`, import.meta.url), 'utf8');

const readBundle = (json: string): object => z.record(z.string(), z.json()).parse(JSON.parse(json));
/** What stands at a place such as `badge.proof.0`. */
const partOf = (document: object, place: string): unknown =>
  place.split('.').reduce<unknown>((part, key) => Reflect.get(Object(part), key), document);
const objectAt = (document: object, place: string): object => z.record(z.string(), z.json()).parse(partOf(document, place));
/** A copy with something else at `place`, or with nothing there. */
function changed(document: object, place: string, value?: unknown): object {
  const copy = structuredClone(document);
  const [, parent, key = place] = /^(.*)\.([^.]+)$/.exec(place) ?? [];
  const part = Object(parent ? partOf(copy, parent) : copy);
  if (value === undefined) Reflect.deleteProperty(part, key);
  else Reflect.set(part, key, value);
  return copy;
}

/** The places of all values in a JSON value. */
const leavesOf = (value: unknown, place: string): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${place}.${key}`))
    : [place];

let fresh: object;
let revoked: object;
let folder: string;
let ours: Issuer;
let stranger: Issuer;

/** One credential from the server as it runs, its bundle before and after it was revoked. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'invigil-verifier-'));
  ours = await createIssuer(seedOf('ours'));
  stranger = await createIssuer(seedOf('theirs'));
  const migrations = [
    ...identityMigrations,
    ...programmeMigrations,
    ...credentialMigrations,
    ...decisionMigrations,
    ...noticeMigrations,
  ];
  const options = { log: createLog('silent'), commitWindowMs: 0 };
  const { db, close } = await openDatabase(path.join(folder, 'test.sqlite'), migrations, options);
  const common = { db, now: () => at };
  const programmes = createProgrammes(common);
  await programmes.publish(await demo('programme.json'), 'staff-1');
  await programmes.importResults(await demo('course-results.csv'), 'staff-1');
  const credentials = await createCredentials({
    ...common,
    programmes,
    key: seedOf('ours'),
    publicUrl: 'https://exam.example.org',
    issuerName: 'Example Institute',
  });
  await createDecisions({ ...common, programmes, credentials }).recompute({
    programme: 'scm',
    learner: 'scm-022',
    exams: [{ exam: 'scm-comprehensive', sitting: 's1', score: Share.parse(0.71), state: 'final', takenAt: at - day }],
    holds: [],
    by: 'staff-1',
    cause: 'result released',
  });
  const [issued] = await credentials.list();
  fresh = readBundle(await credentials.bundle(issued?.id ?? ''));
  await credentials.revoke(issued?.id ?? '', 'test', 'staff-1');
  revoked = readBundle(await credentials.bundle(issued?.id ?? ''));
  await close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verify = (bundle: unknown, moment = at, issuer: string | undefined = ours.did) =>
  verifyBundle(bundle, { at: moment, issuer });
const resign = (document: object, issuer: Issuer): Promise<object> => issuer.sign(changed(document, 'proof'), at);

test('a fresh credential is accepted, without a network', async () => {
  const blocked = () => {
    throw new Error('the network was touched');
  };
  vi.stubGlobal('fetch', blocked);
  const connect = vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(blocked);
  expect(await verify(fresh)).toEqual({
    valid: true,
    holder: 'Γιώργος Παπαδόπουλος',
    achievement: 'MicroMasters in Supply Chain Management',
    issuer: { did: ours.did, name: 'Example Institute' },
    statusAgeMs: 0,
  });
  connect.mockRestore();
  vi.unstubAllGlobals();
});

test('a revoked one is refused, and its earlier list serves nobody for longer than a week', async () => {
  expect(await verify(revoked)).toEqual({ valid: false, reason: 'The credential was revoked.' });
  expect(await verify(fresh, at + 7 * day)).toMatchObject({ valid: false, reason: expect.stringContaining('out of date') });
});

describe('whatever is changed is noticed', () => {
  const identity = 'badge.credentialSubject.identifier.0.identityHash';
  test.each<[string, string, unknown, RegExp]>([
    ['the name', identity, 'Mallory', /badge was changed/],
    ['the score', 'badge.credentialSubject.result.0.value', '99.9', /badge was changed/],
    ['the status index', 'badge.credentialStatus.statusListIndex', '5', /badge was changed/],
    ['the validity', 'badge.validFrom', '2020-01-01T00:00:00Z', /badge was changed/],
    ['the status', 'badge.credentialStatus', undefined, /badge is not complete \(credentialStatus/],
    ['an added term', 'badge.honours', 'summa cum laude', /not valid JSON-LD/],
    ['an unknown context', 'badge.@context.3', 'https://example.org/mine', /not at hand/],
    ['the purpose of the proof', 'badge.proof.0.proofPurpose', 'authentication', /no proof of the expected kind/],
    ['the time of the proof', 'badge.proof.0.created', '2020-01-01T00:00:00Z', /badge was changed/],
    ['no proof', 'badge.proof', undefined, /no proof of the expected kind/],
    ['an empty list of proofs', 'badge.proof', [], /exactly one proof/],
    ['no status list', 'statusList', undefined, /bundle is not complete \(statusList/],
    ['the time of the list', 'statusList.validUntil', '2099-01-01T00:00:00Z', /status list was changed/],
    ['the purpose of the list', 'statusList.credentialSubject.statusPurpose', 'revocation', /for another purpose/],
    ['the address of the list', 'statusList.id', 'https://exam.example.org/status/3', /another than the badge names/],
    ['another version of a context', 'contexts.0.sha256', '0'.repeat(64), /is another than the one known here/],
    ['the issuer document', 'issuer.id', 'did:key:z6Mk', /somebody else/],
  ])('%s', async (_, place, value, reason) => {
    expect(await verify(changed(fresh, place, value))).toEqual({ valid: false, reason: expect.stringMatching(reason) });
  });

  test('every single value of badge and list', async () => {
    for (const part of ['badge', 'statusList']) {
      const places = leavesOf(partOf(fresh, part), part);
      expect(places.length).toBeGreaterThan(15);
      for (const place of places) {
        const was = partOf(fresh, place);
        const other = typeof was === 'number' ? was + 1 : typeof was === 'boolean' ? !was : `${was}x`;
        expect(await verify(changed(fresh, place, other)), place).toMatchObject({ valid: false });
        expect(await verify(changed(fresh, place)), `without ${place}`).toMatchObject({ valid: false });
      }
    }
  }, 60_000);

  test('a bit cleared again in the signed list', async () => {
    const place = 'statusList.credentialSubject.encodedList';
    const bits = gunzipSync(Buffer.from(String(partOf(revoked, place)).slice(1), 'base64url')).fill(0);
    const bundle = changed(revoked, place, `u${gzipSync(bits).toString('base64url')}`);
    expect(await verify(bundle)).toMatchObject({ valid: false, reason: expect.stringMatching(/status list was changed/) });
  });
});

describe('a foreign key', () => {
  const badge = () => objectAt(fresh, 'badge');
  const listOf = (issuer: Issuer) => resign(changed(objectAt(fresh, 'statusList'), 'issuer', issuer.did), issuer);

  test('cannot sign in our name', async () => {
    const forged = changed(fresh, 'badge', await resign(badge(), stranger));
    expect(await verify(forged)).toMatchObject({ valid: false, reason: expect.stringMatching(/signed with a key of did:key/) });
    const place = 'badge.proof.0.verificationMethod';
    const claimed = changed(forged, place, partOf(fresh, place));
    expect(await verify(claimed)).toMatchObject({ valid: false, reason: expect.stringMatching(/with another key/) });
  });

  test('cannot give our badge a list of its own', async () => {
    const bundle = changed(fresh, 'statusList', await listOf(stranger));
    expect(await verify(bundle)).toMatchObject({ valid: false, reason: 'The status list was issued by somebody else.' });
  });

  test('that issues everything itself is refused by whoever names the issuer, and named to whoever does not', async () => {
    const bundle = {
      ...fresh,
      badge: await resign(changed(badge(), 'issuer.id', stranger.did), stranger),
      statusList: await listOf(stranger),
      issuer: stranger.didDocument,
    };
    expect(await verify(bundle)).toMatchObject({ valid: false, reason: expect.stringMatching(/was issued by did:key/) });
    expect(await verifyBundle(bundle, { at })).toMatchObject({ valid: true, issuer: { did: stranger.did } });
  });
});

test('a list that is too short or packs a bomb is refused, though properly signed', async () => {
  for (const bytes of [16, 64 * 1024 * 1024]) {
    const encoded = `u${gzipSync(Buffer.alloc(bytes)).toString('base64url')}`;
    const list = changed(objectAt(fresh, 'statusList'), 'credentialSubject.encodedList', encoded);
    const bundle = changed(fresh, 'statusList', await resign(list, ours));
    expect(await verify(bundle)).toMatchObject({
      valid: false,
      reason: expect.stringMatching(/shorter than|cannot be unpacked/),
    });
  }
});

test.each([[null], [[]], [{}], ['x'], [{ format: 'invigil-bundle-1' }]])('what is no bundle is refused: %j', async (bundle) => {
  expect((await verify(bundle)).valid).toBe(false);
});

const Ended = z.object({ code: z.number(), stdout: z.string() });
test('on the command line it says so in words and by its exit code', async () => {
  const run = async (content: string, ...more: string[]) => {
    const file = path.join(folder, 'bundle.json');
    await writeFile(file, content);
    const cli = new URL('./cli.ts', import.meta.url).pathname;
    const ended = promisify(execFile)(process.execPath, [cli, file, ...more]);
    return await ended.then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: unknown) => Ended.parse(error),
    );
  };
  expect(await run(JSON.stringify(fresh), '--issuer', ours.did)).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^VALID: MicroMasters in Supply Chain Management, awarded to Γιώργος/),
  });
  expect(await run(JSON.stringify(revoked))).toEqual({ code: 1, stdout: 'NOT VALID: The credential was revoked.\n' });
  expect(await run('{')).toEqual({ code: 1, stdout: expect.stringMatching(/^NOT VALID: the file could not be read/) });
});
