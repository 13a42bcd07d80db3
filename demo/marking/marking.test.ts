import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../../server/app.ts';
import { readConfig } from '../../server/platform/config.ts';
import { createLog } from '../../server/platform/log.ts';
import { PROGRAMME, seed } from '../seed.ts';

let folder: string;
let app: App;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'invigil-demo-marking-'));
  const env = { INVIGIL_DATA: folder, INVIGIL_PORT: '0', INVIGIL_COMMIT_WINDOW_MS: '0' };
  app = await createApp({ config: readConfig(env), log: createLog('silent'), programme: PROGRAMME });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the demo has a living queue: something to practise, to mark, to adjudicate and to look at, and no result waits for it', async () => {
  const { staff } = await seed(app, folder);
  const [queue, ...others] = await app.marking.queues();
  if (!queue) throw new Error('no queue');
  expect(others).toEqual([]);
  const figures = await app.marking.figures(queue);
  expect(figures.states.settled).toBeGreaterThan(0);
  expect(figures.states.oneMark + figures.states.waiting).toBeGreaterThan(0);
  expect(figures.states.toAdjudicate).toBeGreaterThan(0);
  expect(figures.markers).toHaveLength(2);
  expect(figures.total.pairs).toBeGreaterThan(3);
  const marker = staff.find(({ email }) => email === 'marker@demo.example');
  const { account } = await app.identity.signIn(marker?.email ?? '', marker?.code ?? '');
  expect(await app.marking.next(queue.id, account)).toMatchObject({
    queue: { standing: 'practice' },
    script: { practice: true },
  });
  expect(await app.grading.list()).toEqual([]);
  const flags = (await app.marking.scripts(account)).flatMap((row) => row.flags);
  expect(flags).toContain('copied-question');
});
