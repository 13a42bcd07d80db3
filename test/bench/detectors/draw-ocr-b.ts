/**
 * `node test/bench/detectors/draw-ocr-b.ts`: draws the 37 glyphs of the machine-readable zone in OCR-B with Chromium, small, and writes them as
 * data into the client's reader. Run it only to change their size; the result is in the repository. The font is Debian's
 * `fonts-ocr-b` (Norbert Schwarz and Matthew Skala; public domain and free of limits).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const font = '/usr/share/fonts/opentype/ocr-b/OCRB.otf';
const target = path.resolve(import.meta.dirname, '../../../desktop/renderer/monitors/document/ocr-b.ts');
const glyphs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';
const width = 15;
const height = 22;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
const drawn = await page.evaluate(
  async ({ glyphs, width, height, data }) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const face = new FontFace('OCR B', bytes.buffer);
    document.fonts.add(await face.load());
    const scale = 16;
    const canvas = new OffscreenCanvas(width * scale, height * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('Chromium draws nothing.');
    context.font = '100px "OCR B"';
    const size = (100 * width * scale) / context.measureText('0').width;
    context.font = `${size}px "OCR B"`;
    const capital = context.measureText('H');
    const base = (height * scale + capital.actualBoundingBoxAscent) / 2;
    return [...glyphs].map((glyph) => {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = '#000';
      context.fillText(glyph, 0, base);
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
      let text = '';
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          let dark = 0;
          for (let dy = 0; dy < scale; dy++)
            for (let dx = 0; dx < scale; dx++)
              dark += 255 - (pixels[((y * scale + dy) * canvas.width + x * scale + dx) * 4] ?? 255);
          text += Math.round((dark / (255 * scale * scale)) * 15).toString(16);
        }
      return { glyph, text };
    });
  },
  { glyphs, width, height, data: readFileSync(font).toString('base64') },
);
await browser.close();
const lines = drawn.map(({ glyph, text }) => `  '${glyph}': '${text}',`);
writeFileSync(
  target,
  `/** The glyphs of OCR-B, drawn by test/bench/detectors/draw-ocr-b.ts: ink from 0 to f, row by row, one cell of the pitch wide. */
export const GLYPH_WIDTH = ${width};
export const GLYPH_HEIGHT = ${height};
export const ocrB: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
console.log(`${drawn.length} glyphs written to ${path.relative(process.cwd(), target)}`);
