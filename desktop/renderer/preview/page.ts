/** What the browser tests share: opening a view, moving by keys alone, reading what main was told. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Call } from './fake-bridge.ts';
import type { Served } from './serve.ts';

/** A context whose pages report anything that breaks the content policy or throws. */
export async function openContext(served: Served, viewport = { width: 1366, height: 768 }) {
  const context = await served.browser.newContext({ viewport, locale: 'en' });
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { context, faults };
}

/** A page on the view that `query` names, loaded. */
export async function openView(served: Served, context: BrowserContext, query: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${served.url}?${query}`);
  await page.locator('h1').first().waitFor();
  return page;
}

/** Presses Tab, as a person without a pointer would, until `target` has the focus. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reached ${target}`);
}

/** Bodies of the calls of one channel, oldest first. */
export const bodies = async (page: Page, channel: string): Promise<unknown[]> =>
  (await page.evaluate(() => window.preview.calls)).filter((call: Call) => call.channel === channel).map((call) => call.body);

/** The responses of the last answer, once there is one. */
export async function lastAnswer(page: Page): Promise<unknown> {
  await page.waitForFunction(() => window.preview.calls.some((call) => call.channel === 'answer'));
  return (await bodies(page, 'answer')).at(-1);
}

/** Waits, on a busy machine for a while, until `read` gives what `expected` describes. */
export const eventually = (read: () => Promise<unknown>, expected: unknown): Promise<void> =>
  expect.poll(read, { timeout: 15_000 }).toEqual(expected);
