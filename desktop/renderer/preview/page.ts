/** What the browser tests share: opening a view, moving by keys alone, reading what main was told. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Call } from './fake-bridge.ts';
import { type Served, servePreview } from './serve.ts';

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

/**
 * The preview for the tests of one file: served before the first, taken away after the last. After each its pages are closed,
 * and none of them may have broken the content policy or thrown.
 */
export function previewed() {
  let served: Served | undefined;
  let opened: Awaited<ReturnType<typeof openContext>> | undefined;
  beforeAll(async () => {
    served = await servePreview();
    opened = await openContext(served);
  });
  afterEach(async () => {
    for (const page of opened?.context.pages() ?? []) await page.close();
    expect(opened?.faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await opened?.context.close();
    await served?.close();
  });
  const there = () => {
    if (!served || !opened) throw new Error('the preview is not served yet');
    return { served, context: opened.context };
  };
  return {
    /** A page on the view that `query` names, loaded. */
    open: (query: string): Promise<Page> => openView(there().served, there().context, query),
    /** An empty page, for what must be put in place before a view loads; and the views' address. */
    blank: async () => ({ page: await there().context.newPage(), url: there().served.url }),
  };
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
