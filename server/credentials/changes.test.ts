import { afterEach, expect, test } from 'vitest';
import type { Account } from '../../shared/contract/console.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { createCredentialChanges } from './changes.ts';
import { openTestIssuer, testMigrations } from './testing.ts';

const one: Account = { id: 'acc_1', name: 'R. Lindqvist', roles: ['administrator'] };
const other: Account = { id: 'acc_2', name: 'J. Ibarra', roles: ['administrator'] };
const reason = 'Somebody else sat the exam.';

onBothEngines('a change of a credential needs two administrators', (open) => {
  let database: Database;
  const opened = async () => {
    database = await open(testMigrations);
    const issuer = await openTestIssuer(database);
    const { credentials, clock } = issuer;
    return { ...issuer, changes: createCredentialChanges({ db: database.db, credentials, now: () => clock.now }) };
  };
  afterEach(() => database.close());

  test('proposed it changes nothing; whoever proposed it cannot approve it; another one can, once', async () => {
    const { credentials, changes, issue, clock } = await opened();
    const credential = await issue();
    clock.now += 1000;
    const { id } = await changes.propose({ act: 'revoke', credential, reason }, one);
    expect(await credentials.publicView(credential)).toMatchObject({ state: 'valid' });
    await expect(changes.approve(id, one)).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await changes.open(other)).toMatchObject([{ id, act: 'revoke', holder: 'Amina Wanjiru Otieno', own: false }]);
    expect(await changes.approve(id, other)).toBe(credential);
    expect(await credentials.publicView(credential)).toMatchObject({ state: 'revoked' });
    expect((await credentials.page(credential)).history.at(-1)).toMatchObject({ by: 'R. Lindqvist, J. Ibarra', reason });
    expect(await changes.open(one)).toEqual([]);
    await expect(changes.approve(id, other)).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const acts = (await auditTrail(database.db)).map(({ act, by }) => [act, by]);
    expect(acts).toContainEqual(['propose: revoke credential', 'R. Lindqvist']);
    expect(acts).toContainEqual(['revoke credential', 'R. Lindqvist, J. Ibarra']);
  });

  test('what could not be done now cannot be proposed, and a proposal that has become impossible changes nothing', async () => {
    const { credentials, changes, issue } = await opened();
    const credential = await issue();
    const refused = (wish: Parameters<typeof changes.propose>[0], problem: object) =>
      expect(changes.propose(wish, one)).rejects.toMatchObject({ problem });
    await refused({ act: 'reinstate', credential, reason }, { code: 'conflict' });
    await refused({ act: 'revoke', credential: 'nothing', reason }, { code: 'not-found' });
    await refused({ act: 'revoke-key', key: 7, reason }, { code: 'not-found' });
    const named = { act: 'correct-name', credential, name: 'Амина Отиено', reason } as const;
    await refused({ ...named, confirmed: false }, { code: 'bad-input', place: 'confirmed' });
    expect(await changes.open(one)).toEqual([]);

    const { id } = await changes.propose({ ...named, confirmed: true }, one);
    await credentials.suspend(credential, 'The identity is being checked.', 'R. Lindqvist');
    await expect(changes.approve(id, other)).rejects.toMatchObject({ problem: { code: 'not-released' } });
    expect(await changes.open(one)).toHaveLength(1);
    await changes.decline(id, 'Settle the identity first.', one);
    expect(await changes.open(one)).toEqual([]);
    await expect(changes.decline(id, 'again', one)).rejects.toMatchObject({ problem: { code: 'conflict' } });
  });

  test('a name, a reinstatement and a key follow the same way', async () => {
    const { credentials, changes, issue } = await opened();
    const first = await issue();
    const wish = { act: 'correct-name', credential: first, name: 'Amina Wanjiru Kamau', reason, confirmed: true } as const;
    const successor = await changes.approve((await changes.propose(wish, one)).id, other);
    expect(await credentials.publicView(first)).toMatchObject({ state: 'superseded', successor });
    const credential = successor ?? '';
    await credentials.suspend(credential, 'x', 'y');
    await changes.approve((await changes.propose({ act: 'reinstate', credential, reason }, other)).id, one);
    expect(await credentials.publicView(credential)).toMatchObject({ state: 'valid' });
    const key = await changes.propose({ act: 'revoke-key', key: 1, reason: 'The disk was stolen.' }, one);
    expect(key).toMatchObject({ key: 1, credential: null, holder: 'Example Institute' });
    expect(await changes.approve(key.id, other)).toBeNull();
    expect(await credentials.publicView(credential)).toMatchObject({ state: 'key-revoked' });
  });

  test('two who approve at the same moment bring it about once', async () => {
    const { credentials, changes, issue } = await opened();
    const credential = await issue();
    const { id } = await changes.propose({ act: 'revoke', credential, reason }, one);
    const third: Account = { id: 'acc_3', name: 'A. Mensah', roles: ['administrator'] };
    const both = await Promise.allSettled([changes.approve(id, other), changes.approve(id, third)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await credentials.page(credential)).history.filter(({ event }) => event === 'revoked')).toHaveLength(1);
  });
});
