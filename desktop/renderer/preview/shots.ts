/** Writes a picture of every screen: `node desktop/renderer/preview/shots.ts FOLDER [QUERY...]`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { everyScreen } from './catalogue.ts';
import { servePreview } from './serve.ts';

const [folder = 'out/shots', ...queries] = process.argv.slice(2);
const sizes = [
  { name: 'desktop', width: 1366, height: 768 },
  { name: 'phone', width: 390, height: 844 },
];
await mkdir(folder, { recursive: true });
const preview = await servePreview();
try {
  for (const size of sizes) {
    const page = await preview.browser.newPage({ viewport: size });
    for (const query of queries.length > 0 ? queries : everyScreen) {
      await page.goto(`${preview.url}?${query}`);
      await page.locator('h1').first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      if (/portrait|document/.test(query)) await page.locator('main button:not(:disabled)').first().waitFor();
      await page.screenshot({
        fullPage: !query.includes('screen=exam'),
        path: join(folder, `${query.replace(/[&=]/g, '-')}.${size.name}.png`),
      });
    }
    await page.close();
  }
} finally {
  await preview.close();
}
