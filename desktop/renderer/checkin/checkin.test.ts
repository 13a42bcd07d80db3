import { expect, it } from 'vitest';
import { bodies, eventually, previewed, tabTo } from '../preview/page.ts';

const { open } = previewed();

it('says how to sit, and sets the camera to this face before the portrait is handed over', async () => {
  const page = await open('screen=portrait');
  await page.getByRole('status').filter({ hasText: 'That is good. Take the picture when you like.' }).waitFor();
  // The preview's detectors see a face at once; a baseline takes a few looks.
  await page.waitForTimeout(4000);
  await page.getByRole('button', { name: 'Take the picture' }).click();
  await page.getByRole('button', { name: 'Use this picture' }).click();
  await page.getByRole('heading', { name: 'Your identity document' }).waitFor();
  const [enrolled] = (await bodies(page, 'enrol')) as { descriptors: number[][]; baseline: { openness: number } | null }[];
  expect(enrolled?.descriptors.every((one) => one.length === 128)).toBe(true);
  expect(enrolled?.baseline?.openness).toBeCloseTo(0.3);
  expect(await bodies(page, 'calibrated')).toMatchObject([{ light: 'good', confidence: 0.95 }]);
});

it('hands a document over without a reading where the reader cannot run: people look at it', async () => {
  const page = await open('screen=document');
  await page.getByRole('button', { name: 'Take the picture' }).click();
  await page.getByRole('status').filter({ hasText: 'It could not be read. A person will look at the picture' }).waitFor();
  await page.getByRole('button', { name: 'Use this picture' }).click();
  await page.getByRole('heading', { name: 'Please wait a moment' }).waitFor();
  const [sent] = (await bodies(page, 'picture')) as { reading: unknown }[];
  expect(sent?.reading).toMatchObject({ source: 'none', name: 'unread', digits: '' });
});

it('lets every step be left out by keyboard alone, with a reason', async () => {
  const page = await open('screen=document');
  await tabTo(page, page.getByRole('button', { name: 'I cannot do this step' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Leave this step out' });
  await dialog.waitFor();
  const first = dialog.getByRole('radio', { name: 'A disability or an illness' });
  await tabTo(page, first);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, dialog.getByRole('textbox', { name: 'In your own words' }));
  await page.keyboard.type('It was stolen.');
  await tabTo(page, dialog.getByRole('button', { name: 'Leave it out and go on' }));
  await page.keyboard.press('Enter');
  await eventually(() => bodies(page, 'declineStep'), [{ step: 'document', reason: 'no-document', words: 'It was stolen.' }]);
});

it('counts the pictures of the room, and is done after the fourth', async () => {
  const page = await open('screen=room');
  for (const number of [2, 3]) {
    await page.getByRole('button', { name: `Take picture ${number} of 4` }).click();
    await page
      .getByRole('status')
      .filter({ hasText: `Picture ${number} of 4 is taken.` })
      .waitFor({ state: 'attached' });
  }
  expect(await bodies(page, 'roomScanned')).toEqual([]);
  await page.getByRole('button', { name: 'Take picture 4 of 4' }).click();
  await eventually(() => bodies(page, 'roomScanned'), [{}]);
});

it('lets somebody go on who does not turn and blink as asked', async () => {
  const page = await open('screen=liveness');
  await page.getByRole('button', { name: 'Begin' }).click();
  // The preview's face never moves: the first step runs out of time.
  await page.getByRole('status').filter({ hasText: 'That did not work this time.' }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Go on all the same' }).click();
  await eventually(async () => (await bodies(page, 'livenessChecked')).length, 1);
  expect(await bodies(page, 'livenessChecked')).toMatchObject([{ outcome: 'timed-out' }]);
});
