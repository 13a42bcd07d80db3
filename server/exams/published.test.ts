import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeliveryPolicy } from '../../shared/policy/policy.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp, SESSION_COOKIE } from '../platform/http/server.ts';
import { createIdentity } from '../platform/identity/identity.ts';
import { staffCaller } from '../platform/identity/routes.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createExams, examMigrations } from './index.ts';
import { serveExams } from './routes.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from './testing.ts';

const policy: DeliveryPolicy = {
  minutes: 90,
  release: 'proctor',
  tier: 'monitored',
  consentVersion: '1',
  stillSeconds: 20,
  restoreMinutes: 15,
  passMark: 0.6,
  retentionDays: 30,
};
const good = itemXml(choiceItem);
const zipped = zipOf(packageFiles({ 'items/item.xml': good }));

onBothEngines('published exams', (open) => {
  let database: Database;
  const exams = () => createExams({ db: database.db, now: () => 1_700_000_000_000 });
  const rows = () => database.db.selectFrom('exam').select(['id', 'version']).orderBy('version').execute();
  const trail = () => database.db.selectFrom('audit').select(['by', 'act', 'detail']).execute();
  beforeEach(async () => {
    database = await open([...identityMigrations, ...examMigrations]);
  });
  afterEach(() => database.close());

  test('an exam that was published is delivered as it was, also after a restart', async () => {
    const { exam: id, items, problems } = await exams().publish(zipped, policy, 'Ada');
    expect({ items, problems }).toEqual({ items: 1, problems: [] });
    const restarted = exams();
    const stored = await restarted.get(String(id));
    expect(stored).toMatchObject({ version: 1, policy, exam: { id, title: 'A test' } });
    expect(await restarted.deliver(String(id), 'seed')).toEqual(await exams().deliver(String(id), 'seed'));
    expect(await restarted.orderOf(String(id), 'seed')).toEqual({ q01: 1 });
    expect(await trail()).toEqual([{ by: 'Ada', act: 'publish exam', detail: 'A test, version 1' }]);
  });

  test('a policy that demands cases keeps out what has none', async () => {
    const demanding = { ...policy, cases: 'required' as const };
    const { exam, problems } = await exams().publish(zipped, demanding, 'Ada');
    expect(exam).toBeNull();
    expect(problems).toEqual([
      { file: 'invigil-cases.json', line: null, message: expect.stringContaining('The item "item" has no cases') },
    ]);
    expect(await rows()).toEqual([]);
    const cased = packageFiles(
      { 'items/item.xml': good },
      { 'invigil-cases.json': JSON.stringify({ item: [{ name: 'right', responses: 'correct', score: 1 }] }) },
    );
    const listed = `<resource identifier="c" type="webcontent" href="invigil-cases.json"><file href="invigil-cases.json"/></resource></resources>`;
    const manifest = String(cased['imsmanifest.xml']).replace('</resources>', listed);
    const published = await exams().publish(zipOf({ ...cased, 'imsmanifest.xml': manifest }), demanding, 'Ada');
    expect(published.problems).toEqual([]);
    expect((await exams().get(String(published.exam))).policy.cases).toBe('required');
  });

  test('publishing the same twice changes nothing; another content or policy is the next version', async () => {
    const one = exams();
    const first = await one.publish(zipped, policy, 'Ada');
    expect(await one.publish(zipped, policy, 'Ben')).toEqual(first);
    expect(await rows()).toHaveLength(1);
    const longer = await one.publish(zipped, { ...policy, minutes: 120 }, 'Ada');
    const other = await one.publish(zipOf(packageFiles({ 'items/item.xml': good.replace('Apples', 'Pears') })), policy, 'Ada');
    expect(await rows()).toEqual([
      { id: first.exam, version: 1 },
      { id: longer.exam, version: 2 },
      { id: other.exam, version: 3 },
    ]);
    expect((await one.get(String(first.exam))).policy.minutes).toBe(90);
  });

  test('the same package sent several times at once is published once', async () => {
    const one = exams();
    const reports = await Promise.all(Array.from({ length: 5 }, () => one.publish(zipped, policy, 'Ada')));
    expect(new Set(reports.map(({ exam }) => exam)).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  test('a package with a problem leaves nothing behind', async () => {
    const bad = zipOf(
      packageFiles({ 'a.xml': good, 'b.xml': good.replace('identifier="item"', 'identifier="b"').replace('RESPONSE', 'R') }),
    );
    const report = await exams().publish(bad, policy, 'Ada');
    expect(report.exam).toBeNull();
    expect(report.problems.length).toBeGreaterThan(0);
    expect(await rows()).toEqual([]);
    expect(await trail()).toEqual([]);
  });

  test('an exam that is not there, or was changed in the database, is not delivered', async () => {
    await expect(exams().get('exam-none')).rejects.toMatchObject({ problem: { code: 'not-found' } });
    const { exam: id } = await exams().publish(zipped, policy, 'Ada');
    const { compiled } = await database.db.selectFrom('exam').select('compiled').executeTakeFirstOrThrow();
    await database.db
      .updateTable('exam')
      .set({ compiled: compiled.replace('"correct":["B"]', '"correct":["A"]') })
      .execute();
    await expect(exams().get(String(id))).rejects.toThrow('changed in the database');
  });

  test('over HTTP: an administrator imports; nobody else may', async () => {
    const identity = createIdentity(database.db, Date.now);
    const metrics = createMetrics();
    const http = await createHttp({
      log: createLog('silent'),
      metrics,
      authenticate: ({ cookie }) => staffCaller(identity, cookie),
    });
    serveExams(http, { db: database.db, exams: exams(), policy, plain: () => undefined, now: () => 1_700_000_000_000 });
    const send = async (role: 'administrator' | 'reviewer', payload: Uint8Array) => {
      await identity.putStaff({ email: `${role}@example.org`, name: role, roles: [role], code: `code-${role}` });
      const { token } = await identity.signIn(`${role}@example.org`, `code-${role}`);
      const reply = await http.app.inject({
        method: 'POST',
        url: '/api/console/content',
        headers: { 'content-type': 'application/zip', cookie: `${SESSION_COOKIE}=${token}` },
        payload: Buffer.from(payload),
      });
      return { status: reply.statusCode, body: reply.json() };
    };
    expect(await send('reviewer', zipped)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect(await rows()).toEqual([]);
    expect(await send('administrator', zipped)).toMatchObject({ status: 200, body: { items: 1, problems: [] } });
    expect(await send('administrator', new Uint8Array(100))).toMatchObject({
      status: 200,
      body: { exam: null, problems: [{ file: 'package' }] },
    });
    expect(await rows()).toHaveLength(1);
    const get = async (role: 'administrator' | 'reviewer', url: string) => {
      const { token } = await identity.signIn(`${role}@example.org`, `code-${role}`);
      return await http.app.inject({ method: 'GET', url, headers: { cookie: `${SESSION_COOKIE}=${token}` } });
    };
    const [exam] = (await get('administrator', '/api/console/exams')).json();
    expect(exam).toMatchObject({ title: 'A test', assessment: 'test', version: 1, items: 1, publishedBy: 'administrator' });
    const address = `/api/console/exams/${exam.id}/package`;
    expect((await get('reviewer', `${address}?kind=profile`)).statusCode).toBe(403);
    const taken = await get('administrator', `${address}?kind=profile`);
    expect(taken.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${exam.id}-profile.zip"`,
    });
    expect(await exams().publish(new Uint8Array(taken.rawPayload), policy, 'Ada')).toMatchObject({ exam: exam.id });
    expect(await rows()).toHaveLength(1);
    expect((await get('administrator', `${address}?kind=other`)).statusCode).toBe(400);
    expect(await trail()).toContainEqual({ by: 'administrator', act: 'export exam', detail: 'A test, with our operators' });
    expect(await metrics.text()).toContain('invigil_refused_total{where="/api/console/content",code="bad-input"} 1');
    await http.app.close();
  });
});
