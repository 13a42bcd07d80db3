/// <reference types="node" />
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { releaseRoutes } from '../../../shared/contract/release.ts';
import { type Shown, show } from '../preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

const link = `/my#${'t'.repeat(43)}`;
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('a candidate’s own page', () => {
  it('shows what people found, on what evidence and why, and takes an appeal in the candidate’s words', async () => {
    const { page, server, goto } = await shown.open(null);
    await page.route(`**${releaseRoutes.evidence.path}`, (route) => route.fulfill({ body: pixel, contentType: 'image/png' }));
    await goto(link);
    const sitting = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: /supply chain/ }) })
      .first();
    await sitting.getByText('Does not count', { exact: true }).waitFor();
    await sitting.getByText('The telephone shows the question.').waitFor();
    expect(await sitting.getByRole('img').count()).toBe(0);
    await sitting.getByRole('button', { name: /^Picture/ }).click();
    const picture = sitting.getByRole('img', { name: /^Picture from your camera/ });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);

    await sitting.getByRole('button', { name: /^Appeal: Phone-like object/ }).press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Appeal against a finding/ });
    await dialog.getByRole('textbox', { name: 'What should be looked at again, and why?' }).fill('It was a calculator.');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(server.posted.at(-1)).toMatchObject({
      path: releaseRoutes.appeal.path,
      body: { about: { kind: 'incident', id: 'i1' }, words: 'It was a calculator.' },
    });
    await sitting.getByText('It was a calculator.').waitFor();
    await sitting.getByText('Somebody who had no part in it looks at it now.').waitFor();
    expect(await sitting.getByRole('button', { name: /^Appeal: Phone-like object/ }).count()).toBe(0);
  });

  it('shows questions with answers, feedback and solutions where the exam’s policy does, once they are opened', async () => {
    const { page, server, goto } = await shown.open(null);
    await goto(link);
    await page.getByText('Your questions and answers', { exact: true }).click();
    const question = page.getByRole('article').filter({ hasText: 'Question 3' });
    await question.getByText('0 of 2 points', { exact: true }).waitFor();
    await question.getByText('Only the frames are made before an order comes.').waitFor();
    const said = await question.getByRole('definition').allTextContents();
    expect(said).toEqual(['Push', 'Hybrid']);
    await page.getByText('Frames are made to stock, bicycles to order.').waitFor();
    expect(server.posted.at(-1)?.path).toBe(releaseRoutes.questions.path);
  });

  it('sends a new link where the one in the address works no more', async () => {
    const { page, server, goto } = await shown.open(null);
    await goto(`/my#expired${'t'.repeat(43)}`);
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('amina@example.org');
    await page.getByRole('button', { name: 'Send me a link', exact: true }).click();
    await page.getByText('a link is on its way').waitFor();
    expect(server.posted.at(-1)).toEqual({ path: releaseRoutes.sendLink.path, body: { email: 'amina@example.org' } });
  });
});

describe('an appeal', () => {
  it('stands with the incident, and a reviewer who made no finding settles it', async () => {
    const { page, server, goto } = await shown.open('reviewer');
    await goto('/holds');
    await page.getByRole('link', { name: 'Open the incident', exact: true }).click();
    const appeal = page.getByRole('region', { name: 'The candidate’s appeal' });
    await appeal.getByText('It was a calculator, which the rules of the exam allow.').waitFor();
    await appeal.getByRole('button', { name: 'Settle the appeal', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Settle the appeal of Kwame Mensah-Boateng' });
    await dialog.getByText('is taken back', { exact: true }).click();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('The clip shows a calculator.');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(server.posted.at(-1)).toEqual({
      path: '/api/console/appeals/h2/settle',
      body: { stands: false, reason: 'The clip shows a calculator.' },
    });
    await appeal.waitFor({ state: 'detached' });
  });
});
