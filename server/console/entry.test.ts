/// <reference types="node" />
/** Windows, one learner in full, imports, platforms, figures and the learner's own page, in a real browser. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Shown, settled, show } from './preview/browser.ts';
import * as data from './preview/entry.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

/** Answers these addresses with invented data, and keeps what was sent. */
async function answer(page: Page): Promise<{ path: string; body: unknown }[]> {
  const sent: { path: string; body: unknown }[] = [];
  let registered = false;
  const replies: Record<string, (body: { confirmed?: number[] } | null) => unknown> = {
    '/api/console/windows': () => [data.row],
    '/api/console/windows/w1': () => data.windowPage,
    '/api/console/learners/scm-1/support': () => data.support,
    '/api/console/imports': (body) => (body ? data.runs[0] : data.runs),
    '/api/console/imports/preview': (body) => data.importPreview((body?.confirmed ?? []).length > 0),
    '/api/console/lti': () => data.platforms,
    '/api/console/lti/accounts': () => data.platforms.accounts[0],
    '/api/console/figures': () => [{ exam: 'exam-1', title: 'Comprehensive examination', version: 1 }],
    '/api/console/figures/exam-1': () => data.figures,
    '/api/public/lti/arrival': () => data.arrival,
    '/api/public/registration': () => data.learnerPage(registered),
    '/api/public/registration/register': () => {
      registered = true;
      return data.learnerPage(true);
    },
    '/api/public/registration/code': () => ({ code: 'K7QM-2FJX-9RTA', link: 'invigil://sit' }),
  };
  await page.route(
    (url) => url.pathname in replies,
    async (route) => {
      const path = new URL(route.request().url()).pathname;
      const body = route.request().postDataJSON();
      if (route.request().method() !== 'GET') sent.push({ path, body });
      await route.fulfill({ json: replies[path]?.(body) });
    },
  );
  return sent;
}
const places = [
  '/windows',
  '/windows/w1',
  '/learners/scm-1',
  '/imports',
  '/lti',
  '/figures',
  '/figures/exam-1',
  '/register#token-of-a-learner-page',
  '/lti/arrived#token-of-a-launch-page',
  '/lti/refused?why=no-cookie&reference=ab12cd34&again=iss%3Dx',
];

describe('coming in', () => {
  it.each(['en', 'ar'])('every page passes axe at 1366 and 390 px in %s, and breaks no rule of its policy', async (locale) => {
    const { page, goto, complaints } = await shown.open('administrator');
    await answer(page);
    for (const place of places) {
      const [path = '', hash] = place.split('#');
      for (const width of [1366, 390]) {
        await page.setViewportSize({ width, height: 768 });
        await goto(`${path}${path.includes('?') ? '&' : '?'}locale=${locale}${hash ? `#${hash}` : ''}`);
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${place} ${width}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
      }
    }
    expect(complaints).toEqual([]);
  });

  it('a learner registers from the keyboard and sees the launch code', async () => {
    const { page, goto } = await shown.open(null);
    const sent = await answer(page);
    await goto('/register#token-of-a-learner-page');
    await page.getByText('SC4x: no result').waitFor();
    await page.getByRole('button', { name: 'Register', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Show my launch code' }).press('Enter');
    await page.getByText('K7QM-2FJX-9RTA').waitFor();
    const token = 'token-of-a-learner-page';
    expect(sent.filter(({ path }) => path.endsWith('/register'))).toEqual([
      { path: '/api/public/registration/register', body: { token, window: 'w1' } },
    ]);
  });

  it('an import is looked at, a namesake confirmed, and then taken with what was seen', async () => {
    const { page, goto } = await shown.open('administrator');
    const sent = await answer(page);
    await goto('/imports');
    await page.getByLabel('Kind of file').selectOption('identities');
    await page.setInputFiles('input[type=file]', { name: 'ids.csv', mimeType: 'text/csv', buffer: Buffer.from('learner_id\n') });
    await page.getByRole('button', { name: 'See what it would do' }).press('Enter');
    await page.getByText('is not a country code of ISO 3166, such as KE').waitFor();
    await page.getByRole('checkbox', { name: /Row 3/ }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: /Take the ticked rows/ }).press('Enter');
    await page.getByText('2 rows would be taken').waitFor();
    await page.getByRole('button', { name: 'Take 1 row' }).press('Enter');
    await page.getByText(/^Done:/).waitFor();
    expect(sent.at(-1)).toMatchObject({
      path: '/api/console/imports',
      body: { format: 'identities', file: 'ids.csv', text: 'learner_id\n', confirmed: [3], hash: 'a'.repeat(64) },
    });
  });

  it('a number that is kept back is said to be, in the drawing and in the table', async () => {
    const { page, goto } = await shown.open('reviewer');
    await answer(page);
    await goto('/figures/exam-1');
    await settled(page);
    const table = page.getByRole('table', { name: 'Pass rates' });
    expect(
      await table
        .getByRole('row', { name: /November/ })
        .getByText('kept back')
        .count(),
    ).toBe(4);
    expect(await page.getByRole('img', { name: 'Bars: how many people reached each stage' }).textContent()).toContain(
      'kept back',
    );
    expect(await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toBe(
      '/api/console/figures/exam-1/table.csv',
    );
  });

  it('an account is linked only with a learner and a reason', async () => {
    const { page, goto } = await shown.open('administrator');
    const sent = await answer(page);
    await goto('/lti');
    await page.getByRole('button', { name: 'Decide who Amina O. is' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('That alone is no proof').waitFor();
    await dialog.getByRole('button', { name: 'Is this learner' }).press('Enter');
    expect(sent).toEqual([]);
    await dialog.getByLabel('Reason').fill('Seen on a call with the passport.');
    await dialog.getByRole('button', { name: 'Is this learner' }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(sent).toEqual([
      {
        path: '/api/console/lti/accounts',
        body: { platform: 'p1', sub: 'user-1', learner: 'scm-1', reason: 'Seen on a call with the passport.' },
      },
    ]);
  });
});
