/** Staff at the console in a real Chromium, and the same routes without a screen. */
import { type Browser, chromium, type Page } from 'playwright-core';
import type { ExamServer } from './exam-server.ts';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.INVIGIL_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

/** Signs in as the nth member of the demo's staff. */
export async function signIn(browser: Browser, server: ExamServer, email: string): Promise<Page> {
  const account = server.codes().staff.find((member) => member.email === email);
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en' })).newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel(/mail/i).fill(email);
  await page.getByLabel(/code/i).fill(account?.code ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /sign out/i }).waitFor();
  return page;
}
/** A signed-in page's own look at a route. */
export const read = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (where) => (await fetch(where)).json(), path) as Promise<T>;
