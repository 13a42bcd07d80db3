/** The exam client and the server's rooms around the sitting, on real sockets: what must survive kills, cuts and oddities. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createExamClient, type ExamClient } from '../../desktop/main/client/client.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { openTestServer, type TestServer } from '../../server/testing.ts';
import { type Line, layLine } from '../e2e/network.ts';

let server: TestServer;
let line: Line;
let folder: string;
const clients: ExamClient[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'invigil-client-'));
  const options = { log: createLog('silent'), commitWindowMs: 0 };
  server = await openTestServer((migrations) => openDatabase(path.join(folder, 'server.sqlite'), migrations, options));
  line = await layLine(server.url);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
  await line.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const openClient = (): ExamClient => {
  const client = createExamClient({
    directory: path.join(folder, 'client'),
    crypt: { encrypt: (plain) => plain, decrypt: (sealed) => sealed },
    standIn: true,
    app: 'test',
    os: 'x'.repeat(300),
    server: line.url,
    measures: () => [],
    quit: () => {},
    log: () => {},
  });
  clients.push(client);
  return client;
};
const jpeg = (n: number) => new Uint8Array([0xff, 0xd8, 0xff, n]);
const sent = (client: ExamClient) => vi.waitFor(() => expect(client.view().saved).toMatchObject({ waiting: 0 }), 15_000);
const running = async (learner = 'ada') => {
  const client = openClient();
  await client.calls.launch({ codeOrLink: await server.register(learner) });
  await client.calls.acceptCapability({});
  await client.calls.consent({ locale: 'en' });
  await client.calls.picture({ purpose: 'portrait', jpeg: jpeg(1) });
  await client.calls.picture({ purpose: 'document', jpeg: jpeg(2) });
  await vi.waitFor(() => expect(client.view().screen).toBe('ready'), 15_000);
  expect(await client.calls.begin({})).toMatchObject({ ok: true });
  const sitting = (await server.sittings.ids()).at(-1)?.id ?? '';
  return { client, sitting };
};
const answer = (client: ExamClient, item: string, value: string) =>
  client.calls.answer({ item, responses: { RESPONSE: [value] } });
const serverState = async (sitting: string) => (await server.sittings.journal.live(sitting)).state;

test('what was refused stays on the screen while the page asks for the view', async () => {
  const client = openClient();
  server.refused.set('bob', ['SC3x: 48 % earned']);
  await client.calls.launch({ codeOrLink: await server.register('bob') });
  expect(await client.calls.view({})).toMatchObject({
    ok: true,
    value: { screen: 'refused', problem: { reasons: ['SC3x: 48 % earned'] } },
  });
  expect(client.view().screen).toBe('refused');
});

test('a signal that the server could not read is not noted, and blocks nothing after it', async () => {
  const { client, sitting } = await running();
  expect(await client.calls.signal({ signal: 'speech', detector: 'x', from: 12.5, to: 13, confidence: 1 })).toMatchObject({
    ok: false,
  });
  expect(await answer(client, 'q1', 'a')).toMatchObject({ ok: true });
  await sent(client);
  expect((await serverState(sitting)).answers.q1?.responses).toEqual({ RESPONSE: ['a'] });
});

test('a backlog larger than one message arrives whole', async () => {
  const { client, sitting } = await running();
  line.cut();
  const essay = 'ش'.repeat(11_000);
  for (let i = 0; i < 200; i++) await answer(client, 'q2', `${i} ${essay}`);
  line.mend();
  await sent(client);
  expect((await serverState(sitting)).answers.q2?.responses.RESPONSE?.[0]).toMatch(/^199 /);
});

test('an act whose receipt was lost in a kill takes effect after the restart', async () => {
  const { client, sitting } = await running();
  await sent(client);
  await client.stop();
  await server.sittings.journal.act(sitting, () => ({
    kind: 'extended',
    body: { by: 'p', ms: 600_000, category: 'technical', reason: 'x' },
  }));
  // As a kill between storing the act and noting its receipt leaves it.
  const acts = await server.sittings.journal.actsAfter(sitting, 2);
  const [file = ''] = readdirSync(path.join(folder, 'client', 'sittings')).filter((name) => name.endsWith('.sqlite'));
  const disk = new DatabaseSync(path.join(folder, 'client', 'sittings', file));
  for (const entry of acts?.entries ?? []) {
    disk
      .prepare('insert into entry (lane, seq, hash, entry) values (?, ?, ?, ?)')
      .run('server', entry.seq, entry.hash, JSON.stringify(entry));
  }
  disk.close();
  const again = openClient();
  await vi.waitFor(() => expect(again.view().sitting?.extendedMs).toBe(600_000), 15_000);
  await sent(again);
  expect((await serverState(sitting)).clock.extendedMs).toBe(600_000);
});

test('a sitting that was handed in offline is still sent when the next candidate has launched, and after a restart', async () => {
  const { client, sitting } = await running();
  await sent(client);
  line.cut();
  await answer(client, 'q1', 'last words');
  await client.calls.submit({});
  expect(await client.calls.launch({ codeOrLink: await server.register('next') })).toMatchObject({
    ok: false,
    problem: { code: 'unreachable' },
  });
  expect(client.view().screen).toBe('finished');
  await client.stop();
  line.mend();
  const again = openClient();
  await again.calls.launch({ codeOrLink: await server.register('third') });
  await vi.waitFor(async () => expect(await serverState(sitting)).toMatchObject({ stage: 'submitted' }), 15_000);
  expect((await serverState(sitting)).answers.q1?.responses).toEqual({ RESPONSE: ['last words'] });
});

test('a refusal in the handshake is tried again, and a new token found by the code', async () => {
  const { client, sitting } = await running();
  await sent(client);
  await server.db.updateTable('sitting').set({ token_hash: 'nobody' }).where('id', '=', sitting).execute();
  line.cut();
  await answer(client, 'q1', 'while away');
  line.mend();
  await sent(client);
  expect((await serverState(sitting)).answers.q1?.responses).toEqual({ RESPONSE: ['while away'] });
});

test('a file of an answer is on the disk at once, and arrives when the line is mended', async () => {
  const { client, sitting } = await running();
  await sent(client);
  line.cut();
  const bytes = new TextEncoder().encode('my table');
  const kept = await client.calls.attach({ bytes });
  if (!kept.ok) throw new Error(kept.problem.message);
  expect(kept.value.bytes).toBe(8);
  expect(await client.calls.attach({ bytes: new Uint8Array(8_000_001) })).toMatchObject({
    ok: false,
    problem: { code: 'too-large' },
  });
  await answer(client, 'q1', `${kept.value.hash} 8 text/csv table.csv`);
  line.mend();
  await sent(client);
  await vi.waitFor(
    async () => expect(Buffer.from(await server.sittings.pictures.file(sitting, kept.value.hash)).toString()).toBe('my table'),
    15_000,
  );
});

test('a comment written offline outlives a restart and arrives when the line is mended', async () => {
  const { client, sitting } = await running();
  await sent(client);
  line.cut();
  expect(await client.calls.comment({ item: 'q1', text: 'The picture is blurred.' })).toMatchObject({ ok: true });
  await client.stop();
  const again = openClient();
  expect(again.view().sitting?.comments).toEqual({ q1: 'The picture is blurred.' });
  line.mend();
  await sent(again);
  expect((await serverState(sitting)).comments).toEqual({ q1: 'The picture is blurred.' });
});

test('check-in pictures arrive, one that is refused does not hold up the others', async () => {
  const { client, sitting } = await running();
  await client.calls.still({ jpeg: new Uint8Array([1, 2, 3]) });
  await client.calls.still({ jpeg: jpeg(9) });
  await vi.waitFor(
    async () =>
      expect((await server.sittings.pictures.of(sitting)).map(({ purpose }) => purpose).toSorted()).toEqual([
        'document',
        'portrait',
        'still',
      ]),
    15_000,
  );
});
