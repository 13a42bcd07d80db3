/// <reference types="node" />
/** The pages of marking in a real browser, as markers, senior markers and administrators use them. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { markingRoutes } from '../../../shared/contract/marking.ts';
import { type Shown, show } from '../preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

const marked = '/api/console/marking/queues/mq-1/marks';
const marks = (posted: { path: string; body: unknown }[]) => posted.filter(({ path }) => path === marked);

/** The first level of all three criteria, confirmed and sent. */
async function markLowest(page: Page): Promise<void> {
  await page.getByText('3 criteria have no level yet').waitFor();
  for (const key of ['1', '1', '1', 'Enter']) await page.keyboard.press(key);
  await page.getByText('Nothing is sent yet').waitFor();
  await page.keyboard.press('Enter');
}

describe('a marker', () => {
  it('marks by keyboard alone: numbers choose, Enter confirms, U takes back, and nothing is sent before the second Enter', async () => {
    const { page, server, goto, complaints } = await shown.open('marker');
    await goto('/marking');
    expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(['Marking']);
    await page.getByRole('link', { name: 'The bullwhip effect' }).press('Enter');
    await page.getByText('Every shop adds a little').waitFor();
    await page.getByRole('region', { name: 'Comment on the question' }).getByText('I took tonnes').waitFor();
    await page.keyboard.press('4');
    await page.getByRole('radiogroup', { name: 'Measures' }).waitFor();
    // Enter before everything has a level goes nowhere.
    await page.keyboard.press('Enter');
    await page.getByText('2 criteria have no level yet').waitFor();
    await page.keyboard.press('3');
    await page.keyboard.press('3');
    await page.getByText('All criteria have a level').waitFor();
    await page.getByText('6 of 8').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is sent yet').waitFor();
    await page.keyboard.press('u');
    await page.keyboard.press('u');
    await page.getByText('1 criterion has no level yet').waitFor();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await page.getByText('5.5 of 8').waitFor();
    expect(marks(server.posted)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('The manager should order more carefully').waitFor();
    expect(marks(server.posted)).toEqual([
      { path: marked, body: { script: '5f0c2a9b11d4e08a7c3b6d52', levels: { causes: 3, measures: 2, priority: 1 } } },
    ]);
    await page.getByText('12 answers marked by you').waitFor();
    expect(complaints).toEqual([]);
  });

  it('reads a machine’s remark as a remark, and is told when nothing is left', async () => {
    const { page, goto } = await shown.open('marker');
    await goto('/marking/mq-1');
    await markLowest(page);
    await page.getByText('It may be off topic, or an unusual idea.').waitFor();
    await markLowest(page);
    await page.getByRole('heading', { name: 'Nothing to mark now' }).waitFor();
  });

  it('passes over levels with arrow keys without leaving the criterion', async () => {
    const { page, goto } = await shown.open('marker');
    await goto('/marking/mq-1');
    const causes = page.getByRole('radiogroup', { name: 'Causes' });
    await causes.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await causes.getByRole('radio', { name: /One, explained/ }).isChecked()).toBe(true);
    await page.keyboard.press('j');
    await page.getByRole('radiogroup', { name: 'Measures' }).waitFor();
  });

  it('who is stopped reads why and what happens next, and gets nothing to mark', async () => {
    const { page, goto } = await shown.open('marker');
    await goto('/marking/mq-2');
    await page.getByRole('heading', { name: 'Your marking of this question is stopped' }).waitFor();
    expect(await page.getByRole('radiogroup').count()).toBe(0);
  });

  it('sees after practice what was agreed on and why', async () => {
    const { page, server, goto } = await shown.open('marker');
    server.marking.practise();
    await goto('/marking/mq-1');
    await page.getByText('Practice: 1 of 3 in a row').waitFor();
    await markLowest(page);
    await page.getByRole('heading', { name: 'Your mark lies too far' }).waitFor();
    await page.getByText('The tills take away the second cause').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('The manager should order more carefully').waitFor();
  });

  it('finds no other page', async () => {
    const { page, goto } = await shown.open('marker');
    for (const address of ['/adjudication', '/marking-quality', '/results', '/learners', '/wall']) {
      await goto(address);
      await page.getByText('This page is for').waitFor();
    }
  });
});

describe('a senior marker', () => {
  it('sees both marks with what lies too far apart, and settles with a coded reason', async () => {
    const { page, server, goto } = await shown.open('senior');
    await goto('/adjudication');
    await page.getByRole('link', { name: '5f0c2a9b' }).click();
    await page.getByRole('row', { name: /Causes too far apart 3 1/ }).waitFor();
    await page.getByRole('row', { name: /Total of 8 too far apart 7 4/ }).waitFor();
    for (const key of ['3', '3', '3']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('Choose a reason').waitFor();
    await page.getByRole('radio', { name: 'Scheme misapplied' }).press('Space');
    await page.getByLabel('Note').fill('The second cause is there.');
    await page.getByRole('button', { name: 'Settle' }).click();
    await expect
      .poll(() => server.posted.filter(({ path }) => path.endsWith('/judgement')))
      .toEqual([
        {
          path: '/api/console/marking/queues/mq-1/scripts/5f0c2a9b11d4e08a7c3b6d52/judgement',
          body: {
            levels: { causes: 2, measures: 2, priority: 2 },
            reason: 'scheme-misapplied',
            note: 'The second cause is there.',
          },
        },
      ]);
  });

  it('who marked an answer is told that somebody else has to judge it', async () => {
    const { page, goto } = await shown.open('senior');
    await goto('/adjudication/mq-1/c91d7730aa52be64f0139d8e');
    await page.getByText('Somebody else has to judge it').waitFor();
    expect(await page.getByRole('button', { name: 'Settle' }).count()).toBe(0);
  });

  it('lets a stopped marker begin again with a note; set-up stays with administrators', async () => {
    const { page, server, goto } = await shown.open('senior');
    await goto('/marking-quality');
    await page
      .getByRole('row', { name: /C\. Duarte Stopped/ })
      .getByRole('button', { name: 'Let begin again' })
      .click();
    await page.keyboard.type('Went through five answers.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(server.posted).toContainEqual({
      path: '/api/console/marking/queues/mq-1/readmissions',
      body: { marker: 'CDuarte', note: 'Went through five answers.' },
    });
    expect(await page.getByRole('link', { name: 'Set up' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Release marks' }).count()).toBe(0);
  });
});

describe('an administrator', () => {
  it('sets a scheme field by field; a fault is told with its place and what was typed stays', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/marking-quality/mq-2');
    const form = page.getByRole('form', { name: 'Marking scheme' });
    await form.getByText(/Together at most 8 of 8/).waitFor();
    const first = form.getByLabel('Points of level 1').first();
    const save = form.getByRole('button', { name: 'Save the scheme' });
    await first.fill('none');
    await form.getByText('A number is still missing.').waitFor();
    await save.click();
    await form.getByRole('alert').getByText('Where: criteria.0.levels.0.points').waitFor();
    expect(server.posted).toEqual([]);
    expect(await first.inputValue()).toBe('none');
    await first.fill('0');
    await form.getByRole('button', { name: 'Add a level to criterion 1' }).click();
    await form
      .getByRole('button', { name: /Remove level \d of criterion 1/ })
      .last()
      .click();
    await save.click();
    await page.getByText('Saved.').waitFor();
    expect(server.posted).toMatchObject([
      { path: '/api/console/marking/queues/mq-2/scheme', body: { marks: 2, tolerance: 1.5 } },
    ]);
    await page.getByText('Several at once, as JSON').first().click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => server.posted.map(({ path }) => path)).toContain('/api/console/marking/queues/mq-2/known-scripts');
  });

  it('adds a seed answer in a form, by keyboard alone, once it is whole', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/marking-quality/mq-2');
    const form = page.getByRole('form', { name: 'Add this answer' });
    const add = form.getByRole('button', { name: 'Add this answer' });
    await form.getByText('choose a level for each criterion').waitFor();
    expect(await add.isDisabled()).toBe(true);
    await form.getByRole('radio', { name: /^Practice/ }).focus();
    await page.keyboard.press('ArrowDown');
    await form.getByLabel('The answer, as a candidate would write it').fill('Orders swing more than sales.');
    const groups = form.getByRole('radiogroup');
    for (let at = 1; at < (await groups.count()); at += 1) {
      await groups.nth(at).getByRole('radio').first().focus();
      await page.keyboard.press('Space');
    }
    await form.getByText(/Together [\d.]+ of 8 points/).waitFor();
    await form.getByLabel('Why it deserves this').fill('It names no cause.');
    await add.press('Enter');
    await form.getByText('Added. The next one can follow.').waitFor();
    expect(await form.getByLabel('The answer, as a candidate would write it').inputValue()).toBe('');
    const [{ path, body }] = server.posted as [{ path: string; body: { scripts: unknown[] } }];
    expect(path).toBe('/api/console/marking/queues/mq-2/known-scripts');
    expect(body.scripts).toEqual([
      expect.objectContaining({ kind: 'seed', text: 'Orders swing more than sales.', why: 'It names no cause.' }),
    ]);
  });

  it('releases what was held, and is told what there is to do when nothing is set up', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/marking-quality');
    await page.getByText('83 settled marks wait for their release.').waitFor();
    await page.getByRole('button', { name: 'Release marks' }).click();
    await expect.poll(() => server.posted).toEqual([{ path: '/api/console/marking/queues/mq-1/release', body: null }]);
    await page.getByText('This question has no marking scheme yet').waitFor();
    server.clear(markingRoutes.overview.path);
    await goto('/marking-quality');
    await page.getByRole('heading', { name: 'No question to mark' }).waitFor();
  });
});

describe('what is only seen on the way', () => {
  const check = async (page: Page): Promise<string[]> =>
    (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(
      ({ id, nodes }) => `${id} ${nodes.map((node) => node.target)}`,
    );

  it.each(['en', 'ar'])('the confirmation, the word after practice and the dialog pass axe in %s', async (locale) => {
    const { page, server, goto, complaints } = await shown.open('administrator');
    server.marking.practise();
    await goto(`/marking/mq-1?locale=${locale}`);
    await page.getByRole('radiogroup').waitFor();
    for (const key of ['1', '1', '1', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('radiogroup').waitFor({ state: 'detached' });
    expect(await check(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('The tills take away the second cause').waitFor();
    expect(await check(page)).toEqual([]);
    await goto(`/marking-quality?locale=${locale}`);
    await page
      .getByRole('row', { name: /C\. Duarte/ })
      .getByRole('button')
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await check(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
