import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { type Credentials, createCredentials, credentialMigrations } from '../credentials/index.ts';
import { noticeMigrations } from '../notices/index.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp } from '../platform/http/server.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createProgrammes, ExamResult, type FactToRecord, programmeMigrations } from '../programmes/index.ts';
import { createDecisions, decisionMigrations, serveDecisions } from './index.ts';

const DAY = 86_400_000;
const course = (code: string) => ({
  kind: 'course',
  course: code,
  title: code,
  minimumPercent: 60,
  verifiedOnly: true,
  maximumAgeYears: null,
});
const programmeWith = (id: string, requirement: object, more: object = {}) =>
  JSON.stringify({ id, version: '1', title: id, description: 'd', criteria: 'c', requirement, ...more });
const base = programmeWith('base', { kind: 'exam', exam: 'e', title: 'E', passMarkShare: 0.6 }, { appealDays: 30 });
const nest = (id: string, inner: string) =>
  programmeWith(id, {
    kind: 'all-of',
    title: 'all',
    of: [course('A'), { kind: 'programme', programme: inner, title: inner, maximumAgeYears: null }],
  });
const results = [
  'learner_id,email,name,country,course,run,grade_percent,verified,completed_on',
  'l1,amina@example.org,Amina Otieno,KE,A,r1,90,yes,2026-01-01',
  'l2,amina@example.com,Otieno Amina,KE,A,r1,90,yes,2026-01-01',
].join('\n');

onBothEngines('holds, nested programmes and doubts', (open) => {
  let database: Database;
  const opened = async () => {
    const features = [programmeMigrations, credentialMigrations, decisionMigrations, noticeMigrations];
    database = await open([...identityMigrations, ...features.flat()]);
    const clock = { now: Date.UTC(2026, 5, 1) };
    const common = { db: database.db, now: () => clock.now };
    const programmes = createProgrammes(common);
    for (const json of [base, nest('middle', 'base'), nest('top', 'middle')]) await programmes.publish(json, 'staff-1');
    expect((await programmes.importResults(results, 'staff-1')).problems).toEqual([]);
    const credentials = await createCredentials({
      ...common,
      programmes,
      key: { seed: createHash('sha256').update('issuer').digest() },
      publicUrl: 'https://exam.example.org',
      issuerName: 'Example Institute',
      follows: (change) => decisions.prepareFollowUp({ ...to(change.programme), cause: change.cause }, change),
    });
    const decisions = createDecisions({ ...common, programmes, credentials });
    const to = (programme: string, score = 0.8, learner = 'l1') => ({
      programme,
      learner,
      exams: [ExamResult.parse({ exam: 'e', sitting: 's1', score, state: 'final', takenAt: clock.now - DAY })],
      holds: [],
      by: 'staff-1',
      cause: 'test',
    });
    const states = async () =>
      Object.fromEntries(
        (await credentials.list())
          .filter(({ state }) => state !== 'superseded')
          .map(({ programme, state }) => [programme, state]),
      );
    return { clock, programmes, credentials, decisions, to, states };
  };
  const ada = { id: 'ada', name: 'Ada', roles: ['reviewer' as const] };
  const ben = { id: 'ben', name: 'Ben', roles: ['reviewer' as const] };
  /** One claims it, another approves. */
  const agree = async (programmes: ReturnType<typeof createProgrammes>, learners: string[], says: 'one' | 'two') => {
    await programmes.persons.propose({ learners, says, reason: 'The same passport.' }, ada);
    const [claim] = await programmes.persons.list(ben);
    await programmes.persons.approve(claim?.id ?? '', ben, async () => {});
  };
  type Programmes = ReturnType<typeof createProgrammes>;
  const pages = (programmes: Programmes, credentials: Credentials) => ({
    decideAgain: async () => {},
    doubts: programmes.doubts,
    persons: programmes.persons,
    personsSettled: async () => {},
    standingOf: credentials.standingOf,
    recordFact: (fact: FactToRecord, by: string) =>
      database.db.transaction().execute((trx) => programmes.facts.record(trx, [fact], { source: 'form', by })),
    now: () => Date.UTC(2026, 5, 1),
  });
  const noDoubt = async (programmes: ReturnType<typeof createProgrammes>) => {
    for (const { learners } of await programmes.doubts.list())
      await agree(
        programmes,
        learners.map(({ id }) => id),
        'two',
      );
  };
  afterEach(() => database.close());

  test('what rests on a credential falls and rises with it, in the same transaction', async () => {
    const { decisions, programmes, to, states } = await opened();
    await noDoubt(programmes);
    for (const id of ['base', 'middle', 'top']) expect((await decisions.recompute(to(id))).outcome).toBe('granted');
    expect(await states()).toEqual({ base: 'valid', middle: 'valid', top: 'valid' });
    await decisions.recompute({ ...to('base', 0.1), cause: 'regrade' });
    expect(await states()).toEqual({ base: 'revoked', middle: 'revoked', top: 'revoked' });
    const list = await decisions.list();
    expect(list.filter(({ superseded }) => !superseded).map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
    for (const { id } of list) expect(await decisions.replay(id)).toBe(true);
    await decisions.recompute({ ...to('base'), cause: 'regrade corrected' });
    const valid = (await decisions.list()).filter(({ superseded }) => !superseded).map(({ outcome }) => outcome);
    expect(valid).toEqual(['granted', 'granted', 'granted']);
  });

  test('a credential that people suspend holds what rests on it, and gives it back when reinstated', async () => {
    const { decisions, credentials, programmes, to } = await opened();
    await noDoubt(programmes);
    for (const id of ['base', 'middle']) await decisions.recompute(to(id));
    const badge = (await credentials.list()).find(({ programme }) => programme === 'base');
    await credentials.suspend(badge?.id ?? '', 'The identity is being checked.', 'staff-2');
    const outcome = async () =>
      (await decisions.list()).find(({ superseded, programme }) => !superseded && programme === 'middle')?.outcome;
    expect(await outcome()).toBe('on-hold');
    await credentials.reinstate(badge?.id ?? '', 'It is the same person.', 'staff-2');
    expect(await outcome()).toBe('granted');
  });

  test('a credential that people revoke takes along all that rests on it, or nothing happens', async () => {
    const { decisions, credentials, programmes, to, states } = await opened();
    await noDoubt(programmes);
    for (const id of ['base', 'middle', 'top']) await decisions.recompute(to(id));
    const idOf = async (name: string) => (await credentials.list()).find(({ programme }) => programme === name)?.id ?? '';
    const [base, top] = [await idOf('base'), await idOf('top')];
    let full = true;
    credentials.onRevoked(async (_, { credentials: line }) => {
      if (full && line.includes(top)) throw new Error('the disk is full');
    });
    const before = (await decisions.list()).length;
    await expect(credentials.revoke(base, 'Not theirs.', 'staff-2')).rejects.toThrow('the disk is full');
    expect(await states()).toEqual({ base: 'valid', middle: 'valid', top: 'valid' });
    expect(await decisions.list()).toHaveLength(before);
    full = false;
    await credentials.revoke(base, 'Not theirs.', 'staff-2');
    expect(await states()).toEqual({ base: 'revoked', middle: 'revoked', top: 'revoked' });
    const causes = (await auditTrail(database.db)).filter(({ act }) => act === 'decide').map(({ detail }) => detail);
    expect(causes.filter((detail) => detail.includes('credential revoked: Not theirs.'))).toHaveLength(2);
  });

  test('a hold that people put on is in the evidence, and what it waited for follows when it is closed', async () => {
    const { decisions, programmes, to, states } = await opened();
    await noDoubt(programmes);
    const id = await decisions.holds.put(
      { learner: 'l1', programme: null, kind: 'identity', reason: 'The passport is being checked.' },
      'Ada',
    );
    const { outcome, report } = await decisions.recompute(to('base'));
    expect(outcome).toBe('on-hold');
    expect(JSON.stringify(report)).toContain('The passport is being checked.');
    expect(await states()).toEqual({});
    expect(await decisions.holds.close(id, 'It is genuine.', 'Ben')).toMatchObject({ learner: 'l1', programme: null });
    expect((await decisions.recompute(to('base'))).outcome).toBe('granted');
    await expect(decisions.holds.close(id, 'Again.', 'Ben')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    expect(await decisions.holds.list()).toMatchObject([{ id, closedBy: 'Ben', outcome: 'It is genuine.' }]);
    const acts = (await auditTrail(database.db)).map(({ act }) => act);
    expect(acts).toContain('hold for identity');
    expect(acts).toContain('close hold for identity');
  });

  test('an appeal comes within its days, against something decided, and is settled by somebody else', async () => {
    const { decisions, programmes, clock, to } = await opened();
    await noDoubt(programmes);
    const appeal = { learner: 'l1', programme: 'base', kind: 'appeal' as const, reason: 'Question 4 was ambiguous.' };
    await expect(decisions.holds.put(appeal, 'Ada')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await decisions.recompute(to('base', 0.5));
    const id = await decisions.holds.put(appeal, 'Ada');
    expect((await decisions.recompute(to('base', 0.5))).outcome).toBe('on-hold');
    await expect(decisions.holds.close(id, 'No.', 'Ada')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    await decisions.holds.close(id, 'The question stands.', 'Ben');
    expect((await decisions.recompute(to('base', 0.5))).outcome).toBe('refused');
    clock.now += 31 * DAY;
    await expect(decisions.holds.put(appeal, 'Ada')).rejects.toMatchObject({
      problem: { code: 'conflict', message: expect.stringContaining('until 2026-07-01') },
    });
  });

  test('two accounts that may be one person wait until two people agree; then what both have counts for one', async () => {
    const { decisions, programmes, to } = await opened();
    const [doubt] = await programmes.doubts.list();
    expect(doubt).toMatchObject({ learners: [{ id: 'l1' }, { id: 'l2' }], settled: false, answer: null });
    expect(doubt?.signs).toHaveLength(2);
    expect((await decisions.recompute(to('base'))).outcome).toBe('on-hold');

    await programmes.persons.propose({ learners: ['l1', 'l2'], says: 'one', reason: 'The same passport.' }, ada);
    const [claim] = await programmes.persons.list(ada);
    expect(claim).toMatchObject({ state: 'proposed', own: true });
    const approve = (by: typeof ada) => programmes.persons.approve(claim?.id ?? '', by, async () => {});
    await expect(approve(ada)).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    expect((await decisions.recompute(to('base'))).outcome).toBe('on-hold');
    await expect(
      programmes.persons.propose({ learners: ['l2', 'l1'], says: 'two', reason: 'Twins.' }, ben),
    ).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await approve(ben);
    await expect(approve(ben)).rejects.toMatchObject({ problem: { code: 'conflict' } });

    expect((await decisions.recompute(to('base'))).outcome).toBe('granted');
    expect((await decisions.recompute(to('base', 0.8, 'l2'))).outcome).toBe('on-hold');
    const trail = (await auditTrail(database.db)).filter(({ act }) => act.endsWith('claim'));
    expect(trail.map(({ by, act }) => [by, act]).toSorted()).toEqual([
      ['Ada', 'propose claim'],
      ['Ben', 'approve claim'],
    ]);
    // What was agreed may turn out wrong: it is said anew, and nothing is deleted.
    await agree(programmes, ['l1', 'l2'], 'two');
    expect((await decisions.recompute(to('base', 0.8, 'l2'))).outcome).toBe('granted');
    expect(await programmes.persons.list(ada)).toHaveLength(2);
  });

  test('course results and payments of the other account count for the one that is kept, and only there', async () => {
    const { decisions, programmes, to } = await opened();
    const second = `${results.split('\n')[0]}\nl2,amina@example.com,Otieno Amina,KE,B,r1,90,yes,2026-02-01`;
    const rules = { kind: 'all-of', title: 'both', of: [course('A'), course('B')] };
    await programmes.publish(programmeWith('both', rules), 'staff-1');
    expect((await programmes.importResults(second, 'staff-1')).problems).toEqual([]);
    await noDoubt(programmes);
    expect((await decisions.recompute(to('both'))).outcome).toBe('refused');
    await agree(programmes, ['l1', 'l2'], 'one');
    expect((await decisions.recompute(to('both'))).outcome).toBe('granted');
    expect(await programmes.persons.accounts('l1')).toEqual(['l1', 'l2']);
    expect(await programmes.persons.accounts('l2')).toEqual(['l2']);
    await expect(
      programmes.persons.propose({ learners: ['l2', 'l1'], says: 'one', reason: 'The other way.' }, ada),
    ).rejects.toMatchObject({ problem: { message: expect.stringContaining('l2 counts as l1') } });
  });

  test('an account with a credential that stands is not merged into another', async () => {
    const { decisions, credentials, programmes, to } = await opened();
    await noDoubt(programmes);
    await decisions.recompute(to('base', 0.8, 'l2'));
    const account = { ...ada };
    const http = await createHttp({
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: async () => ({ kind: 'staff', account }),
    });
    const settled: unknown[] = [];
    serveDecisions(http, decisions, {
      ...pages(programmes, credentials),
      personsSettled: async (claim) => void settled.push(claim),
    });
    const post = (url: string, payload: object) => http.app.inject({ method: 'POST', url, payload });
    const claims = JSON.parse(
      (await post('/api/console/persons', { learners: ['l1', 'l2'], says: 'one', reason: 'Same.' })).body,
    );
    Object.assign(account, ben);
    const refused = await post(`/api/console/persons/${claims[0].id}/approve`, {});
    expect(refused.statusCode).toBe(409);
    expect(refused.json().message).toContain('Account l2 has a credential that stands');
    expect(settled).toEqual([]);
    const [badge] = await credentials.standingOf('l2');
    await credentials.revoke(badge ?? '', 'Under the wrong account.', 'Ada');
    expect((await post(`/api/console/persons/${claims[0].id}/approve`, {})).statusCode).toBe(200);
    expect(settled).toEqual([{ learners: ['l1', 'l2'], says: 'one', by: 'Ada, Ben', reason: 'Same.' }]);
    await http.app.close();
  });

  test('facts are recorded once, corrected by a newer one, and part of the next decision', async () => {
    const { decisions, programmes, clock, to } = await opened();
    await noDoubt(programmes);
    const restored = { exam: 'e', sitting: 's1', score: 0, state: 'restored', takenAt: clock.now - DAY };
    const record = (body: object) =>
      database.db.transaction().execute((trx) =>
        programmes.facts.record(trx, [{ kind: 'exam-result', learner: 'l1', body: ExamResult.parse(body) }], {
          source: 'desk',
          by: 'Ada',
        }),
      );
    expect(await record(restored)).toEqual({ taken: 1, unchanged: 0 });
    expect(await record(restored)).toEqual({ taken: 0, unchanged: 1 });
    const { outcome, report } = await decisions.recompute(to('base'));
    expect(outcome).toBe('refused');
    expect(JSON.stringify(report)).toContain('given back after a technical fault');
    expect(await record({ ...restored, score: 0.9, state: 'final' })).toEqual({ taken: 1, unchanged: 0 });
    expect((await decisions.recompute(to('base', 0))).outcome).toBe('granted');
  });

  test('over HTTP an administrator records a payment, which settles what waited for it; the same again changes nothing', async () => {
    const { decisions, credentials, programmes, to } = await opened();
    await noDoubt(programmes);
    const fee = { id: 'f', title: 'Fee', for: { kind: 'programme' }, amountCents: 5000, due: 'before-award', tiered: false };
    const requirement = { kind: 'exam', exam: 'e', title: 'E', passMarkShare: 0.6 };
    await programmes.publish(programmeWith('paid', requirement, { fees: { currency: 'USD', list: [fee] } }), 'staff-1');
    expect((await decisions.recompute(to('paid'))).outcome).toBe('on-hold');
    const roles: ('administrator' | 'reviewer')[] = ['reviewer'];
    const http = await createHttp({
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: async () => ({ kind: 'staff', account: { id: 's1', name: 'Ada', roles } }),
    });
    serveDecisions(http, decisions, {
      ...pages(programmes, credentials),
      decideAgain: async (learner: string) => {
        for (const id of await decisions.holds.decided(learner)) await decisions.recompute(to(id));
      },
    });
    const payload = { kind: 'payment', learner: 'l1', fee: 'f', reference: 'r1', amountCents: 5000, state: 'paid' };
    const post = (body: object) => http.app.inject({ method: 'POST', url: '/api/console/facts', payload: body });
    expect((await post(payload)).statusCode).toBe(403);
    roles.push('administrator');
    expect((await post({ ...payload, learner: 'nobody' })).statusCode).toBe(404);
    expect((await post({ ...payload, amountCents: 50.5 })).statusCode).toBe(400);
    expect(JSON.parse((await post(payload)).body)).toEqual({ taken: 1, unchanged: 0 });
    expect(JSON.parse((await post(payload)).body)).toEqual({ taken: 0, unchanged: 1 });
    const standing = (await decisions.list()).find(({ superseded, programme }) => !superseded && programme === 'paid');
    expect(standing).toMatchObject({ outcome: 'granted' });
    await http.app.close();
  });

  test('programmes that ask for each other in a circle are refused, with the way round', async () => {
    const { programmes } = await opened();
    const circle = JSON.stringify({ ...JSON.parse(nest('base', 'top')), version: '2' });
    await expect(programmes.publish(circle, 'staff-1')).rejects.toMatchObject({
      problem: { code: 'bad-input', place: 'requirement', reasons: ['base asks for top asks for middle asks for base'] },
    });
    expect((await programmes.newest('base')).version).toBe('1');
  });
});
