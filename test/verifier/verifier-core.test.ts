/** Credentials as `@digitalcredentials/verifier-core` sees them: another family of libraries, with a stubbed network. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBadgeSchema } from '../../server/credentials/open-badge.schema.ts';
import { openTestIssuer, type TestIssuer, testMigrations } from '../../server/credentials/testing.ts';
import { type Database, openDatabase } from '../../server/platform/database/database.ts';
import { createLog } from '../../server/platform/log.ts';

let folder: string;
let database: Database;
let server: TestIssuer;

/** Answers for the issuer's addresses; everything else is out of reach. */
const answers = new Map<string, () => unknown>();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'invigil-core-'));
  database = await openDatabase(path.join(folder, 'test.sqlite'), testMigrations, {
    log: createLog('silent'),
    commitWindowMs: 0,
  });
  server = await openTestIssuer(database, { did: 'did:key', clock: { now: Math.floor(Date.now() / 1000) * 1000 } });
  // Its schema library dislikes tuples; what it finds is looked at below.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const url = input instanceof Request ? input.url : String(input);
    const answer = answers.get(url);
    if (!answer) throw new TypeError(`${url} is out of reach`);
    return new Response(JSON.stringify(answer()), { headers: { 'content-type': 'application/json' } });
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

type Report = Awaited<ReturnType<typeof verifyCredential>>;
/** It gives no verdict of its own: each step must be good. */
const stepsOf = ({ log = [] }: Report) => Object.fromEntries(log.map(({ id, valid }) => [id, valid]));

async function judge(id: string, edit: (badge: Record<string, unknown>) => void = () => {}): Promise<Report> {
  const badge = JSON.parse(await server.credentials.badge(id));
  const list = await server.credentials.statusList((await server.credentials.row(id)).list);
  answers.set(badge.credentialStatus.statusListCredential, () => JSON.parse(list));
  answers.set(badge.credentialSchema[0].id, () => openBadgeSchema);
  edit(badge);
  return await verifyCredential({ credential: badge, knownDIDRegistries: [] });
}

test('a fresh badge passes, a tampered one does not', async () => {
  const id = await server.issue('scm-001');
  expect(stepsOf(await judge(id))).toMatchObject({ valid_signature: true, expiration: true, message_status: true });
  const tampered = await judge(id, (badge) => Object.assign(badge, { name: 'Another name' }));
  expect(tampered.errors).toMatchObject([{ name: 'invalid_signature' }]);
});

test('suspended, revoked and superseded badges are all refused, and one that was reinstated is not', async () => {
  const id = await server.issue('scm-002');
  await server.credentials.suspend(id, 'x', 'y');
  expect(stepsOf(await judge(id))).toMatchObject({ message_status: false });
  await server.credentials.reinstate(id, 'x', 'y');
  expect(stepsOf(await judge(id))).toMatchObject({ message_status: true });
  const { id: next } = await server.credentials.correctName(id, { name: 'Another', reason: 'x', by: 'y', confirmed: true });
  expect(stepsOf(await judge(id))).toMatchObject({ message_status: false });
  await server.credentials.revoke(next, 'x', 'y');
  expect(stepsOf(await judge(next))).toMatchObject({ message_status: false });
});
