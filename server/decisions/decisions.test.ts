import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { consoleRoutes } from '../../shared/contract/console.ts';
import { credentialChangeRoutes } from '../../shared/contract/credential-changes.ts';
import { publicRoutes } from '../../shared/contract/public.ts';
import { createCredentialChanges, createCredentials, credentialMigrations, serveCredentials } from '../credentials/index.ts';
import { noticeMigrations } from '../notices/index.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp } from '../platform/http/server.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createProgrammes, programmeMigrations, Share } from '../programmes/index.ts';
import { createDecisions, decisionMigrations, serveDecisions, type ToDecide } from './index.ts';

const demo = (name: string) => readFile(new URL(`../../demo/programme/${name}`, import.meta.url), 'utf8');
const day = 86_400_000;
const takenAt = Date.UTC(2026, 10, 21);
const passed: ToDecide = {
  programme: 'scm',
  learner: 'scm-001',
  exams: [{ exam: 'scm-comprehensive', sitting: 's1', score: Share.parse(0.815), state: 'final', takenAt }],
  holds: [],
  by: 'staff-1',
  cause: 'result released',
};
const provisional: ToDecide = { ...passed, exams: passed.exams.map((exam) => ({ ...exam, state: 'provisional' })) };
const failed: ToDecide = { ...passed, exams: passed.exams.map((exam) => ({ ...exam, score: Share.parse(0.3) })) };
const incident: ToDecide = { ...passed, holds: [{ kind: 'incident', subject: 'i1', reason: 'An incident is being reviewed.' }] };

onBothEngines('decisions and credentials', (open) => {
  let database: Database;
  const opened = async () => {
    database = await open([
      ...identityMigrations,
      ...programmeMigrations,
      ...credentialMigrations,
      ...decisionMigrations,
      ...noticeMigrations,
    ]);
    const clock = { now: takenAt + day };
    const common = { db: database.db, now: () => clock.now };
    const programmes = createProgrammes(common);
    await programmes.publish(await demo('programme.json'), 'staff-1');
    await programmes.importResults(await demo('course-results.csv'), 'staff-1');
    const credentials = await createCredentials({
      ...common,
      programmes,
      key: { seed: createHash('sha256').update('issuer').digest() },
      publicUrl: 'https://exam.example.org',
      issuerName: 'Example Institute',
    });
    const decisions = createDecisions({ ...common, programmes, credentials });
    return { clock, programmes, credentials, decisions };
  };
  afterEach(() => database.close());

  test('nothing is signed while something is open; a grant issues one credential; every decision stays and replays', async () => {
    const { decisions, credentials } = await opened();
    expect((await decisions.recompute(provisional)).outcome).toBe('on-hold');
    expect((await decisions.recompute(incident)).outcome).toBe('on-hold');
    expect(await credentials.list()).toEqual([]);
    expect((await decisions.recompute(passed)).outcome).toBe('granted');
    expect((await decisions.recompute(passed)).outcome).toBe('granted');

    const list = await decisions.list();
    const [issued] = await credentials.list();
    expect(list.map(({ outcome, superseded, credential }) => ({ outcome, superseded, credential }))).toEqual([
      { outcome: 'granted', superseded: false, credential: issued?.id },
      { outcome: 'on-hold', superseded: true, credential: null },
      { outcome: 'on-hold', superseded: true, credential: null },
    ]);
    expect(issued).toMatchObject({ name: 'Amina Wanjiru Otieno', programme: list[0]?.programme, state: 'valid' });
    for (const { id } of list) expect(await decisions.replay(id)).toBe(true);
    expect((await auditTrail(database.db)).map(({ act }) => act).toSorted()).toEqual(
      ['decide', 'decide', 'decide', 'import course results', 'issue credential', 'publish programme'].toSorted(),
    );
  });

  test('who fell short is refused with every reason, and gets no credential', async () => {
    const { decisions, credentials } = await opened();
    const { outcome, report } = await decisions.recompute({ ...passed, learner: 'scm-009' });
    expect(outcome).toBe('refused');
    expect(JSON.stringify(report)).toContain('SC3x: 48 % earned, 60 % needed');
    expect(await credentials.list()).toEqual([]);
  });

  test('a regrade to a fail revokes, a regrade back grants a new credential; an incident opened later takes nothing away', async () => {
    const { decisions, credentials } = await opened();
    await decisions.recompute(passed);
    await decisions.recompute(incident);
    expect((await credentials.list()).map(({ state }) => state)).toEqual(['valid']);
    await decisions.recompute({ ...failed, cause: 'regrade' });
    expect(await credentials.list()).toMatchObject([{ state: 'revoked', reason: 'Refused: regrade' }]);
    await decisions.recompute({ ...passed, cause: 'regrade corrected' });
    expect((await credentials.list()).map(({ state }) => state).toSorted()).toEqual(['revoked', 'valid']);
    expect((await decisions.list()).filter(({ superseded }) => !superseded)).toHaveLength(1);
  });

  test('a better score replaces the credential, since the old one states another', async () => {
    const { decisions, credentials } = await opened();
    await decisions.recompute(passed);
    await decisions.recompute({ ...passed, exams: passed.exams.map((exam) => ({ ...exam, score: Share.parse(0.9) })) });
    const list = await credentials.list();
    expect(list.map(({ state }) => state).toSorted()).toEqual(['superseded', 'valid']);
    const valid = list.find(({ state }) => state === 'valid');
    expect(await credentials.badge(valid?.id ?? '')).toContain('"value": "90"');
  });

  test('a suspended credential is taken back by a refusal, and not replaced by a better score', async () => {
    const { decisions, credentials } = await opened();
    await decisions.recompute(passed);
    const [issued] = await credentials.list();
    await credentials.suspend(issued?.id ?? '', 'The identity is being checked.', 'staff-2');
    const better = { ...passed, exams: passed.exams.map((exam) => ({ ...exam, score: Share.parse(0.9) })) };
    const { outcome, report } = await decisions.recompute(better);
    expect(outcome).toBe('on-hold');
    expect(JSON.stringify(report)).toContain('The credential is suspended: The identity is being checked.');
    expect(await credentials.list()).toMatchObject([{ state: 'suspended' }]);
    expect((await decisions.recompute({ ...failed, cause: 'result invalidated' })).outcome).toBe('refused');
    expect(await credentials.list()).toMatchObject([{ state: 'revoked', reason: 'Refused: result invalidated' }]);
  });

  test('a name that nothing can be signed with waits for a person', async () => {
    const { decisions, credentials } = await opened();
    const { outcome, report } = await decisions.recompute({ ...passed, holder: 'Amina\u202EOtieno' });
    expect(outcome).toBe('on-hold');
    expect(JSON.stringify(report)).toContain('U+202E');
    expect(await credentials.list()).toEqual([]);
  });

  test('what a person revoked is not issued anew by a later decision', async () => {
    const { decisions, credentials } = await opened();
    await decisions.recompute(passed);
    const [issued] = await credentials.list();
    const revoked = await credentials.revoke(issued?.id ?? '', 'Identity was false.', 'staff-2');
    expect(revoked).toMatchObject({ state: 'revoked', reason: 'Identity was false.' });
    await expect(credentials.revoke(revoked.id, 'again', 'staff-2')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const { outcome, report } = await decisions.recompute({ ...passed, cause: 'course results imported' });
    expect(outcome).toBe('on-hold');
    expect(JSON.stringify(report)).toContain('The credential was revoked: Identity was false.');
    expect(await credentials.list()).toHaveLength(1);
  });

  test('whoever was judged by a version stays with it', async () => {
    const { decisions, programmes, clock } = await opened();
    await decisions.recompute(provisional);
    clock.now += day;
    await programmes.publish((await demo('programme.json')).replace('2026-1', '2027-1').replace('0.6 }', '0.9 }'), 'staff-1');
    expect(await decisions.recompute(passed)).toMatchObject({ outcome: 'granted', policy: 'scm@2026-1' });
    expect(await decisions.recompute({ ...passed, learner: 'scm-002' })).toMatchObject({
      outcome: 'refused',
      policy: 'scm@2027-1',
    });
  });

  test('a decision that fails to be stored leaves no credential behind', async () => {
    const { decisions, credentials } = await opened();
    const prepared = await decisions.prepare(passed);
    const failing = database.db.transaction().execute(async (trx) => {
      await prepared.write(trx);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await credentials.list()).toEqual([]);
    expect(await decisions.list()).toEqual([]);
  });

  test('many at once: no decision twice, no revoked bit lost', async () => {
    const { decisions, credentials } = await opened();
    const learners = ['scm-001', 'scm-002', 'scm-003'];
    await Promise.all(learners.flatMap((learner) => [1, 2].map(() => decisions.recompute({ ...passed, learner }))));
    const issued = await credentials.list();
    expect(issued).toHaveLength(3);
    await Promise.all(issued.map(({ id }) => credentials.revoke(id, 'test', 'staff-1')));
    for (const { id } of issued) expect(await credentials.publicView(id)).toMatchObject({ state: 'revoked' });
  });

  test('decisions on many in one transaction sign a list once, and all or none of them are stored', async () => {
    const { decisions, credentials } = await opened();
    const all = (to: ToDecide) => ['scm-001', 'scm-002', 'scm-003'].map((learner) => ({ ...to, learner }));
    const take = async (of: ToDecide[], fails = false) => {
      const { write } = await decisions.prepareAll(of);
      await database.db.transaction().execute(async (trx) => {
        await write(trx);
        if (fails) throw new Error('the disk is full');
      });
    };
    const states = async () => (await credentials.list()).map(({ state }) => state).toSorted();
    const revisions = async () =>
      (await database.db.selectFrom('status_list').select('revision').execute()).map((row) => row.revision);
    await take(all(passed));
    expect(await states()).toEqual(['valid', 'valid', 'valid']);
    const before = await revisions();
    await expect(take(all({ ...failed, cause: 'regrade' }), true)).rejects.toThrow('the disk is full');
    expect([await states(), await revisions()]).toEqual([['valid', 'valid', 'valid'], before]);
    await take(all({ ...failed, cause: 'regrade' }));
    expect(await states()).toEqual(['revoked', 'revoked', 'revoked']);
    expect(await revisions()).toEqual(before.map((revision) => revision + 1));
    for (const { id } of await credentials.list()) expect(await credentials.publicView(id)).toMatchObject({ state: 'revoked' });
  });

  test('over HTTP: anyone sees state, badge, bundle and list; only administrators revoke, and not alone', async () => {
    const { decisions, credentials, programmes, clock } = await opened();
    await decisions.recompute(passed);
    const roles: ('administrator' | 'reviewer')[] = ['reviewer'];
    const account = { id: 'staff-1', name: 'Ada', roles };
    const http = await createHttp({
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: async ({ cookie }) => (cookie ? { kind: 'staff', account } : { kind: 'nobody' }),
    });
    serveCredentials(http, credentials, createCredentialChanges({ db: database.db, credentials, now: () => clock.now }));
    serveDecisions(http, decisions, {
      decideAgain: async () => {},
      doubts: programmes.doubts,
      persons: programmes.persons,
      personsSettled: async () => {},
      standingOf: credentials.standingOf,
      recordFact: (fact, by) =>
        database.db.transaction().execute((trx) => programmes.facts.record(trx, [fact], { source: 'form', by })),
      now: () => clock.now,
    });
    const call = (method: 'GET' | 'POST', path: string, id: string, payload?: object) =>
      http.app.inject({
        method,
        url: path.replace(':id', id),
        cookies: { invigil_session: 'x' },
        ...(payload ? { payload } : {}),
      });
    const open_ = (path: string, id: string) => http.app.inject({ method: 'GET', url: path.replace(':id', id) });

    const [decided] = consoleRoutes.decisions.reply.parse((await call('GET', consoleRoutes.decisions.path, '')).json());
    const id = decided?.credential ?? '';
    expect(publicRoutes.credential.reply.parse((await open_(publicRoutes.credential.path, id)).json())).toMatchObject({
      name: 'Amina Wanjiru Otieno',
      state: 'valid',
      issuer: 'Example Institute',
    });
    const badge = await open_(publicRoutes.badge.path, id);
    expect(badge.headers['content-disposition']).toBe(`attachment; filename="credential-${id}.json"`);
    expect((await open_(publicRoutes.bundle.path, id)).json()).toMatchObject({ format: 'invigil-bundle-1', badge: badge.json() });
    expect((await open_(publicRoutes.badge.path, 'nothing')).json()).toMatchObject({ code: 'not-found' });
    expect((await open_(publicRoutes.statusList.path, '9')).statusCode).toBe(404);

    const before = (await open_(publicRoutes.statusList.path, '2')).body;
    const wish = { act: 'revoke', credential: id, reason: 'fraud' };
    const propose = () => call('POST', credentialChangeRoutes.propose.path, '', { wish });
    expect((await propose()).statusCode).toBe(403);
    roles[0] = 'administrator';
    const { id: change } = credentialChangeRoutes.propose.reply.parse((await propose()).json());
    const approve = () => call('POST', credentialChangeRoutes.approve.path, change);
    expect((await approve()).statusCode).toBe(403);
    expect((await open_(publicRoutes.statusList.path, '2')).body).toBe(before);
    Object.assign(account, { id: 'staff-2', name: 'Grace' });
    expect((await approve()).json()).toEqual({ credential: id });
    expect((await open_(publicRoutes.credential.path, id)).json()).toMatchObject({ state: 'revoked', changedAt: clock.now });
    expect((await open_(publicRoutes.statusList.path, '2')).body).not.toBe(before);
    await http.app.close();
  });

  test('a list is signed anew before it is too old, and a credential that no longer verifies is not shown as valid', async () => {
    const { decisions, credentials, clock } = await opened();
    await decisions.recompute(passed);
    const [issued] = await credentials.list();
    const first = await credentials.statusList('2');
    clock.now += 30 * day;
    expect(await credentials.statusList('2')).not.toBe(first);
    expect(await credentials.publicView(issued?.id ?? '')).toMatchObject({ state: 'valid' });

    const { badge } = await database.db.selectFrom('credential').select('badge').executeTakeFirstOrThrow();
    await database.db
      .updateTable('credential')
      .set({ badge: badge.replace('Amina', 'Mallory') })
      .execute();
    await expect(credentials.publicView(issued?.id ?? '')).rejects.toThrow('Do not rely on it');
  });
});
