import { afterEach, expect, test } from 'vitest';
import { programmeRoutes } from '../../shared/contract/programmes.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp } from '../platform/http/server.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createEditing, createProgrammes, programmeMigrations, serveEditing, shippedProgrammes } from './index.ts';

onBothEngines('editing programmes', (open) => {
  let database: Database;
  const opened = async () => {
    database = await open([...identityMigrations, ...programmeMigrations]);
    let at = Date.UTC(2026, 5, 1);
    const common = { db: database.db, now: () => at++ };
    const programmes = createProgrammes(common);
    return { programmes, editing: createEditing({ ...common, programmes, issuerName: 'Example Institute' }) };
  };
  afterEach(() => database.close());
  const scm = shippedProgrammes().get('micromasters-scm');
  const json = JSON.stringify(scm);

  test('a draft may be faulty and never overwrites what somebody else saved; publishing takes it away', async () => {
    const { editing } = await opened();
    const first = await editing.save('micromasters-scm', { json: '{"id":', revision: 0, by: 'Ada' });
    expect(first.revision).toBe(1);
    await expect(editing.save('micromasters-scm', { json, revision: 0, by: 'Ben' })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    await editing.save('micromasters-scm', { json, revision: 1, by: 'Ben' });
    await expect(editing.save('micromasters-scm', { json, revision: 1, by: 'Ada' })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    expect(await editing.list()).toMatchObject([{ id: 'micromasters-scm', versions: [], draft: { savedBy: 'Ben' } }]);
    await editing.publish(json, 'Ada');
    expect(await editing.draft('micromasters-scm')).toBeNull();
    expect(await editing.list()).toMatchObject([
      { title: scm?.title, versions: [{ version: '2019', publishedBy: 'Ada' }], draft: null },
    ]);
  });

  test('the check names every fault with its place, and what differs from the version before', async () => {
    const { editing, programmes } = await opened();
    expect((await editing.check('{')).faults).toMatchObject([{ place: '', message: expect.stringContaining('is not JSON') }]);
    await editing.publish(json, 'Ada');
    expect(await editing.check(json)).toEqual({ faults: [], changes: [], against: '2019' });
    const changed = json.replace('"passMarkShare":0.6', '"passMarkShare":0.65');
    expect(await editing.check(changed)).toMatchObject({
      faults: [{ place: 'version', message: expect.stringContaining('never changes') }],
      changes: [{ place: expect.stringContaining('cfx › passMarkShare'), before: '0.6', after: '0.65' }],
    });
    expect((await editing.check(changed.replace('"2019"', '"2027"'))).faults).toEqual([]);
    const asks = (id: string, inner: string) =>
      JSON.stringify({
        ...scm,
        id,
        pathways: [],
        fees: undefined,
        requirement: { kind: 'programme', programme: inner, title: inner, maximumAgeYears: null },
      });
    await programmes.publish(asks('a', 'b'), 'Ada');
    expect((await editing.check(asks('b', 'a'))).faults).toEqual([
      { place: 'requirement', message: 'asks for itself by way of others: b asks for a asks for b' },
    ]);
  });

  test('over HTTP: anyone reads the rules and the file; a reviewer writes drafts; only an administrator publishes', async () => {
    const { editing, programmes } = await opened();
    const roles: ('administrator' | 'reviewer')[] = ['reviewer'];
    const http = await createHttp({
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: async ({ cookie }) =>
        cookie ? { kind: 'staff', account: { id: 's1', name: 'Ada', roles } } : { kind: 'nobody' },
    });
    serveEditing(http, programmes, editing);
    const call = async (method: 'GET' | 'POST', url: string, payload?: object, as = true) => {
      const cookies = as ? { invigil_session: 'x' } : {};
      const reply = await http.app.inject({ method, url, cookies, ...(payload ? { payload } : {}) });
      return { status: reply.statusCode, body: reply.body };
    };
    const publish = programmeRoutes.publish.path;
    expect((await call('POST', publish, { json }, false)).status).toBe(401);
    expect((await call('POST', publish, { json })).status).toBe(403);
    roles.push('administrator');
    expect(await call('POST', publish, { json: json.replace('0.6', '60') })).toMatchObject({
      status: 400,
      body: expect.stringContaining('60 looks like a percentage'),
    });
    expect((await call('POST', publish, { json })).status).toBe(200);
    const rules = await call('GET', '/api/public/programmes/micromasters-scm', undefined, false);
    expect(JSON.parse(rules.body)).toMatchObject({
      issuer: 'Example Institute',
      programme: { version: '2019' },
      versions: ['2019'],
    });
    const file = await call('GET', '/programmes/micromasters-scm/2019/programme.json', undefined, false);
    expect(JSON.parse(file.body)).toEqual(scm);
    expect((await call('GET', '/api/public/programmes/nothing', undefined, false)).status).toBe(404);
    expect((await call('GET', programmeRoutes.shipped.path)).status).toBe(200);
    expect((await auditTrail(database.db)).map(({ act, by }) => `${by}: ${act}`)).toContain('Ada: publish programme');
    await http.app.close();
  });
});
