import { afterEach, expect, test } from 'vitest';
import { audit, auditTrail } from '../identity/audit.ts';
import { createIdentity } from '../identity/identity.ts';
import { identityMigrations } from '../identity/tables.ts';
import type { Database } from './database.ts';
import { onBothEngines } from './testing.ts';

onBothEngines('the database', (openEmpty) => {
  let database: Database;
  const opened = async () => {
    database = await openEmpty(identityMigrations);
    return database;
  };
  afterEach(() => database.close());

  const auditRow = (id: string) => ({
    insert: 'audit',
    columns: ['id', 'at', '"by"', 'act', 'subject', 'detail'],
    rows: [[id, 1, 'me', 'look', 'it', '']],
  });

  test('a failed transaction leaves nothing, and others go on', async () => {
    const { db } = await opened();
    const entry = { by: 'me', act: 'look', subject: 'it' };
    const failing = db.transaction().execute(async (trx) => {
      await audit(trx, 1, entry);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await Promise.all([2, 3, 4].map((at) => db.transaction().execute((trx) => audit(trx, at, entry))));
    expect((await auditTrail(db)).map((row) => row.at)).toEqual([4, 3, 2]);
  });

  test('group commit: a unit whose expectation fails is rolled back alone', async () => {
    const { db, writer } = await opened();
    const good = writer.write([auditRow('a')]);
    const cas = writer.write([
      auditRow('b'),
      { changeOne: 'update audit set detail = ? where id = ?', values: ['x', 'nothing'] },
    ]);
    const twice = writer.write([auditRow('c'), auditRow('c')]);
    const last = writer.write([auditRow('d'), { changeOne: 'update audit set detail = ? where id = ?', values: ['x', 'd'] }]);
    await good;
    await expect(cas).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(twice).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await last;
    const rows = await db.selectFrom('audit').select(['id', 'detail']).orderBy('id').execute();
    expect(rows).toEqual([
      { id: 'a', detail: '' },
      { id: 'd', detail: 'x' },
    ]);
  });

  test('staff sign in with their code alone, and a session ends', async () => {
    const { db } = await opened();
    let now = 1_000;
    const identity = createIdentity(db, () => now);
    await identity.putStaff({ email: 'Ada@example.org', name: 'Ada', roles: ['proctor', 'reviewer'], code: 'right-code' });
    await expect(identity.signIn('ada@example.org', 'wrong')).rejects.toMatchObject({ problem: { code: 'bad-code' } });
    await expect(identity.signIn('eve@example.org', 'right-code')).rejects.toMatchObject({ problem: { code: 'bad-code' } });
    const { token, maxAgeS } = await identity.signIn(' ada@example.org', 'right-code');
    expect(await identity.accountOf(token)).toMatchObject({ name: 'Ada', roles: ['proctor', 'reviewer'] });
    const stored = await db.selectFrom('staff_session').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(token);
    now += maxAgeS * 1000;
    expect(await identity.accountOf(token)).toBeNull();
  });
});
