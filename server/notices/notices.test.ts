import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createProgrammes, programmeMigrations } from '../programmes/index.ts';
import { fileOutbox, MY_PAGE, type Notice, noticeMigrations, noticesAbout, notify, sendNotices } from './index.ts';

const heading = 'learner_id,email,name,country,course,run,grade_percent,verified,completed_on';
const programme = JSON.stringify({
  id: 'basics',
  version: '1',
  title: 'Basics',
  description: 'One course.',
  criteria: 'Pass it.',
  requirement: { kind: 'course', course: 'B1', title: 'B1', minimumPercent: 60, verifiedOnly: true, maximumAgeYears: null },
});

const noLink = () => Promise.reject(new Error('no notice asks for a link'));

onBothEngines('notices', (open) => {
  let database: Database;
  const now = () => 1_700_000_000_000;
  const opened = async () => {
    database = await open([...identityMigrations, ...programmeMigrations, ...noticeMigrations]);
    const programmes = createProgrammes({ db: database.db, now });
    await programmes.publish(programme, 'x');
    await programmes.importResults(`${heading}\nl1,ada@example.org,Ada,GB,B1,r1,90,yes,2023-01-01`, 'x');
    return database.db;
  };
  const write = (count: number) =>
    database.db.transaction().execute(async (trx) => {
      for (let i = 0; i < count; i++)
        await notify(trx, now() + i, { learner: 'l1', about: 'credential c1', subject: `${i}`, text: 'x' });
    });
  afterEach(() => database.close());

  test('are handed over once, in order, with the address; what the outbox refuses stays', async () => {
    const db = await opened();
    await write(450);
    const taken: (Notice & { email: string })[] = [];
    await expect(sendNotices(db, { take: () => Promise.reject(new Error('no mail today')) }, noLink, now)).rejects.toThrow(
      'no mail',
    );
    expect((await noticesAbout(db, 'credential c1')).every(({ sent_at }) => sent_at === null)).toBe(true);
    const outbox = { take: async (notices: readonly (Notice & { email: string })[]) => void taken.push(...notices) };
    expect(await sendNotices(db, outbox, noLink, now)).toBe(450);
    expect(await sendNotices(db, outbox, noLink, now)).toBe(0);
    expect(taken.map(({ subject }) => subject)).toEqual(Array.from({ length: 450 }, (_, i) => String(i)));
    expect(taken[0]?.email).toBe('ada@example.org');
  });

  test('get the link to the learner’s own page when they leave; it is kept nowhere', async () => {
    const db = await opened();
    await db
      .transaction()
      .execute((trx) => notify(trx, now(), { learner: 'l1', about: 'x', subject: 's', text: `Here: ${MY_PAGE}` }));
    const taken: Notice[] = [];
    const outbox = { take: async (notices: readonly Notice[]) => void taken.push(...notices) };
    expect(await sendNotices(db, outbox, async (learner) => `https://x.example/my#token-of-${learner}`, now)).toBe(1);
    expect(taken[0]?.text).toBe('Here: https://x.example/my#token-of-l1');
    expect((await noticesAbout(db, 'x'))[0]?.text).toBe(`Here: ${MY_PAGE}`);
  });

  test('of an act that failed are not there', async () => {
    const db = await opened();
    const failing = db.transaction().execute(async (trx) => {
      await notify(trx, now(), { learner: 'l1', about: 'credential c1', subject: 's', text: 't' });
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow();
    expect(await noticesAbout(db, 'credential c1')).toEqual([]);
  });

  test('are lines of a file that nobody else may read', async () => {
    const db = await opened();
    await write(2);
    const folder = mkdtempSync(path.join(tmpdir(), 'invigil-outbox-'));
    await sendNotices(db, fileOutbox(path.join(folder, 'outbox')), noLink, now);
    const file = path.join(folder, 'outbox', 'notices.jsonl');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { to: 'ada@example.org', subject: '0' },
      { to: 'ada@example.org', subject: '1' },
    ]);
    expect(statSync(file).mode & 0o077).toBe(0);
    rmSync(folder, { recursive: true });
  });
});
