/** A database from before states, keys and notices, brought up to date. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../platform/database/database.ts';
import { createLog } from '../platform/log.ts';
import { createProgrammes } from '../programmes/index.ts';
import { createIssuer } from './issuer.ts';
import { signList } from './status-list.ts';
import { openTestIssuer, testKeys, testMigrations } from './testing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('credentials of before keep their state and their list, and can still be revoked', async () => {
  const file = path.join(folder, 'test.sqlite');
  const options = { log: createLog('silent'), commitWindowMs: 0 };
  const key = testKeys();
  const issuer = await createIssuer(key(1));
  const at = Date.UTC(2026, 10, 22, 12);
  const old = await openDatabase(
    file,
    testMigrations.filter(({ name }) => name < '100'),
    options,
  );
  const url = 'https://exam.example.org/status/1';
  const list = JSON.stringify(await signList(issuer, url, [{ index: 8, status: 'revoked' }], at, 'revocation'));
  // The tables of then are described by no type of now.
  const programmes = createProgrammes({ db: old.db, now: () => at });
  const { version } = await programmes.publish(
    readFileSync(new URL('../../demo/programme/programme.json', import.meta.url), 'utf8'),
    'x',
  );
  await sql`insert into learner values ('l1', 'Ada', 'GB', 'a@example.org', 0)`.execute(old.db);
  await sql`insert into status_list values ('1', 1, ${list}, ${at})`.execute(old.db);
  for (const [id, index, revoked] of [
    ['valid', 7, null],
    ['gone', 8, at],
  ] as const) {
    const status = {
      id: `${url}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: url,
    };
    const badge = await issuer.sign(
      {
        '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
        id: `https://exam.example.org/credentials/${id}`,
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
        issuer: { id: issuer.did, type: ['Profile'], name: 'Example Institute' },
        validFrom: '2026-11-22T12:00:00Z',
        credentialSubject: {
          type: ['AchievementSubject'],
          achievement: {
            id: 'urn:uuid:5b2f1a50-7a0b-4d1b-9c5a-2f6ad3f5a001',
            type: ['Achievement'],
            name: 'A',
            description: 'B',
            criteria: { narrative: 'C' },
          },
        },
        credentialStatus: status,
      },
      at,
    );
    await sql`insert into credential values (${id}, 'l1', 'Ada', 'scm', ${version}, ${JSON.stringify(badge)}, 'h', '1', ${index}, ${at}, ${revoked}, 'staff', 'why', null)`.execute(
      old.db,
    );
  }
  await old.close();

  const { db, close } = await openDatabase(file, testMigrations, options);
  const { credentials } = await openTestIssuer({ db }, { key });
  const rows = await Promise.all(['valid', 'gone'].map((id) => credentials.row(id)));
  expect(rows.map(({ state, issuer: by, key_number }) => [state, by, key_number])).toEqual([
    ['valid', issuer.did, 1],
    ['revoked', issuer.did, 1],
  ]);
  expect((await credentials.row('gone')).state_reason).toBe('why');
  const before = await credentials.statusList('1');
  expect(before).toBe(list);
  const revoking = await credentials
    .prepareRevoke({ id: 'gone', reason: 'x', by: 'y', decision: null })
    .catch(({ problem }) => problem);
  expect(revoking).toMatchObject({ code: 'conflict' });
  expect(await credentials.publicView('valid')).toMatchObject({ state: 'valid' });
  await credentials.revoke('valid', 'x', 'y');
  expect(await credentials.publicView('valid')).toMatchObject({ state: 'revoked' });
  await close();
});
