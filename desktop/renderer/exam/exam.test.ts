import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bodies, eventually, lastAnswer, previewed, tabTo } from '../preview/page.ts';

const { open } = previewed();

const essay = 'screen=exam&item=extended-text';
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

it('hands the last keystrokes to main before it leaves a question', async () => {
  const page = await open(essay);
  await page.getByRole('textbox').pressSequentially('Last words');
  await button(page, 'Next').click();
  await eventually(() => lastAnswer(page), { item: 'extended-text', responses: { RESPONSE: ['Last words'] } });
  const channels = (
    await page.evaluate(() =>
      window.preview.calls.map(({ channel, body }) => `${channel} ${(body as { item?: string }).item ?? ''}`),
    )
  ).filter((call) => /^(answer|show)/.test(call));
  expect(channels.indexOf('show inline-choice')).toBeGreaterThan(channels.lastIndexOf('answer extended-text'));
});

it('hands them over when the page is hidden, without waiting for a pause', async () => {
  const page = await open(essay);
  await page.getByRole('textbox').pressSequentially('Half a sent');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  expect((await bodies(page, 'answer')).at(-1)).toEqual({ item: 'extended-text', responses: { RESPONSE: ['Half a sent'] } });
});

it('says that an answer is not saved while main refuses it, and saves it at last', async () => {
  const page = await open('screen=exam&item=choice');
  await page.evaluate(() => window.preview.refuse('answer', { code: 'internal', message: 'The disk is full.' }, 1));
  await page.getByRole('radio', { name: '67%' }).check();
  await page.getByText('Not saved yet. Trying again…').waitFor();
  await page.getByText('Saved on this computer', { exact: true }).waitFor();
  expect(await bodies(page, 'answer')).toHaveLength(2);
});

it('names what is unanswered before handing in, and hands in only then', async () => {
  const page = await open('screen=exam&item=choice');
  await button(page, 'Review all').click();
  await button(page, 'Hand in…').click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('20 of 22 questions are not fully answered.').waitFor();
  await dialog.getByText('2 questions are still marked').waitFor();
  await dialog.getByRole('button', { name: 'Not yet' }).click();
  expect(await bodies(page, 'submit')).toEqual([]);
  await button(page, 'Hand in…').click();
  await button(page, 'Hand in now').click();
  await page.getByRole('heading', { name: 'You have handed in your exam' }).waitFor();
  expect(await bodies(page, 'submit')).toEqual([{}]);
});

it('hands in nothing while the last change cannot be saved', async () => {
  const page = await open(essay);
  await page.evaluate(() => window.preview.refuse('answer', { code: 'internal', message: 'The disk is full.' }, 99));
  await page.getByRole('textbox').pressSequentially('Unsaved');
  await button(page, 'Review all').click();
  await button(page, 'Hand in…').click();
  await button(page, 'Hand in now').click();
  await page.getByText('so nothing was handed in').waitFor();
  expect(await bodies(page, 'submit')).toEqual([]);
});

it('is walked by keys alone: mark, next, the list of all, and back to a question', async () => {
  const page = await open('screen=exam&item=choice');
  await tabTo(page, button(page, 'Mark for review'));
  await page.keyboard.press('Space');
  await eventually(() => bodies(page, 'mark'), [{ item: 'choice', marked: true }]);
  await tabTo(page, button(page, 'Next'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Question 2 of 22: Sources of bias' }).waitFor();
  await tabTo(page, button(page, 'Review all'));
  await page.keyboard.press('Enter');
  await tabTo(page, button(page, /Vaccine effectiveness/));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Question 1 of 22: Vaccine effectiveness' }).waitFor();
  expect(await page.locator('[aria-current=step]').getAttribute('aria-label')).toBe(
    'Question 1, not answered, marked for review',
  );
});

it('hides the time, brings it back at five minutes, and reads it out on request', async () => {
  const page = await open('screen=exam&left=600');
  await button(page, 'Hide the time left').click();
  expect(await page.getByRole('timer').count()).toBe(0);
  await page.evaluate(() => window.preview.pushSitting({ remainingMs: 300_500 }));
  await page.getByText('5 minutes left').waitFor();
  await page.getByRole('timer').waitFor();
  await page.evaluate(() => window.preview.pushSitting({ remainingMs: 3_723_000, running: false }));
  await page.getByText('Time is hidden').waitFor();
  await page.keyboard.press('Alt+t');
  await page.getByText('1 hour 2 minutes 3 seconds left').waitFor();
});

it('takes no more changes once the time is over', async () => {
  const page = await open('screen=exam&item=choice&left=600');
  expect(await page.getByRole('radio', { name: '67%' }).isDisabled()).toBe(false);
  await page.evaluate(() => window.preview.pushSitting({ remainingMs: 0 }));
  await eventually(() => page.getByRole('radio', { name: '67%' }).isDisabled(), true);
});

it('comes back from a pause to the same question with the same words', async () => {
  const page = await open(essay);
  await page.getByRole('textbox').fill('Before the alarm');
  await page.evaluate(() => window.preview.push({ screen: 'paused' }));
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  await page.evaluate(() => window.preview.push({ screen: 'exam' }));
  expect(await page.getByRole('textbox').inputValue()).toBe('Before the alarm');
});

it('tells of lost time, more time, messages and the lost connection', async () => {
  const page = await open('screen=exam&restored&extended&message&offline&stand-in');
  await page.getByText('An interruption took 3 minutes; 3 minutes were given back.').waitFor();
  await page.getByText('10 minutes were added to your time.').waitFor();
  await page.getByText('You are offline. Keep working.').waitFor();
  await page.getByText('5 records wait to be sent').waitFor();
  await page.getByText('not in Electron, so lockdown is not enforced').waitFor();
  await button(page, 'All messages').click();
  await page.getByRole('dialog').getByText('You have ten more minutes').waitFor();
});

it('sends small stills while the exam runs, and a signal when the camera stops', async () => {
  const page = await open('screen=exam');
  await eventually(async () => (await bodies(page, 'still')).length > 0, true);
  await page.evaluate(() => {
    const media = navigator.mediaDevices;
    media.getUserMedia = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  });
  await page.evaluate(() => window.preview.push({ screen: 'waiting' }));
  await page.evaluate(() => window.preview.push({ screen: 'exam' }));
  await page.getByText('The camera has stopped').waitFor();
  expect((await bodies(page, 'signal')).at(-1)).toMatchObject({ signal: 'camera-lost', confidence: 1 });
});

it('moves the line between case and question by keys, the other way where text runs right to left', async () => {
  for (const [locale, key] of [
    ['en', 'ArrowRight'],
    ['ar', 'ArrowLeft'],
  ] as const) {
    const page = await open(`screen=exam&item=choice&locale=${locale}`);
    const line = page.getByRole('separator');
    await tabTo(page, line);
    await page.keyboard.press(key);
    expect(await line.getAttribute('aria-valuenow')).toBe('54');
  }
});

it('shows case and question as tabs at 150 % text, and makes everything larger', async () => {
  const page = await open('screen=exam&item=choice');
  const before = await page.getByText('85%').evaluate((element) => getComputedStyle(element).fontSize);
  await button(page, 'Display').click();
  await page.getByRole('radio', { name: '150%' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Case' }).click();
  await page.getByRole('heading', { name: 'Measles outbreak in Karamu district' }).waitFor();
  await page.getByRole('tab', { name: 'Question' }).click();
  const after = await page.getByText('85%').evaluate((element) => getComputedStyle(element).fontSize);
  expect(Number.parseFloat(after) / Number.parseFloat(before)).toBeCloseTo(1.5);
  await page.evaluate(() => localStorage.clear());
});

it('sends a request for help and shows that it is on its way', async () => {
  const page = await open('screen=exam');
  await button(page, 'Get help').click();
  await page.getByRole('textbox', { name: 'What do you need help with?' }).fill('The picture is blurred.');
  await button(page, 'Ask a proctor').click();
  await page.getByText('A proctor has been asked').waitFor();
  expect(await bodies(page, 'askHelp')).toEqual([{ text: 'The picture is blurred.' }]);
});

it('takes a comment where the question asks for one, by keys alone, and hands it to main with its last keystroke', async () => {
  const page = await open('screen=exam&item=choices');
  const field = page.getByRole('textbox', { name: 'Comment on this question (optional)' });
  await tabTo(page, field);
  await page.keyboard.type('The table is cut off');
  await button(page, 'Next').click();
  await eventually(async () => (await bodies(page, 'comment')).at(-1), { item: 'choices', text: 'The table is cut off' });
  await button(page, 'Back').click();
  expect(await field.inputValue()).toBe('The table is cut off');
  expect(await bodies(page, 'answer')).toEqual([]);
  await page.evaluate(() => window.preview.pushSitting({ remainingMs: 0 }));
  await eventually(() => field.isDisabled(), true);
  await button(page, 'Next').click();
  await eventually(() => field.count(), 0);
});

it('keeps the other questions usable when one cannot be shown', async () => {
  const page = await open('screen=exam&item=broken');
  await page.getByText('This question cannot be shown').waitFor();
  await button(page, 'Back').click();
  await page.getByRole('slider').waitFor();
});
