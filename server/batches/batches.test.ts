import { afterEach, expect, test } from 'vitest';
import type { Account } from '../../shared/contract/console.ts';
import { credentialRoutes } from '../../shared/contract/credentials.ts';
import { createCredentials, credentialMigrations } from '../credentials/index.ts';
import { createDecisions, decisionMigrations } from '../decisions/index.ts';
import { noticeMigrations } from '../notices/index.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp } from '../platform/http/server.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createProgrammes, type Hold, programmeMigrations } from '../programmes/index.ts';
import { batchMigrations, createBatches, serveBatches } from './index.ts';

const account = (id: string): Account => ({ id, name: `Name of ${id}`, roles: ['administrator'] });
const [first, second] = [account('staff-1'), account('staff-2')];
const programme = JSON.stringify({
  id: 'basics',
  version: '1',
  title: 'Basics',
  description: 'One course.',
  criteria: 'Pass the course.',
  requirement: { kind: 'course', course: 'B1', title: 'B1', minimumPercent: 60, verifiedOnly: true, maximumAgeYears: null },
});
const results = [
  'learner_id,email,name,country,course,run,grade_percent,verified,completed_on',
  'l1,l1@example.org,Ada Lovelace,GB,B1,r1,90,yes,2026-01-01',
  'l2,l2@example.org,Γιώργος Παπαδόπουλος,GR,B1,r1,80,yes,2026-01-01',
  'l3,l3@example.org,Low Grade,KE,B1,r1,40,yes,2026-01-01',
  'l4,l4@example.org,Aminа Otieno,KE,B1,r1,70,yes,2026-01-01',
  'l5,l5@example.org,Hidden\u202EName,KE,B1,r1,70,yes,2026-01-01',
].join('\n');

onBothEngines('batches', (open) => {
  let database: Database;
  const holds = new Map<string, Hold[]>();
  const opened = async () => {
    holds.clear();
    const features = [programmeMigrations, credentialMigrations, decisionMigrations, noticeMigrations, batchMigrations];
    database = await open([...identityMigrations, ...features.flat()]);
    const common = { db: database.db, now: () => Date.UTC(2026, 10, 22) };
    const programmes = createProgrammes(common);
    await programmes.publish(programme, 'staff-1');
    expect((await programmes.importResults(results, 'staff-1')).problems).toEqual([]);
    const key = { seed: Buffer.alloc(32, 5) };
    const publicUrl = 'https://exam.example.org';
    const credentials = await createCredentials({ ...common, programmes, key, publicUrl, issuerName: 'Example Institute' });
    const decisions = createDecisions({ ...common, programmes, credentials });
    const knownOf = async (learner: string) => ({ exams: [], holds: holds.get(learner) ?? [] });
    return { credentials, decisions, batches: createBatches({ ...common, programmes, credentials, decisions, knownOf }) };
  };
  afterEach(() => database.close());

  test('the dry run says of each row whether it can be issued, and why not; nothing is signed', async () => {
    const { batches, credentials } = await opened();
    const csv = ['learner_id,name', 'l1,', 'l2,Georgios Papadopoulos', 'l3,', 'l4,', 'l5,', 'l1,', 'nobody,', 'l 9,', 'l2'];
    const { batch, rows } = await batches.propose('basics', csv.join('\n'), first);
    expect(batch).toMatchObject({ state: 'proposed', ready: 1, check: 2, problems: 6, own: true });
    expect(rows.map(({ row, outcome, reasons }) => [row, outcome, reasons.join(' ')])).toEqual([
      [2, 'ready', ''],
      [3, 'check', expect.stringContaining('another alphabet')],
      [4, 'problem', expect.stringContaining('40 % earned, 60 % needed')],
      [5, 'check', expect.stringContaining('mixes the alphabets Latin and Cyrillic')],
      [6, 'problem', expect.stringContaining('U+202E')],
      [7, 'problem', expect.stringContaining('row 2 already')],
      [8, 'problem', expect.stringContaining('no learner nobody')],
      [9, 'problem', expect.stringContaining('no learner_id')],
      [10, 'problem', expect.stringContaining('another number of cells')],
    ]);
    expect(await credentials.list()).toEqual([]);
    for (const bad of ['', 'name\nx', 'learner_id,grade\nl1,9', 'learner_id\n', 'learner_id\n"l1']) {
      await expect(batches.propose('basics', bad, first), bad).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    }
    await expect(batches.propose('nothing', 'learner_id\nl1', first)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  test('only somebody else approves; then everyone is issued at once, under the names that were looked at', async () => {
    const { batches, credentials, decisions } = await opened();
    const { batch } = await batches.propose('basics', 'learner_id,name\nl1,\nl2,Georgios Papadopoulos\nl3,', first);
    await expect(batches.approve(batch.id, true, first)).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    await expect(batches.approve(batch.id, false, second)).rejects.toMatchObject({ problem: { place: 'checked' } });
    expect(await credentials.list()).toEqual([]);
    const done = await batches.approve(batch.id, true, second);
    expect(done.batch).toMatchObject({ state: 'approved', proposedBy: first.name, decidedBy: second.name, own: false });
    expect(done.rows.map(({ credential }) => credential !== null)).toEqual([true, true, false]);
    expect((await credentials.list()).map(({ name }) => name).toSorted()).toEqual(['Ada Lovelace', 'Georgios Papadopoulos']);
    expect((await decisions.list()).map(({ outcome }) => outcome)).toEqual(['granted', 'granted']);
    await expect(batches.approve(batch.id, true, second)).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(batches.decline(batch.id, 'x', second)).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const acts = (await auditTrail(database.db)).filter(({ subject }) => subject === `batch ${batch.id}`);
    expect(acts.map(({ act, by }) => [act, by]).toSorted()).toEqual([
      ['approve batch', second.name],
      ['propose batch', first.name],
    ]);
    // The decision taken again by itself finds nothing to change.
    await decisions.recompute({ programme: 'basics', learner: 'l2', exams: [], holds: [], by: 'server', cause: 'again' });
    expect(await credentials.list()).toHaveLength(2);
    const again = await batches.propose('basics', 'learner_id\nl1', first);
    expect(again.rows).toMatchObject([{ outcome: 'problem', reasons: [expect.stringContaining('already')] }]);
  });

  test('when one row is not granted any more, nobody is issued', async () => {
    const { batches, credentials } = await opened();
    const { batch } = await batches.propose('basics', 'learner_id\nl1\nl2', first);
    holds.set('l2', [{ kind: 'incident', subject: 'i1', reason: 'open' }]);
    await expect(batches.approve(batch.id, true, second)).rejects.toMatchObject({
      problem: { code: 'conflict', reasons: ['Row 3, l2: on-hold'] },
    });
    expect(await credentials.list()).toEqual([]);
    expect((await batches.page(batch.id, second)).batch.state).toBe('proposed');
  });

  test('two approvals at once: one wins, everyone has one credential', async () => {
    const { batches, credentials } = await opened();
    const { batch } = await batches.propose('basics', 'learner_id\nl1\nl2', first);
    const both = await Promise.allSettled([second, account('staff-3')].map((by) => batches.approve(batch.id, true, by)));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await credentials.list()).toHaveLength(2);
  });

  test('over HTTP administrators alone see and make batches', async () => {
    const { batches } = await opened();
    const roles: ('administrator' | 'reviewer')[] = ['reviewer'];
    const http = await createHttp({
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: async () => ({ kind: 'staff', account: { ...first, roles } }),
    });
    serveBatches(http, batches);
    const payload = { programme: 'basics', csv: 'learner_id\nl1' };
    const propose = () => http.app.inject({ method: 'POST', url: credentialRoutes.propose.path, payload });
    expect((await propose()).statusCode).toBe(403);
    roles[0] = 'administrator';
    const { batch } = credentialRoutes.propose.reply.parse((await propose()).json());
    const list = await http.app.inject({ method: 'GET', url: credentialRoutes.batches.path });
    expect(credentialRoutes.batches.reply.parse(list.json())).toEqual([batch]);
    const url = credentialRoutes.approve.path.replace(':id', batch.id);
    const approve = await http.app.inject({ method: 'POST', url, payload: { checked: false } });
    expect(approve.statusCode).toBe(403);
    await http.app.close();
  });
});
