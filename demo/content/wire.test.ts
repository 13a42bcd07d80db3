/** Every byte that the product's own server sends to a candidate's computer, from launch to the end, searched for keys. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect as dial, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { type ExamItem, examItems } from '../../server/exams/index.ts';
import { readConfig } from '../../server/platform/config.ts';
import { createLog } from '../../server/platform/log.ts';
import { ask, checkIn, connect, launch, newKey, writer } from '../../server/sittings/test-candidate.ts';
import { PROGRAMME, seed } from '../seed.ts';
import { demoAnswers } from './answers.ts';
import { demoFiles } from './package.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-wire-'));
const log = createLog('silent');
const config = readConfig({ INVIGIL_DATA: folder, INVIGIL_PORT: '0', INVIGIL_LOG: 'silent' });
let app: Awaited<ReturnType<typeof createApp>>;
let line: Server;
let url: string;
const heard: Buffer[] = [];

beforeAll(async () => {
  app = await createApp({ config, log, programme: PROGRAMME });
  await seed(app, folder);
  const { port, hostname } = new URL(await app.listen());
  // A wire that writes down what comes from the server.
  line = createServer((near) => {
    const far = dial(Number(port), hostname);
    far.on('data', (bytes) => heard.push(bytes));
    for (const end of [near, far]) end.on('error', () => {});
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const address = line.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}, 60_000);
afterAll(async () => {
  line.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Names and values that only the author and the key know. */
const secretsOf = (item: ExamItem): string[] =>
  item.marking.responses.flatMap(({ baseType, correct, mapping }) => {
    const values = [...(correct ?? []), ...(mapping?.entries ?? []).map(({ key }) => key)];
    // What people type or set may be said in the question's own text; separation.test.ts looks at it word by word.
    return baseType === 'identifier' || baseType === 'pair' || baseType === 'directedPair' ? values : [];
  });

test('a whole sitting brings a candidate no key, no name of the author and no file name', async () => {
  const { learners } = await seed(app, folder);
  const code = learners.find(({ eligible }) => eligible)?.code ?? '';
  const key = newKey();
  const { body } = await launch(url, code, key);
  const [id, token] = [String(body.sitting), String(body.token)];
  const socket = await connect(url, token);
  const journal = writer(id, key);
  const send = async (from: number) => expect(await ask(socket, 'entries', journal.batch(from))).toMatchObject({ ok: true });
  await ask(socket, 'hello', { serverSeq: 0 });
  journal.write(...checkIn);
  await send(1);
  const headers = { authorization: `Bearer ${token}` };
  const form = await fetch(new URL('/api/candidate/form', url), { headers });
  expect(form.status).toBe(200);
  const { hash } = (await form.json()) as { hash: string };
  const { facts } = await app.sittings.journal.live(id);
  const { exam } = await app.exams.get(facts.exam);
  journal.write({ kind: 'act-received', body: { seq: 2 } }, { kind: 'exam-started', body: { form: hash } });
  for (const [item, responses] of Object.entries(demoAnswers(exam, facts.seed, () => 'right')))
    journal.write({ kind: 'question-shown', body: { item } }, { kind: 'answered', body: { item, responses } });
  await send(6);
  await app.sittings.journal.act(id, () => ({ kind: 'messaged', body: { by: 'proctor', text: 'Ten minutes left.' } }));
  await app.sittings.journal.act(id, () => ({
    kind: 'extended',
    body: { by: 'proctor', ms: 60_000, category: 'technical', reason: 'noise' },
  }));
  const before = journal.entries.length + 1;
  journal.write({ kind: 'submitted', body: { cause: 'candidate' } });
  await send(before);
  await ask(socket, 'hello', { serverSeq: 0 });
  socket.disconnect();

  const bytes = Buffer.concat(heard).toString('latin1');
  // Nothing is hidden from this search by compression.
  expect(bytes).toContain('"choices"');
  expect(bytes).toContain('Ten minutes left.');
  expect(bytes).not.toMatch(/content-encoding/i);
  for (const word of ['"correct"', '"mapping"', '"marking"', '"processing"', '"score"', '"fixed"', facts.seed, exam.assessment])
    expect(bytes).not.toContain(word);
  for (const item of examItems(exam)) {
    expect(bytes, item.authored).not.toContain(`"${item.authored}"`);
    for (const secret of secretsOf(item)) {
      // The author's name of a choice may well be its text; as a name, or in a pair, it must not be there.
      if (secret.includes(' ')) expect(bytes, item.authored).not.toContain(`"${secret}"`);
      for (const name of secret.split(' ')) expect(bytes, item.authored).not.toMatch(new RegExp(`"(?:id|response)":"${name}"`));
    }
  }
  for (const file of Object.keys(demoFiles())) expect(bytes).not.toContain(file.split('/').at(-1) ?? file);
}, 60_000);
