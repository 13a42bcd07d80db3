/** A question made from earlier answers, through the whole server: forms of two stretches, the journal, the result. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DeliveryForm } from '../../shared/assessment/delivery.ts';
import { type App, createApp } from '../app.ts';
import { drawnItems, mapForward } from '../exams/index.ts';
import { itemXml, structured, type TestItem, zipOf } from '../exams/testing.ts';
import { readConfig } from '../platform/config.ts';
import { createLog } from '../platform/log.ts';
import { newLaunchCode } from '../registrations/index.ts';
import { ask, begin, checkIn, connect, launch, newKey, writer } from '../sittings/test-candidate.ts';
import { testPolicy } from '../testing.ts';

const asks: TestItem = {
  id: 'b',
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-template-declaration identifier="N" cardinality="single" base-type="integer"><qti-default-value><qti-value>1</qti-value></qti-default-value></qti-template-declaration>`,
  body: '<p>Twice <qti-printed-variable identifier="N"/>: <qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
  extra: `<qti-template-processing><qti-set-correct-response identifier="RESPONSE"><qti-product><qti-variable identifier="N"/><qti-base-value base-type="integer">2</qti-base-value></qti-product></qti-set-correct-response></qti-template-processing>`,
};
const files = {
  ...structured(
    ['a', 'b'],
    `<qti-test-part identifier="p" navigation-mode="linear" submission-mode="individual"><qti-assessment-section identifier="s" title="S" visible="true">REF(a)REF(b<qti-item-session-control show-solution="true"/><qti-template-default template-identifier="N"><qti-variable identifier="a.RESPONSE"/></qti-template-default>)</qti-assessment-section></qti-test-part>`,
  ),
  'items/a.xml': itemXml({ ...asks, id: 'a' }),
  'items/b.xml': itemXml(asks),
};
const course = {
  kind: 'course',
  course: 'C1',
  title: 'A course',
  minimumPercent: 50,
  verifiedOnly: false,
  maximumAgeYears: null,
};
const programme = JSON.stringify({
  id: 'p',
  version: '1',
  title: 'A programme',
  description: 'One exam.',
  criteria: 'Pass it.',
  requirement: { kind: 'all-of', title: 'All', of: [course, { kind: 'exam', exam: 'test', title: 'Exam', passMarkShare: 0.6 }] },
});
const csv =
  'learner_id,email,name,country,course,run,grade_percent,verified,completed_on\nl1,l@example.org,Amina,KE,C1,r1,80,yes,2026-01-01';

let app: App;
let url: string;
let folder: string;
let socket: Socket | undefined;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'invigil-presets-'));
  const env = { INVIGIL_DATA: folder, INVIGIL_PORT: '0', INVIGIL_COMMIT_WINDOW_MS: '0' };
  app = await createApp({ config: readConfig(env), log: createLog('silent'), programme: 'p' });
  url = await app.listen();
});
afterEach(async () => {
  socket?.disconnect();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the second question is made of the answer to the first, shown so, kept so and graded so', async () => {
  await app.programmes.publish(programme, 'test');
  expect((await app.programmes.importResults(csv, 'test')).problems).toEqual([]);
  const { exam, problems } = await app.exams.publish(zipOf(files), { ...testPolicy, afterRelease: ['solution'] }, 'test');
  expect(problems).toEqual([]);
  if (exam === null) throw new Error('no exam');
  const times = { opensAt: Date.now() - 1_000, closesAt: Date.now() + 3_600_000 };
  await app.registrations.openWindow({ id: 'w', exam, programme: 'p', title: 'Window', ...times });
  const key = newKey();
  const code = newLaunchCode();
  await app.registrations.register('r', 'l1', 'w', [], code);
  const { body } = await launch(url, code, key);
  const id = String(body.sitting);
  socket = await connect(url, String(body.token));
  const journal = writer(id, key);
  journal.write(...checkIn);
  await ask(socket, 'entries', journal.batch());
  const live = () => app.sittings.journal.live(id);
  const { seed } = (await live()).facts;
  const compiled = (await app.exams.get(exam)).exam;
  const items = drawnItems(compiled, seed);
  const [first, second] = items;
  if (!first || !second) throw new Error('no items');
  const formOf = async (stretch: number) => {
    const reply = await fetch(new URL(`/api/candidate/form?stretch=${stretch}`, url), {
      headers: { authorization: `Bearer ${String(body.token)}` },
    });
    const { form, hash } = (await reply.json()) as { form: unknown; hash: string };
    return { status: reply.status, form, hash };
  };
  const connected = socket;
  const send = async (from: number) => expect(await ask(connected, 'entries', journal.batch(from))).toMatchObject({ ok: true });
  let from = journal.entries.length + 1;
  for (let seq = 1; seq <= ((await live()).heads.server.seq ?? 0); seq += 1)
    journal.write({ kind: 'act-received', body: { seq } });
  journal.write(
    begin,
    { kind: 'question-shown', body: { item: first.id } },
    { kind: 'answered', body: { item: first.id, responses: mapForward(first, seed, { RESPONSE: ['2'] }) } },
  );
  await send(from);
  const one = await formOf(1);
  expect(DeliveryForm.parse(one.form).sections[0]?.items.map((item) => item.id)).toEqual(['q01']);
  expect((await formOf(2)).status).toBe(409);
  from = journal.entries.length + 1;
  journal.write({ kind: 'stretch-ended', body: { stretch: 1 } });
  await send(from);
  const two = await formOf(2);
  expect(DeliveryForm.parse(two.form).sections[0]?.items.map((item) => item.id)).toEqual(['q02']);
  expect(JSON.stringify(two.form)).toContain('"Twice ","2"');
  expect(await app.grading.feedbackOf(id)).toBeNull();
  from = journal.entries.length + 1;
  journal.write(
    { kind: 'act-received', body: { seq: (await live()).heads.server.seq } },
    { kind: 'stretch-started', body: { stretch: 2, form: two.hash } },
    { kind: 'question-shown', body: { item: second.id } },
    { kind: 'answered', body: { item: second.id, responses: mapForward(second, seed, { RESPONSE: ['4'] }) } },
    { kind: 'submitted', body: { cause: 'candidate' } },
  );
  await send(from);
  const [result] = await app.grading.list();
  expect(result).toMatchObject({ score: 2, max: 2, state: 'final' });
  // Only now may the right answer be seen: the candidate's own, made of their first.
  const { items: seen } = (await app.grading.feedbackOf(id)) ?? {};
  expect(seen?.map(({ number, solution }) => [number, solution])).toEqual([[2, mapForward(second, seed, { RESPONSE: ['4'] })]]);
  const again = await app.grading.recompute(String(result?.id));
  expect(again.items.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
  expect(again.versions).toEqual([expect.objectContaining({ same: true })]);
});
