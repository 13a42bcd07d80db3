/** Exams with a plan on the screen: forwards only, parts, limits, and the wait for what the server opens. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bodies, eventually, previewed, tabTo } from '../preview/page.ts';

const { open } = previewed();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const cell = (page: Page, name: string) => page.getByRole('navigation', { name: 'Questions' }).getByRole('button', { name });

it('a linear part offers no way back, and says so to eyes and ears', async () => {
  const page = await open('screen=exam&item=choices&plan=linear');
  await page.getByText('Forward only').waitFor();
  expect(await button(page, 'Back').count()).toBe(0);
  expect(await button(page, 'Mark for review').count()).toBe(0);
  expect(await button(page, 'Review all').count()).toBe(0);
  expect(await cell(page, 'Question 1, not answered, left').isDisabled()).toBe(true);
  expect(await cell(page, 'Question 3, not answered, not open yet').isDisabled()).toBe(true);
  await tabTo(page, button(page, 'Next'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Question 3 of 22' }).waitFor();
  await eventually(async () => (await bodies(page, 'show')).at(-1), { item: 'extended-text' });
  expect(await cell(page, 'Question 2, answered, marked for review, left').isDisabled()).toBe(true);
});

it('what must be answered is asked for when one goes on, not before', async () => {
  const page = await open('screen=exam&item=choice&plan=linear');
  expect(await page.getByText('must be answered').count()).toBe(0);
  await button(page, 'Next').click();
  await page.getByText('Question 1 must be answered before you can go on.').waitFor();
  await page.getByRole('radio', { name: '67%' }).check();
  await button(page, 'Next').click();
  await page.getByRole('heading', { name: 'Question 2 of 22' }).waitFor();
});

it('goes on only once the last keystroke is on the disk', async () => {
  const page = await open('screen=exam&item=choices&plan=linear');
  await page.evaluate(() => window.preview.refuse('answer', { code: 'internal', message: 'The disk is full.' }, 2));
  await page.getByRole('checkbox', { name: 'More than a thousand' }).check();
  await button(page, 'Next').click();
  await page.getByText('Not saved yet. Trying again…').waitFor();
  expect(await bodies(page, 'show')).toEqual([{ item: 'choices' }]);
  await page.getByText('Saved on this computer', { exact: true }).waitFor();
  await button(page, 'Next').click();
  await page.getByRole('heading', { name: 'Question 3 of 22' }).waitFor();
});

it('a part is left after its own list and a question, and not while an answer is missing', async () => {
  const page = await open('screen=exam&item=choice&plan=parts');
  await page.getByText('Part 1 of 2.').waitFor();
  await page.getByRole('timer', { name: 'This part, time left' }).waitFor();
  await page.getByRole('timer', { name: '“Measures of health”, time left' }).waitFor();
  await button(page, 'Review all').click();
  await page.getByRole('heading', { name: 'All questions of this part' }).waitFor();
  expect(await page.locator('main').getByRole('button').count()).toBe(6);
  await button(page, 'Leave this part…').click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText("You can't come back to its questions").waitFor();
  await dialog.getByRole('button', { name: 'Leave this part' }).click();
  await page.getByText('Part 2 of 2.').waitFor();
  await page.getByRole('heading', { name: 'Question 7 of 22' }).waitFor();
  expect(await bodies(page, 'advance')).toEqual([{}]);
  expect(await page.getByText('The time was over').count()).toBe(0);
  expect(await cell(page, 'Question 6, not answered, left').isDisabled()).toBe(true);
});

it('where the server decides what comes next, one waits with the time stopped', async () => {
  const page = await open('screen=exam&item=choice&plan=rules&offline');
  for (const number of [1, 2]) {
    await page.getByRole('heading', { name: `Question ${number}: ` }).waitFor();
    await button(page, 'Next').click();
  }
  await button(page, 'Continue').click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('Your time is stopped until then.').waitFor();
  await dialog.getByRole('button', { name: 'Leave this part' }).click();
  await page.getByRole('heading', { name: 'Getting the next questions…' }).waitFor();
  await page.getByText('The exam goes on by itself').waitFor();
});

it('says that time has moved one on, until that is read', async () => {
  const page = await open('screen=exam&item=choices&plan=linear');
  await page.getByRole('heading', { name: 'Question 2 of 22' }).waitFor();
  await page.evaluate(() => window.preview.timeOver('choices'));
  await page.getByRole('heading', { name: 'Question 3 of 22' }).waitFor();
  await page.getByText('you have been moved on to question 3').waitFor();
  await button(page, 'Dismiss').click();
  expect(await page.getByText('you have been moved on').count()).toBe(0);
});

it('a limit is announced and closes its question, and a hidden clock hides it until its last minute', async () => {
  const page = await open('screen=exam&item=choice&plan=parts');
  await button(page, 'Hide the time left').click();
  expect(await page.getByRole('timer').count()).toBe(0);
  await page.evaluate(() => window.preview.limitLeft('limit-section', 60_300));
  await page.getByText('“Measures of health”: 1 minute left').waitFor({ state: 'attached' });
  await page.getByRole('timer', { name: '“Measures of health”, time left' }).waitFor();
  await page.evaluate(() => window.preview.limitLeft('limit-section', 0));
  await page.getByText('The time for this question is over.').waitFor();
  expect(await page.getByRole('radio', { name: '67%' }).isDisabled()).toBe(true);
});
