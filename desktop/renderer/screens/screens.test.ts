import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { everyScreen } from '../preview/catalogue.ts';
import { bodies, eventually, previewed } from '../preview/page.ts';

const { open, blank } = previewed();

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** A phone held upright, and a laptop of 1366x768 at a zoom of 200 %. */
const tight = [
  { width: 390, height: 844 },
  { width: 683, height: 384 },
];

describe.each(everyScreen)('%s', (query) => {
  it.each(['en', 'ar'])('breaks no WCAG 2.2 AA rule that axe knows, in %s', async (locale) => {
    const page = await open(`${query}&locale=${locale}`);
    const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    for (const size of tight) {
      await page.setViewportSize(size);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `no scrolling sideways at ${size.width}x${size.height}`).toBeLessThanOrEqual(size.width);
    }
  });
});

it('goes from the code to the end of check-in, with pictures from the camera', async () => {
  const page = await open('screen=launch');
  await page.getByRole('textbox', { name: 'Launch code or link' }).fill('K7QM-2RXA-9TDE');
  await page.getByRole('button', { name: 'Go to my exam' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'I agree' }).click();
  for (const purpose of ['portrait', 'document'] as const) {
    await page.getByRole('button', { name: 'Take the picture' }).click();
    await page.getByRole('button', { name: 'Take again' }).click();
    await page.getByRole('button', { name: 'Take the picture' }).click();
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await eventually(async () => (await bodies(page, 'picture')).length, purpose === 'portrait' ? 1 : 2);
  }
  await page.getByRole('heading', { name: 'Please wait a moment' }).waitFor();
  expect(await bodies(page, 'launch')).toEqual([{ codeOrLink: 'K7QM-2RXA-9TDE' }]);
  expect(await bodies(page, 'consent')).toEqual([{ locale: 'en' }]);
  const magic = await page.evaluate(() =>
    window.preview.calls.flatMap(({ channel, body }) =>
      channel === 'picture' ? [[...(body as { jpeg: Uint8Array }).jpeg.slice(0, 3)]] : [],
    ),
  );
  expect(magic).toEqual([
    [0xff, 0xd8, 0xff],
    [0xff, 0xd8, 0xff],
  ]);
});

it('says what to do when the camera is refused', async () => {
  const { page, url } = await blank();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  await page.goto(`${url}?screen=portrait`);
  await page.getByText('Allow Invigil to use the camera').waitFor();
  expect(await page.getByRole('button', { name: 'Take the picture' }).isDisabled()).toBe(true);
});

it('lists the rules that refused, and offers another try', async () => {
  const page = await open('screen=refused');
  await page.getByText('Exam fee: not paid').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('textbox', { name: 'Launch code or link' }).waitFor();
});

it('asks before closing while work is still to be sent', async () => {
  const page = await open('screen=finished&sending');
  await page.getByRole('button', { name: 'Close Invigil' }).click();
  await page.getByRole('alertdialog').waitFor();
  expect(await bodies(page, 'quit')).toEqual([]);
  await page.getByRole('button', { name: 'Close all the same' }).click();
  await eventually(() => bodies(page, 'quit'), [{}]);
});
