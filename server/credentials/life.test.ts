import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { CredentialState } from '../../shared/contract/credentials.ts';
import { noticesAbout } from '../notices/index.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { bitsOf, FIRST_ENTRY, LIST_ENTRIES, statuses } from './status-list.ts';
import { openTestIssuer, seedOf, testKeys, testMigrations } from './testing.ts';

const day = 86_400_000;

onBothEngines('the life of a credential', (open) => {
  let database: Database;
  const opened = async (options?: Parameters<typeof openTestIssuer>[1]) => {
    database = await open(testMigrations);
    return await openTestIssuer(database, options);
  };
  afterEach(() => database.close());

  test('suspended, reinstated, revoked: each shows everywhere, is told to the learner and stays in its history', async () => {
    const { credentials, issue, clock } = await opened();
    const id = await issue();
    expect(await credentials.publicView(id)).toMatchObject({ state: 'valid', changedAt: null });
    clock.now += 1000;
    expect(await credentials.suspend(id, 'The identity is being checked.', 'R. Lindqvist')).toMatchObject({ state: 'suspended' });
    expect(await credentials.publicView(id)).toMatchObject({ state: 'suspended', changedAt: clock.now });
    await expect(credentials.suspend(id, 'again', 'R. Lindqvist')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    clock.now += 1000;
    expect(await credentials.reinstate(id, 'It was.', 'R. Lindqvist')).toMatchObject({ state: 'valid', changedAt: clock.now });
    clock.now += 1000;
    await credentials.revoke(id, 'Somebody else sat the exam.', 'R. Lindqvist');
    for (const act of ['suspend', 'reinstate', 'revoke'] as const) {
      await expect(credentials[act](id, 'x', 'y'), act).rejects.toMatchObject({ problem: { code: 'conflict' } });
    }
    const page = await credentials.page(id);
    expect(page.history.map(({ event, reason }) => [event, reason])).toEqual([
      ['issued', null],
      ['suspended', 'The identity is being checked.'],
      ['reinstated', 'It was.'],
      ['revoked', 'Somebody else sat the exam.'],
    ]);
    expect(page.notices.map(({ subject }) => subject)).toEqual([
      'Your credential was issued',
      'Your credential was suspended',
      'Your credential is valid again',
      'Your credential was revoked',
    ]);
    expect(page.notices.at(-1)?.text).toContain('Reason: Somebody else sat the exam.');
    const acts = (await auditTrail(database.db)).filter(({ subject }) => subject === `credential ${id}`).map(({ act }) => act);
    expect(acts.toSorted()).toEqual(['issue credential', 'reinstate credential', 'revoke credential', 'suspend credential']);
  });

  test('a corrected name gives a new credential; the old one is never edited and points to it', async () => {
    const { credentials, issue, claimsOf, clock } = await opened();
    const id = await issue();
    clock.now += 1000;
    const before = await credentials.badge(id);
    const ask = (name: string, confirmed = true) =>
      credentials.correctName(id, { name, reason: 'Married.', by: 'R. Lindqvist', confirmed });
    for (const name of ['Amina\u202EOtieno', 'Amina\nOtieno', '  ', 'Amina Wanjiru Otieno']) {
      await expect(ask(name), name).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    }
    await expect(ask('Амина Отиено', false)).rejects.toMatchObject({
      problem: { place: 'confirmed', reasons: [expect.stringContaining('another alphabet')] },
    });
    const successor = await ask('Amina Wanjiru Kamau');
    expect(successor).toMatchObject({ name: 'Amina Wanjiru Kamau', state: 'valid' });
    expect(await credentials.publicView(id)).toMatchObject({ state: 'superseded', successor: successor.id });
    expect(await credentials.badge(id)).toBe(before);
    expect(await credentials.page(successor.id)).toMatchObject({ predecessors: [id] });
    expect((await noticesAbout(database.db, `credential ${id}`)).at(-1)?.text).toContain(`/c/${successor.id}`);
    // A decision taken later finds the new name, and so nothing to replace.
    const claims = await claimsOf('scm-001');
    expect(claims.holder).toBe('Amina Wanjiru Kamau');
    expect(await credentials.holding('scm-001', 'scm', claims)).toMatchObject({ standing: { id: successor.id, same: true } });
    await expect(ask('Amina Kamau')).rejects.toMatchObject({ problem: { code: 'not-released' } });
  });

  test('a suspended credential is not replaced before somebody settles it', async () => {
    const { credentials, issue } = await opened();
    const id = await issue();
    await credentials.suspend(id, 'x', 'y');
    const ask = credentials.correctName(id, { name: 'Amina Kamau', reason: 'x', by: 'y', confirmed: true });
    await expect(ask).rejects.toMatchObject({ problem: { code: 'not-released' } });
  });

  test('a learner is told in the language they read, the reason in the words of whoever gave it', async () => {
    const { credentials, programmes, issue } = await opened();
    await programmes.languages.keep(database.db, 'scm-001', 'ar', 'chosen');
    const id = await issue('scm-001');
    await credentials.revoke(id, 'Refused: result invalidated', 'R. Lindqvist');
    const [issued, revoked] = await noticesAbout(database.db, `credential ${id}`);
    expect(issued?.subject).toBe('صدرت شهادتك');
    expect(revoked?.text).toContain('السبب: \u2068رُفض: \u2068أُبطلت النتيجة\u2069\u2069');
    const ours = revoked?.text.replace(/https?:\S+/g, '').replace(/\u2068[^\u2069]*\u2069/g, '');
    expect(ours).not.toMatch(/[A-Za-z]/);
    // Addresses stand alone on their lines, so that they can be followed.
    expect(revoked?.text.split('\n')).toContain(`https://exam.example.org/c/${id}`);
  });

  test('what fails half-way leaves nothing: neither state nor list nor notice', async () => {
    const { credentials, issue } = await opened();
    const id = await issue();
    const { list } = await credentials.row(id);
    const before = await credentials.statusList(list);
    const prepared = await credentials.prepareRevoke({ id, reason: 'x', by: 'y', decision: null });
    const failing = database.db.transaction().execute(async (trx) => {
      await prepared.write(trx);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await credentials.publicView(id)).toMatchObject({ state: 'valid' });
    expect(await credentials.statusList(list)).toBe(before);
    expect(await noticesAbout(database.db, `credential ${id}`)).toHaveLength(1);
  });

  test('two who act at the same moment: one is told, no bit is lost', async () => {
    const { credentials, issue } = await opened();
    const ids = [await issue('scm-001'), await issue('scm-002'), await issue('scm-003')];
    await Promise.all(ids.map((id) => credentials.suspend(id, 'x', 'y')));
    for (const id of ids) expect(await credentials.publicView(id)).toMatchObject({ state: 'suspended' });
    const [first = ''] = ids;
    const both = await Promise.allSettled([credentials.revoke(first, 'a', 'y'), credentials.revoke(first, 'b', 'z')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  describe('keys', () => {
    test('a new key signs what comes, the old one stays good for what it signed', async () => {
      const { credentials, issue, clock } = await opened();
      const first = await issue('scm-001');
      clock.now += day;
      await credentials.issuer.rotate('R. Lindqvist', 'yearly');
      const second = await issue('scm-002');
      expect(await credentials.badge(second)).toContain('did:web:exam.example.org#key-2');
      for (const id of [first, second]) expect(await credentials.publicView(id)).toMatchObject({ state: 'valid' });
      const { keys } = await credentials.issuer.page();
      expect(keys.map(({ number, state, badges }) => [number, state, badges])).toEqual([
        [2, 'active', 1],
        [1, 'retired', 1],
      ]);
      const document = JSON.parse(credentials.didDocument());
      expect(document.assertionMethod).toEqual(
        ['key-2', 'key-2-rs256', 'key-1', 'key-1-rs256'].map((key) => `did:web:exam.example.org#${key}`),
      );
      await credentials.suspend(first, 'after the rotation', 'y');
      expect(await credentials.publicView(first)).toMatchObject({ state: 'suspended' });
    });

    test('a revoked key takes its badges with it, lists are signed anew, and a decision replaces them', async () => {
      const { credentials, issue, claimsOf } = await opened();
      const id = await issue();
      const { list } = await credentials.row(id);
      await credentials.issuer.revoke(1, 'R. Lindqvist', 'The disk was stolen.');
      expect((await credentials.issuer.page()).keys.map(({ number, state }) => [number, state])).toEqual([
        [2, 'active'],
        [1, 'revoked'],
      ]);
      expect(credentials.didDocument()).not.toContain('#key-1"');
      expect(await credentials.publicView(id)).toMatchObject({ state: 'key-revoked' });
      expect(await credentials.list()).toMatchObject([{ state: 'key-revoked' }]);
      expect(await credentials.statusList(list)).toContain('#key-2"');
      await expect(credentials.jwt(id)).rejects.toMatchObject({ problem: { code: 'conflict' } });
      const claims = await claimsOf('scm-001');
      expect(await credentials.holding('scm-001', 'scm', claims)).toMatchObject({ standing: { id, same: false } });
      await expect(credentials.issuer.revoke(1, 'x', 'y')).rejects.toMatchObject({ problem: { code: 'conflict' } });
      await expect(credentials.issuer.revoke(9, 'x', 'y')).rejects.toMatchObject({ problem: { code: 'not-found' } });
    });

    test('a did:key has no second key, and says what to do', async () => {
      const { credentials } = await opened({ did: 'did:key' });
      await expect(credentials.issuer.rotate('x', 'y')).rejects.toThrow('INVIGIL_ISSUER_DID');
    });

    test('a key file that is not the one used before stops the start', async () => {
      await opened();
      await expect(openTestIssuer(database, { key: () => ({ seed: seedOf('another') }) })).rejects.toThrow(
        'key file of generation 1 is not the one',
      );
    });

    test('a JWT key that is not the published one signs nothing', async () => {
      const { issue } = await opened();
      const id = await issue();
      const { credentials } = await openTestIssuer(database, { key: testKeys() });
      await expect(credentials.jwt(id)).rejects.toThrow('not the one that was published');
    });

    test('badges under the did:key of before stay valid and can be revoked after the change to a domain', async () => {
      const key = testKeys();
      const old = await opened({ did: 'did:key', key });
      const id = await old.issue('scm-001');
      const { credentials, issue } = await openTestIssuer(database, { key });
      expect(await credentials.publicView(id)).toMatchObject({ state: 'valid', did: expect.stringMatching(/^did:key:/) });
      const next = await issue('scm-002');
      expect((await credentials.row(next)).list).not.toBe((await credentials.row(id)).list);
      await credentials.revoke(id, 'x', 'y');
      expect(await credentials.publicView(id)).toMatchObject({ state: 'revoked' });
      await credentials.issuer.revoke(1, 'x', 'stolen');
      await expect(credentials.bundle(id)).rejects.toMatchObject({ problem: { code: 'conflict' } });
    });

    test.each([
      'did:web:',
      'did:web:127.0.0.1',
      'did:web:Exam Example',
      'did:web:a.example:..',
      'did:ion:abc',
      'exam.example.org',
    ])('%s cannot be an issuer', async (did) => {
      await expect(opened({ did })).rejects.toThrow("The issuer's identity");
    });
  });

  test('names stand on the roll only for those who asked, and small groups are not told', async () => {
    const { credentials, issue, programmes } = await opened();
    const learners = (await programmes.learners()).slice(0, 7);
    const ids: string[] = [];
    for (const { id } of learners) ids.push(await issue(id));
    const [first = ''] = ids;
    expect(await credentials.cohort()).toMatchObject({ total: 7, names: [] });
    expect((await credentials.page(first)).roll).toEqual({ listed: false, at: null, by: null, reason: null });
    await credentials.setRoll(first, true, 'E-mail of 22 November.', 'R. Lindqvist');
    expect((await credentials.cohort()).names).toEqual([expect.objectContaining({ credential: first })]);
    await credentials.setRoll(first, false, 'Changed her mind.', 'R. Lindqvist');
    expect((await credentials.cohort()).names).toEqual([]);
    for (const id of ids.slice(0, 3)) await credentials.revoke(id, 'x', 'y');
    expect(await credentials.cohort()).toMatchObject({ total: null, countries: 0, byCountry: [], byProgramme: [] });
  });
});

describe('bits of the list', () => {
  const Index = fc.integer({ min: FIRST_ENTRY, max: LIST_ENTRIES - 1 });
  const Status = fc.constantFrom(...statuses.filter((status) => status !== 'valid'));

  test('the entry reads as its status, and readers of single bits see that it is not valid', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ index: Index, status: Status }), { selector: ({ index }) => index }),
        Index,
        (marked, other) => {
          const set = new Set(marked.flatMap((entry) => bitsOf('message', entry)));
          const statusOf = (index: number) => (set.has(2 * index) ? 2 : 0) + (set.has(2 * index + 1) ? 1 : 0);
          for (const { index, status } of marked) {
            expect(statuses[statusOf(index)]).toBe(status);
            expect(set.has(index)).toBe(true);
          }
          if (marked.some(({ index }) => index === other)) return;
          expect(statusOf(other)).toBe(0);
          expect(set.has(other)).toBe(false);
        },
      ),
    );
  });

  test('every state has its value', () => expect(CredentialState.options).toEqual([...statuses]));
});
