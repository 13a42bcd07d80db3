/** The system check from the client to the server and back: kept on a day before, believed at check-in, opened by people. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createExamClient, type ExamClient } from '../../desktop/main/client/client.ts';
import { fakeHost } from '../../desktop/main/host/fake.ts';
import type { Host } from '../../desktop/main/host/host.ts';
import { createPreflight } from '../../desktop/main/preflight/preflight.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { openTestServer, type TestServer } from '../../server/testing.ts';
import { builtInList } from '../../shared/lockdown/built-in.ts';
import type { Check } from '../../shared/preflight/report.ts';

let server: TestServer;
let folder: string;
const clients: ExamClient[] = [];
const trusted: { server: string; serverKey: string }[] = [];
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'invigil-preflight-'));
  const options = { log: createLog('silent'), commitWindowMs: 0 };
  server = await openTestServer((migrations) => openDatabase(path.join(folder, 'server.sqlite'), migrations, options));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const openClient = (facts: Partial<Host> = {}, computer = 'client'): ExamClient => {
  const directory = path.join(folder, computer);
  const common = { directory, standIn: true, app: 'test', os: 'test', server: server.url, log: () => {} };
  const measures = [{ id: 'clipboard' as const, state: 'enforced' as const }];
  const client = createExamClient({
    ...common,
    crypt: { encrypt: (plain) => plain, decrypt: (sealed) => sealed },
    measures: () => measures,
    preflight: createPreflight({
      ...common,
      host: fakeHost({ freeBytes: async () => 5_000_000_000, ...facts }),
      displays: () => 1,
      programs: () => builtInList,
      onTarget: async (from) => void trusted.push(from),
      retry: async () => measures,
    }),
    quit: () => {},
  });
  clients.push(client);
  return client;
};
const camera = (outcome: Check['outcome']): Check[] => [{ id: 'camera', outcome, values: {} }];
const jpeg = (n: number) => new Uint8Array([0xff, 0xd8, 0xff, n]);
const checkIn = async (client: ExamClient, code: string, found: Check[]): Promise<void> => {
  expect(await client.calls.launch({ codeOrLink: code })).toMatchObject({ ok: true });
  await client.calls.check({ locks: [], checks: found });
  await client.calls.acceptCapability({});
  await client.calls.consent({ locale: 'en' });
  await client.calls.picture({ purpose: 'portrait', jpeg: jpeg(1) });
  await client.calls.picture({ purpose: 'document', jpeg: jpeg(2) });
  await vi.waitFor(() => expect(client.view().saved.waiting).toBe(0), 15_000);
};
const screen = (client: ExamClient, name: string) => vi.waitFor(() => expect(client.view().screen).toBe(name), 15_000);

test('a check on a day before is kept with its date; at check-in what passed then holds nobody up', async () => {
  const code = await server.register('ada');
  const before = openClient();
  expect(await before.calls.systemCheck({ codeOrLink: code })).toMatchObject({ ok: true });
  expect(trusted, 'its list of programs can be checked').toEqual([
    { server: server.url, serverKey: expect.stringMatching(/^.{43}$/) },
  ]);
  expect(before.view()).toMatchObject({ screen: 'system-check', check: { target: { exam: 'Test exam', lastAt: null } } });
  await before.calls.check({ locks: [], checks: camera('passed') });
  const { check } = before.view();
  expect(check).toMatchObject({ running: false, problem: null });
  expect(check.checks.map(({ id }) => id)).toContain('network');
  expect(check.keptAt).toBeGreaterThan(0);
  await before.calls.closeCheck({});
  expect(before.view().screen).toBe('launch');
  expect(await server.sittings.ids(), 'nothing was begun').toEqual([]);
  await before.stop();

  const today = openClient();
  await checkIn(today, code, camera('failed'));
  await screen(today, 'ready');
});

test('the same failure on a computer that was never checked waits for a person, who lets in with a reason', async () => {
  const client = openClient();
  await checkIn(client, await server.register('ada'), camera('failed'));
  await screen(client, 'waiting');
  const [sitting] = await server.sittings.ids();
  if (!sitting) throw new Error('no sitting');
  expect(await server.sittings.gatesOf(sitting.id)).toEqual([{ id: 'camera', state: 'held' }]);
  await server.sittings.journal.act(sitting.id, () => ({
    kind: 'gate-opened',
    body: { by: 'pat', gate: 'camera', category: 'technical', reason: 'Seen on a call.' },
  }));
  await screen(client, 'ready');
});

test('a program that runs at check-in is named, waits for a person, and is no matter once it is closed', async () => {
  let running = ['TeamViewer.exe'];
  const client = openClient({ programs: async () => running });
  const code = await server.register('ada');
  await client.calls.launch({ codeOrLink: code });
  await client.calls.check({ locks: [], checks: [] });
  const programs = () => client.view().check.checks.find(({ id }) => id === 'programs');
  expect(programs()).toMatchObject({ outcome: 'failed', values: { names: 'TeamViewer' } });
  running = [];
  await checkIn(client, code, []);
  expect(programs()).toMatchObject({ outcome: 'passed' });
  await screen(client, 'ready');
});

test('a link for a check opens the check, wherever it is pasted, and uses up nothing', async () => {
  const code = await server.register('ada');
  const client = openClient();
  const link = `invigil://check?server=${encodeURIComponent(server.url)}&code=${code}`;
  expect(await client.calls.launch({ codeOrLink: link })).toMatchObject({ ok: true });
  expect(client.view().screen).toBe('system-check');
  expect(await server.sittings.ids()).toEqual([]);
  expect(await client.calls.systemCheck({ codeOrLink: 'ABCD-EFGH-JKLM' })).toMatchObject({
    ok: false,
    problem: { code: 'bad-code' },
  });
});

test('what the page finds while a check is under way is not lost', async () => {
  const client = openClient();
  await client.calls.systemCheck({ codeOrLink: await server.register('ada') });
  const first = client.calls.check({ locks: [], checks: [] });
  await Promise.all([first, client.calls.check({ locks: [], checks: camera('failed') })]);
  await vi.waitFor(() => expect(client.view().check.running).toBe(false), 15_000);
  expect(client.view().check.checks.find(({ id }) => id === 'camera')).toMatchObject({ outcome: 'failed' });
  const [kept] = await server.preflight.reportsOf('r-ada');
  expect(kept?.report.checks.map(({ id }) => id)).toContain('camera');
});

test('without a code the check runs, says that nobody keeps it, and nobody does', async () => {
  const client = openClient();
  await client.calls.systemCheck({ codeOrLink: null });
  await client.calls.check({ locks: [], checks: camera('passed') });
  expect(client.view().check).toMatchObject({ target: null, keptAt: null });
  expect(client.view().check.checks.length).toBeGreaterThan(6);
  expect(await server.db.selectFrom('preflight').selectAll().execute()).toEqual([]);
});
