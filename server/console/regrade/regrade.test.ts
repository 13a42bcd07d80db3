/// <reference types="node" />
/** Proposing and approving a regrade in a real browser. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Shown, settled, show } from '../preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

describe('a regrade', () => {
  it('is proposed by keyboard alone, beside the key that counts now', async () => {
    const { page, server, goto, complaints } = await shown.open('administrator');
    await goto('/regrades');
    await page.getByRole('link', { name: 'Propose a change' }).press('Enter');
    await page.getByText('Key of RESPONSE now').waitFor();
    await page.getByText('When it falls to the demand over the lead time').first().waitFor();
    await page.getByRole('button', { name: 'Add this change' }).press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('Choose or enter the new key.');
    await page.getByRole('checkbox', { name: 'C When it falls' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Add this change' }).press('Enter');
    await page.getByLabel('Reason').focus();
    await page.keyboard.type('C is right.');
    await page.getByRole('button', { name: 'Propose and show the impact' }).press('Enter');
    await page.getByText('You made this proposal. Another administrator has to approve it.').waitFor();
    expect(server.posted).toEqual([
      {
        path: '/api/console/regrades',
        body: {
          exam: 'ex_1',
          changes: [{ kind: 'key', item: 'q01', response: 'RESPONSE', correct: ['C'] }],
          reason: 'C is right.',
        },
      },
    ]);
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('offers no key for what people mark', async () => {
    const { page, goto } = await shown.open('administrator');
    await goto('/regrades/new');
    await page.getByLabel('Item', { exact: true }).selectOption('q02');
    await page.getByText('People mark this item, so it has no key.').waitFor();
    expect(await page.getByRole('radio', { name: 'Correct answer' }).count()).toBe(0);
    expect(await page.getByRole('radio', { name: 'Drop the item' }).isChecked()).toBe(true);
  });

  it('is drawn and told; a second person approves with a reason, or is told what changed meanwhile', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/regrades/reg_1');
    await settled(page);
    const drawing = page.getByRole('img', { name: /candidates by old and new share/ });
    const crossing = await drawing.locator('[data-crosses="up"], [data-crosses="down"]').count();
    expect(crossing).toBeGreaterThan(0);
    const table = page.getByRole('table', { name: 'Candidates' });
    expect(await table.getByText(/^(Passes now|No longer passes)$/).count()).toBe(crossing);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.keyboard.type('refuse');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('The result of Lucía Mendoza has changed since.').waitFor();
    await page.getByLabel('Reason').fill('Checked.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(server.posted.at(-1)).toEqual({ path: '/api/console/regrades/proposals/reg_1/approve', body: { reason: 'Checked.' } });
  });

  it('is for administrators', async () => {
    const { page, goto } = await shown.open('reviewer');
    await goto('/regrades');
    await page.getByText('This page is for: administrator.').waitFor();
  });
});
