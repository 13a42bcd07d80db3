/** From an upheld incident to decision, status, list and notice: all of it or nothing, wherever the server is killed. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticesAbout } from '../../server/notices/index.ts';
import { invalidated, openDeciding, passed } from './deciding.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-killed-'));
const granted = path.join(folder, 'granted.sqlite');
let id = '';

beforeAll(async () => {
  const { database, decisions, credentials } = await openDeciding(granted);
  await decisions.recompute(passed);
  id = (await credentials.list())[0]?.id ?? '';
  await database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

/** All that belongs together, read from a database as the next start finds it. */
async function state({ database, credentials, decisions }: Awaited<ReturnType<typeof openDeciding>>) {
  const { list } = await credentials.row(id);
  const [standing] = (await decisions.list()).filter(({ superseded }) => !superseded);
  return {
    decision: standing?.outcome,
    credential: (await credentials.publicView(id)).state,
    list: JSON.parse(await credentials.statusList(list)).credentialSubject.encodedList as string,
    notices: (await noticesAbout(database.db, `credential ${id}`)).map(({ subject }) => subject).toSorted(),
  };
}

test('killed before every single statement, and before the commit', async () => {
  const opened = await openDeciding(granted);
  const before = await state(opened);
  await opened.database.close();
  expect(before).toMatchObject({ decision: 'granted', credential: 'valid', notices: ['Your credential was issued'] });

  for (let through = 0; ; through++) {
    const file = path.join(folder, `${through}.sqlite`);
    cpSync(granted, file);
    const child = spawnSync(process.execPath, [path.join(import.meta.dirname, 'killed.ts'), file, String(through)], {
      encoding: 'utf8',
    });
    if (child.stdout.startsWith('done')) {
      expect(through).toBeGreaterThan(6);
      break;
    }
    expect(child.signal, child.stderr).toBe('SIGKILL');
    const after = await openDeciding(file);
    expect(await state(after), `after ${through} statements`).toEqual(before);
    // The next start decides again, and nothing of it is missing.
    await after.decisions.recompute(invalidated);
    const made = await state(after);
    expect(made).toMatchObject({ decision: 'refused', credential: 'revoked' });
    expect(made.list).not.toBe(before.list);
    expect(made.notices).toEqual(['Your credential was issued', 'Your credential was revoked']);
    await after.database.close();
  }
}, 120_000);
