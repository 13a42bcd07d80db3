/// <reference types="node" />
/** Every page for everyone: WCAG 2.2 A and AA as far as a machine can tell, narrow screens, 200 % zoom, both directions. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addresses, inLocale, type Shown, settled, show } from './preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const sizes = [
  { width: 390, height: 844 },
  { width: 683, height: 384 },
];

describe.each(['en', 'ar'])('in %s', (locale) => {
  it('every page passes axe, breaks no rule of the page’s policy and lacks no message', async () => {
    const { page, goto, complaints } = await shown.open('administrator');
    const found: string[] = [];
    for (const [name, address] of Object.entries(addresses)) {
      await goto(inLocale(address, locale));
      await settled(page);
      if (name === 'wall') await page.locator('[data-sitting="sit_06"]').click();
      for (const closed of await page.locator('summary').all()) await closed.click();
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      found.push(
        ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id} ${node.target} ${node.failureSummary}`)),
      );
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  }, 300_000);

  it('the dialogs pass axe', async () => {
    const { page, goto } = await shown.open('administrator');
    await goto(`/wall?locale=${locale}`);
    await page.locator('[data-sitting="sit_06"]').click();
    for (const key of ['p', 'e', 'm', '?']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      expect(violations.map(({ id, nodes }) => `${key}: ${id} ${nodes.map((node) => node.target)}`)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  }, 60_000);

  it.each(sizes)(
    'no page scrolls sideways at $width by $height',
    async (viewport) => {
      const { page, goto } = await shown.open('administrator', { viewport });
      const wide: string[] = [];
      for (const [name, address] of Object.entries(addresses)) {
        await goto(inLocale(address, locale));
        await settled(page);
        if (name === 'wall') await page.locator('[data-sitting="sit_06"]').click();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) wide.push(`${name} by ${over}px`);
      }
      expect(wide).toEqual([]);
    },
    120_000,
  );
});
