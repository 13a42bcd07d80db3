/** An exam with rules and limits on the whole server: extra time from the registration, rules by score, and the result. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PROGRAMME, seed } from '../../demo/seed.ts';
import { createExamClient, type ExamClient } from '../../desktop/main/client/client.ts';
import { createApp } from '../../server/app.ts';
import { examItems, mapForward } from '../../server/exams/index.ts';
import { scoredOn, structured, summedTo, zipOf } from '../../server/exams/testing.ts';
import { readConfig } from '../../server/platform/config.ts';
import { createLog } from '../../server/platform/log.ts';
import { newLaunchCode } from '../../server/registrations/index.ts';
import { testPolicy } from '../../server/testing.ts';

const SOON = 20_000;
const folder = mkdtempSync(path.join(tmpdir(), 'invigil-course-app-'));
const config = readConfig({ INVIGIL_DATA: path.join(folder, 'server'), INVIGIL_PORT: '0', INVIGIL_LOG: 'silent' });
let app: Awaited<ReturnType<typeof createApp>>;
let client: ExamClient;

beforeAll(async () => {
  app = await createApp({ config, log: createLog('silent'), programme: PROGRAMME });
}, 60_000);
afterAll(async () => {
  await client?.stop();
  await app.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('rules lead on by score, limits follow extra time, and the result counts what was met against the best of all', async () => {
  const codes = await seed(app, path.join(folder, 'server'));
  const { declared, processed } = summedTo(4);
  const section = (inside: string, id: string) =>
    `<qti-assessment-section identifier="${id}" title="${id}" visible="true">${inside}</qti-assessment-section>`;
  const linear = `<qti-test-part identifier="p" navigation-mode="linear" submission-mode="individual">${section(
    `<qti-time-limits max-time="120"/>REF(a<qti-branch-rule target="c">${scoredOn('a')}</qti-branch-rule>)REF(b)REF(c)`,
    's',
  )}</qti-test-part>`;
  const last = `<qti-test-part identifier="q" navigation-mode="nonlinear" submission-mode="simultaneous">${section('REF(d)', 't')}</qti-test-part>`;
  const limits = '<qti-time-limits max-time="1200"/>';
  const files = structured(['a', 'b', 'c', 'd'], `${declared}${limits}${linear}${last}${processed}`);
  const { exam: id, problems } = await app.exams.publish(zipOf(files), { ...testPolicy, minutes: 60 }, 'test');
  if (!id) throw new Error(JSON.stringify(problems));
  await app.registrations.openWindow({
    id: 'short',
    exam: id,
    programme: PROGRAMME,
    title: 'Short',
    opensAt: Date.now() - 1000,
    closesAt: Date.now() + 3_600_000,
  });
  const learner = codes.learners.find(({ eligible }) => eligible)?.learner ?? '';
  const code = newLaunchCode();
  await app.registrations.register('reg-short', learner, 'short', [{ kind: 'extra-time', factor: 1.5 }], code);
  client = createExamClient({
    directory: path.join(folder, 'client'),
    crypt: { encrypt: (plain) => plain, decrypt: (sealed) => sealed },
    standIn: true,
    app: 'test',
    os: 'test',
    server: await app.listen(),
    measures: () => [],
    quit: () => {},
    log: () => {},
  });
  expect(await client.calls.launch({ codeOrLink: code })).toMatchObject({ ok: true });
  await client.calls.acceptCapability({});
  await client.calls.consent({ locale: 'en' });
  await client.calls.picture({ purpose: 'portrait', jpeg: new Uint8Array([0xff, 0xd8, 0xff, 1]) });
  await client.calls.picture({ purpose: 'document', jpeg: new Uint8Array([0xff, 0xd8, 0xff, 2]) });
  await vi.waitFor(() => expect(client.view().screen).toBe('ready'), SOON);
  // The test's twenty minutes, not the policy's sixty, and half as much again.
  expect(client.view().exam).toMatchObject({ minutes: 30, planned: true, open: true });
  await client.calls.begin({});

  const sitting = (await app.sittings.ids()).find(({ registration }) => registration === 'reg-short')?.id ?? '';
  const { facts } = await app.sittings.journal.live(sitting);
  const { exam } = await app.exams.get(id);
  const answer = async (item: string, choice: string) => {
    const found = examItems(exam).find((one) => one.id === item);
    if (!found) throw new Error(`There is no item ${item}.`);
    expect(await client.calls.show({ item })).toMatchObject({ ok: true });
    const responses = mapForward(found, facts.seed, { RESPONSE: [choice] });
    expect(await client.calls.answer({ item, responses })).toMatchObject({ ok: true });
  };
  await answer('q01', 'B');
  const [limit] = client.view().sitting?.course?.limits ?? [];
  expect(limit?.leftMs).toBeGreaterThan(120_000);
  expect(limit?.leftMs).toBeLessThanOrEqual(180_000);
  await client.calls.advance({});
  await vi.waitFor(() => expect(client.view().sitting?.course).toMatchObject({ stretch: 2, waiting: false }), SOON);
  // Right, so that b is left out; c is the last of its part.
  await answer('q03', 'A');
  expect(client.view().sitting?.course).toMatchObject({ out: { kind: 'part', item: 'q04' }, complete: true });
  await client.calls.advance({});
  await answer('q04', 'B');
  await client.calls.submit({});

  await vi.waitFor(async () => expect((await app.grading.standingOf(sitting))?.max).toBe(4), SOON);
  expect(await app.grading.standingOf(sitting)).toMatchObject({ score: 2, max: 4 });
  const { intact } = await app.sittings.record(sitting);
  expect(intact).toBe(true);
});
