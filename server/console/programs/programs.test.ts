/// <reference types="node" />
import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { lockdownRoutes } from '../../../shared/contract/lockdown.ts';
import { type Shown, settled, show } from '../preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

/** With INVIGIL_SHOTS a folder of pictures for people is made as well. */
const shots = process.env.INVIGIL_SHOTS;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

it('a program is added as a new version with a reason and an end', async () => {
  const { page, server, goto, complaints } = await shown.open('administrator');
  await goto('/programs');
  await page.getByRole('heading', { name: /Version 1, in force until/ }).waitFor();
  await page.getByRole('button', { name: 'Add a program' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Program').fill('Answer Owl');
  await dialog.getByText('Hidden overlay').click();
  await dialog.getByLabel('Names begin with').fill('AnswerOwl.exe, answerowld');
  await dialog.getByLabel('Why').fill('Seen in two sittings.');
  expect((await new AxeBuilder({ page }).withTags(tags).analyze()).violations.map(({ id }) => id)).toEqual([]);
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: `${shots}/programs-dialog.png` });
  }
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { name: /Version 2, in force until/ }).waitFor();
  await page.getByRole('row', { name: /Answer Owl Hidden overlay answerowl, answerowld/ }).waitFor();
  expect(server.posted).toMatchObject([
    { path: '/api/console/programs', body: { after: 1, validDays: 90, note: 'Seen in two sittings.' } },
  ]);
  if (shots) await page.screenshot({ path: `${shots}/programs.png`, fullPage: true });
  expect(complaints).toEqual([]);
});

it('one is removed the same way, and proctors have no such page', async () => {
  const { page, server, goto } = await shown.open('administrator');
  await goto('/programs');
  await page.getByRole('button', { name: 'Remove SpyGlass' }).click();
  await page.getByRole('dialog').getByLabel('Why').fill('Found a telescope program.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: /Version 2/ }).waitFor();
  const { programs } = lockdownRoutes.publish.body.parse(server.posted[0]?.body);
  expect(programs.length).toBeGreaterThan(10);
  expect(programs.map(({ id }) => id)).not.toContain('spyglass');
  const other = await shown.open('proctor');
  await other.goto('/programs');
  await other.page.getByText('This page is for: administrator.').waitFor();
});

it('a proctor opens a gate of a check-in by keys, with a category and a reason', async () => {
  const { page, server, goto, complaints } = await shown.open('proctor');
  await goto('/sittings/sit_19');
  await settled(page);
  const row = page.getByRole('row', { name: /Programs that must be closed/ });
  await row.getByText('Holds the release').waitFor();
  await page.getByRole('row', { name: /Lock: Switching programs/ }).waitFor();
  if (shots) await page.screenshot({ path: `${shots}/gates.png`, fullPage: true });
  await row.getByRole('button', { name: 'Open: Programs that must be closed' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Technical').click();
  await dialog.getByLabel('Reason').fill('The program is the screen reader of this candidate.');
  await page.keyboard.press('Control+Enter');
  await row.getByText('Opened by a person').waitFor();
  expect(server.acts).toEqual([
    {
      sitting: 'sit_19',
      act: {
        act: 'open-gate',
        gate: 'programs',
        category: 'technical',
        reason: 'The program is the screen reader of this candidate.',
      },
    },
  ]);
  expect(complaints).toEqual([]);
});
