import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createCredentials, credentialMigrations } from '../credentials/index.ts';
import { createDecisions, decisionMigrations } from '../decisions/index.ts';
import { noticeMigrations } from '../notices/index.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createProgrammes, programmeMigrations, shippedProgrammes } from '../programmes/index.ts';
import { createPathways, pathwayMigrations } from './index.ts';
import { percentileOf, scoreLine } from './score.ts';

const results = [
  'learner_id,email,name,country,course,run,grade_percent,verified,completed_on',
  'l1,amina@example.org,Amina Otieno,KE,FC1,r1,90,yes,2026-01-01',
  'l1,amina@example.org,Amina Otieno,KE,FC2,r1,85,yes,2026-03-01',
].join('\n');
const score = { exam: 'e', title: 'Exam', percent: 81.5, percentile: 92, sem: 4.1, people: 609, takenOn: '2026-03-02' };

onBothEngines('pathways', (open) => {
  let database: Database;
  const opened = async () => {
    const features = [programmeMigrations, credentialMigrations, decisionMigrations, noticeMigrations, pathwayMigrations];
    database = await open([...identityMigrations, ...features.flat()]);
    const clock = { now: Date.UTC(2026, 5, 1) };
    const common = { db: database.db, now: () => clock.now };
    const programmes = createProgrammes(common);
    await programmes.publish(JSON.stringify(shippedProgrammes().get('performance-admission')), 'staff-1');
    expect((await programmes.importResults(results, 'staff-1')).problems).toEqual([]);
    const publicUrl = 'https://exam.example.org';
    const key = { seed: createHash('sha256').update('issuer').digest() };
    const credentials = await createCredentials({ ...common, programmes, key, publicUrl, issuerName: 'Example Institute' });
    const decisions = createDecisions({ ...common, programmes, credentials });
    const to = { programme: 'performance-admission', learner: 'l1', exams: [], holds: [], by: 'staff-1', cause: 'test' };
    expect((await decisions.recompute(to)).outcome).toBe('granted');
    const pathways = createPathways({
      ...common,
      programmes,
      credentials,
      scoresOf: async () => [score],
      publicUrl,
      issuerName: 'Example Institute',
    });
    const [badge] = await credentials.list();
    return { clock, credentials, pathways, badge: badge?.id ?? '' };
  };
  afterEach(() => database.close());

  test('nothing goes out without the learner; what goes is signed, and the trail says what, where and when', async () => {
    const { pathways, badge } = await opened();
    expect(await pathways.openings()).toMatchObject([{ credential: badge, pathways: [{ id: 'masters-online' }] }]);
    const { application, link } = await pathways.open(badge, 'masters-online', 'Ada');
    const token = link.split('#')[1] ?? '';
    expect(await pathways.openings()).toEqual([]);
    await expect(pathways.send(application.id, 'e-mail', 'Ada')).rejects.toMatchObject({ problem: { code: 'conflict' } });

    const own = await pathways.own(token);
    expect(own).toMatchObject({ name: 'Amina Otieno', state: 'open', scores: [score] });
    expect(own.pathway.policy.text).toContain('promises no admission and no degree');
    await expect(pathways.consent(token, 'other')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await pathways.consent(token, own.pathway.policy.version);

    const sent = await pathways.send(application.id, 'e-mail', 'Ada');
    const record = await pathways.record(application.id);
    const signed: unknown = JSON.parse(record);
    expect(signed).toMatchObject({
      type: ['VerifiableCredential', 'PathwayApplication'],
      credentialSubject: {
        holderName: 'Amina Otieno',
        score: [{ percentile: '92', standardErrorOfMeasurement: '4.1', comparedWith: '609' }],
        creditIfAdmitted: '2 courses',
        pathwayPolicyVersion: '1',
        promise: 'This record promises no admission and no degree.',
      },
      proof: [{ cryptosuite: 'eddsa-rdfc-2022' }],
    });
    const trail = await auditTrail(database.db);
    expect(trail.find(({ act }) => act === 'send application')?.detail).toBe(
      `to Partner university by e-mail, SHA-256 ${sent.recordHash}`,
    );
    expect(trail.find(({ act }) => act === 'consent to application')?.by).toBe('learner l1');
    const csv = await pathways.csv();
    expect(csv.split('\r\n')[1]).toContain('Amina Otieno,Admission by Performance,Partner university');
    expect(csv).toContain('"Exam: 81.5 %, percentile 92, SEM 4.1"');
    expect(JSON.parse(await pathways.scores())).toEqual([
      expect.objectContaining({
        userId: application.id,
        scoreGiven: 81.5,
        scoreMaximum: 100,
        comment: 'Exam; percentile 92, SEM 4.1',
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
      }),
    ]);
  });

  test('a consent taken back ends it: no record, no row, no second consent', async () => {
    const { pathways, badge } = await opened();
    const { application, link } = await pathways.open(badge, 'masters-online', 'Ada');
    const token = link.split('#')[1] ?? '';
    await pathways.consent(token, '1');
    await pathways.send(application.id, 'e-mail', 'Ada');
    expect((await pathways.withdraw(token)).state).toBe('withdrawn');
    await expect(pathways.record(application.id)).rejects.toMatchObject({ problem: { code: 'conflict' } });
    expect((await pathways.csv()).trim().split('\r\n')).toHaveLength(1);
    expect(JSON.parse(await pathways.scores())).toEqual([]);
    await expect(pathways.consent(token, '1')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    expect((await auditTrail(database.db)).find(({ act }) => act === 'withdraw application')?.detail).toBe(
      'after it was sent on 2026-06-01',
    );
  });

  test('ends with the credential, in the same transaction, also when a new one had taken its place', async () => {
    const { pathways, credentials, badge } = await opened();
    const { application, link } = await pathways.open(badge, 'masters-online', 'Ada');
    await pathways.consent(link.split('#')[1] ?? '', '1');
    await pathways.send(application.id, 'e-mail', 'Ada');
    const { id } = await credentials.correctName(badge, {
      name: 'Amina W. Otieno',
      reason: 'Passport.',
      by: 'Ben',
      confirmed: true,
    });
    expect(await pathways.list()).toMatchObject([{ state: 'sent' }]);
    await credentials.revoke(id, 'Not hers.', 'Ben');
    expect(await pathways.list()).toMatchObject([{ state: 'withdrawn', withdrawnAt: Date.UTC(2026, 5, 1) }]);
    await expect(pathways.record(application.id)).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const entry = (await auditTrail(database.db)).find(({ act }) => act === 'withdraw application');
    expect(entry).toMatchObject({ by: 'Ben', detail: 'its credential was revoked' });
  });

  test('a credential that does not hold, a pathway that is over, and a wrong link are refused', async () => {
    const { pathways, credentials, clock, badge } = await opened();
    await expect(pathways.own('x'.repeat(32))).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(pathways.open(badge, 'elsewhere', 'Ada')).rejects.toMatchObject({ problem: { code: 'not-found' } });
    clock.now = Date.UTC(2027, 5, 2);
    await expect(pathways.open(badge, 'masters-online', 'Ada')).rejects.toMatchObject({ problem: { place: 'pathway' } });
    clock.now = Date.UTC(2027, 5, 1);
    const { application, link } = await pathways.open(badge, 'masters-online', 'Ada');
    await expect(pathways.open(badge, 'masters-online', 'Ada')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await pathways.consent(link.split('#')[1] ?? '', '1');
    await credentials.suspend(badge, 'The identity is being checked.', 'Ben');
    await expect(pathways.send(application.id, 'e-mail', 'Ada')).rejects.toMatchObject({ problem: { place: 'credential' } });
  });
});

test('a percentile counts all below and half of the equal ones, and says nothing of few people', () => {
  const distribution = [0, 10, 10, 10, 10];
  expect(percentileOf(1, distribution)).toBe(13);
  expect(percentileOf(4, distribution)).toBe(88);
  expect(percentileOf(2, [0, 5, 5, 5, 4])).toBeNull();
  const line = scoreLine(
    { exam: 'e', share: 0.75, takenAt: Date.UTC(2026, 0, 2) },
    { title: 'E', max: 4, sem: 0.33, distribution },
  );
  expect(line).toEqual({ exam: 'e', title: 'E', percent: 75, percentile: 63, sem: 8.3, people: 40, takenOn: '2026-01-02' });
});
