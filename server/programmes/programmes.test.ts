import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { consoleRoutes } from '../../shared/contract/console.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp } from '../platform/http/server.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createProgrammes, programmeMigrations, serveProgrammes } from './index.ts';

const demo = (name: string) => readFile(new URL(`../../demo/programme/${name}`, import.meta.url), 'utf8');
const now = Date.UTC(2026, 10, 22);

onBothEngines('programmes', (open) => {
  let database: Database;
  const opened = async () => {
    database = await open([...identityMigrations, ...programmeMigrations]);
    const programmes = createProgrammes({ db: database.db, now: () => now });
    await programmes.publish(await demo('programme.json'), 'staff-1');
    return programmes;
  };
  afterEach(() => database.close());

  test('a published version never changes; publishing it again does nothing', async () => {
    const programmes = await opened();
    const json = await demo('programme.json');
    await programmes.publish(json, 'staff-1');
    await expect(
      programmes.publish(json.replace('"minimumPercent": 60', '"minimumPercent": 50'), 'staff-1'),
    ).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    expect((await auditTrail(database.db)).map((row) => row.act)).toEqual(['publish programme']);
    expect(await programmes.newest('scm')).toEqual(JSON.parse(json));
  });

  test('the demo: twenty-six learners, six of them not eligible, each for another reason', async () => {
    const programmes = await opened();
    const csv = await demo('course-results.csv');
    const first = await programmes.importResults(csv, 'staff-1');
    expect(first.problems).toEqual([]);
    expect(await programmes.importResults(csv, 'staff-1')).toEqual({ taken: 0, unchanged: first.taken, problems: [] });

    const http = await createHttp({
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: async () => ({ kind: 'staff', account: { id: 'staff-1', name: 'Ada', roles: ['administrator'] } }),
    });
    serveProgrammes(http, programmes, {
      programme: 'scm',
      registrationsOf: async () => new Map([['scm-001', { registration: 'reg-1', stage: 'running' }]]),
    });
    const reply = await http.app.inject({ method: 'GET', url: consoleRoutes.learners.path });
    await http.app.close();
    const rows = consoleRoutes.learners.reply.parse(reply.json());
    expect(rows).toHaveLength(26);
    expect(rows[0]).toMatchObject({ eligible: true, reasons: [], registration: 'reg-1', stage: 'running' });
    expect(new Set(rows.map((row) => row.country)).size).toBeGreaterThanOrEqual(20);
    expect(rows.filter((row) => !row.eligible).map((row) => row.reasons)).toEqual([
      ['SC4x: no result'],
      ['SC3x: 48 % earned, 60 % needed'],
      ['SC1x: not verified'],
      ['SC2x: result older than five years (2019-05-02)'],
      ['SC2x: no result', 'SC3x: no result', 'SC4x: no result'],
      ['SC2x: 52.5 % earned, 60 % needed; not verified'],
    ]);
  });

  test('over HTTP: a wrong row is told with row and column, counted, and changes nothing', async () => {
    const programmes = await opened();
    const metrics = createMetrics();
    const http = await createHttp({
      log: createLog('silent'),
      metrics,
      authenticate: async () => ({ kind: 'staff', account: { id: 'staff-1', name: 'Ada', roles: ['administrator'] } }),
    });
    serveProgrammes(http, programmes, { programme: 'scm', registrationsOf: async () => new Map() });
    const [heading, first] = (await demo('course-results.csv')).split('\n');
    const csv = `${heading}\n${first?.replace(/,\d+(\.\d+)?,yes,/, ',eighty,yes,')}`;
    const reply = await http.app.inject({ method: 'POST', url: consoleRoutes.importResults.path, payload: { csv } });
    await http.app.close();
    expect(reply.json()).toMatchObject({ taken: 0, problems: [{ row: 2, column: 'grade_percent' }] });
    expect(await metrics.text()).toContain('invigil_refused_total{where="/api/console/course-results",code="bad-input"} 1');
    expect(await programmes.learners()).toEqual([]);
  });

  test('a corrected grade is seen at once, and the former stays in the table', async () => {
    const programmes = await opened();
    const csv = await demo('course-results.csv');
    await programmes.importResults(csv, 'staff-1');
    const [heading, first] = csv.split('\n');
    const corrected = `${heading}\n${first?.replace(/,\d+(\.\d+)?,yes,/, ',40,yes,')}`;
    expect(await programmes.importResults(corrected, 'staff-2')).toMatchObject({ taken: 1 });
    expect((await programmes.eligibility('scm', 'scm-001')).status).toBe('unmet');
    const rows = await database.db.selectFrom('course_result').selectAll().where('learner', '=', 'scm-001').execute();
    expect(rows.map((row) => row.revision).toSorted()).toEqual([1, 1, 1, 1, 1, 2]);
  });

  test('two imports at the same moment: nothing is stored twice', async () => {
    const programmes = await opened();
    const csv = await demo('course-results.csv');
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => programmes.importResults(csv, 'staff-1')));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ problem: { code: 'conflict' } });
    }
    expect(outcomes.some((outcome) => outcome.status === 'fulfilled')).toBe(true);
    const { taken, problems } = await programmes.importResults(csv, 'staff-1');
    expect({ taken, problems }).toEqual({ taken: 0, problems: [] });
  });
});
