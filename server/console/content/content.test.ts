/// <reference types="node" />
/** Importing a content package in a real browser: what was taken, what was refused and where, and by keyboard alone. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ContentReport, consoleRoutes } from '../../../shared/contract/console.ts';
import { contentRoutes, type ExamRow } from '../../../shared/contract/content.ts';
import { type Shown, settled, show } from '../preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

const exam: ExamRow = {
  id: 'ex_9',
  assessment: 'final',
  version: 2,
  title: 'Final examination',
  items: 24,
  publishedAt: Date.UTC(2026, 10, 2),
  publishedBy: 'R. Lindqvist',
};
const taken: ContentReport = {
  exam: 'ex_9',
  items: 24,
  problems: [],
  warnings: [{ file: 'items/q07.xml', line: 12, message: 'The picture has no text beside it.' }],
};
const refused: ContentReport = {
  exam: null,
  items: 0,
  problems: [
    { file: 'imsmanifest.xml', line: null, message: 'The file items/q99.xml is listed and is not in the package.' },
    { file: 'items/q03.xml', line: 41, message: 'The response RESPONSE_2 is used and never declared.' },
  ],
  warnings: [],
};

/** Answers as a server would that knows the exam once the package was taken. */
async function answer(page: Page, replies: (ContentReport | { code: string; message: string })[]) {
  const sent: (Buffer | null)[] = [];
  let exams: ExamRow[] = [];
  await page.route(
    (url) => url.pathname === contentRoutes.exams.path,
    (route) => route.fulfill({ json: exams }),
  );
  await page.route(
    (url) => url.pathname === consoleRoutes.importContent.path,
    async (route) => {
      sent.push(route.request().postDataBuffer());
      const reply = replies.shift() ?? refused;
      if ('code' in reply) return await route.fulfill({ status: 413, json: reply });
      if (reply.exam !== null) exams = [exam];
      return await route.fulfill({ json: reply });
    },
  );
  return sent;
}
const zip = (text: string) => ({ name: 'exam.zip', mimeType: 'application/zip', buffer: Buffer.from(text) });

/** Chooses a file by way of the button, pressed from the keyboard. */
async function choose(page: Page, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a zip file' }).press('Enter'),
  ]);
  await chooser.setFiles(zip(text));
}

describe('importing a content package', () => {
  it('names every fault by file and line, and says that nothing was taken; the mended package is then in the list', async () => {
    const { page, goto, complaints } = await shown.open('administrator');
    const sent = await answer(page, [refused, taken]);
    await goto('/exams');
    await settled(page);
    await page.getByText('No exam is published yet').waitFor();
    await choose(page, 'broken');
    const problems = page.getByRole('table', { name: 'What is wrong with the package', exact: true });
    await page.getByText('Nothing was published: 2 problems.').waitFor();
    await problems.getByRole('row', { name: /items\/q03\.xml 41 The response RESPONSE_2/ }).waitFor();
    expect(await problems.getByRole('row').count()).toBe(3);
    expect(await page.getByRole('table', { name: 'Exams', exact: true }).count()).toBe(0);

    await choose(page, 'mended');
    await page.getByRole('row', { name: /Final examination 2 24/ }).waitFor();
    expect(await problems.count()).toBe(0);
    await page.getByText('The picture has no text beside it.').waitFor();
    expect(sent.map(String)).toEqual(['broken', 'mended']);
    expect(complaints).toEqual([]);
  });

  it('tells what the server refused, and takes another file afterwards, at 390 px and from right to left', async () => {
    const { page, goto, complaints } = await shown.open('administrator', { viewport: { width: 390, height: 844 } });
    const sent = await answer(page, [{ code: 'too-large', message: 'A package may have 200 MB.' }, taken]);
    await goto('/exams?locale=ar');
    await settled(page);
    const input = page.locator('input[type=file]');
    await input.setInputFiles(zip('huge'));
    await page.getByRole('alert').getByText('A package may have 200 MB.').waitFor();
    await input.setInputFiles(zip('small'));
    await page.getByText('Final examination').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(sent).toHaveLength(2);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
    expect(complaints).toEqual([]);
  });
});
