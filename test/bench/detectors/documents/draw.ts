/** Draws clean documents of an invented country with Chromium, their zone in OCR-B from Debian's `fonts-ocr-b`. */
import { existsSync, readFileSync } from 'node:fs';
import { decode } from 'jpeg-js';
import { chromium } from 'playwright-core';
import type { Rgba } from '../../../../desktop/renderer/monitors/document/image.ts';
import type { MrzFormat } from '../../../../desktop/renderer/monitors/document/mrz/layout.ts';
import { type Holder, mrzOf } from '../../../../desktop/renderer/monitors/document/testing.ts';

const font = '/usr/share/fonts/opentype/ocr-b/OCRB.otf';
export const canDraw = (): boolean => existsSync(font);

/** Size in mm of the card or page, and where the first glyph of the zone stands (ISO/IEC 7810; Doc 9303 parts 4 to 6). */
const shapes: Record<MrzFormat, { width: number; height: number; left: number; title: string; cells: number }> = {
  TD1: { width: 85.6, height: 54, left: 4, title: 'IDENTITY CARD', cells: 30 },
  TD2: { width: 105, height: 74, left: 4, title: 'RESIDENCE CARD', cells: 36 },
  TD3: { width: 125, height: 88, left: 5, title: 'PASSPORT', cells: 44 },
};
const PX = 12;

export type Drawn = { format: MrzFormat | null; holder: Holder; lines: string[]; picture: Rgba };
export type Wish = { format: MrzFormat | null; holder: Holder; portrait?: Uint8Array };

const page = ({ format, holder, portrait }: Wish): string => {
  const { width, height, left, title, cells } = shapes[format ?? 'TD1'];
  const px = (mm: number) => `${(mm * PX).toFixed(1)}px`;
  const zone = format ? mrzOf(format, holder) : [];
  const field = (label: string, value: string) => `<p><small>${label}</small>${value}</p>`;
  const face = portrait ? `data:image/jpeg;base64,${Buffer.from(portrait).toString('base64')}` : '';
  const date = (text: string) =>
    `${text.slice(4)}.${text.slice(2, 4)}.${Number(text.slice(0, 2)) > 40 ? 19 : 20}${text.slice(0, 2)}`;
  return `<!doctype html><meta charset="utf-8"><style>
    @font-face { font-family: zone; src: url(data:font/otf;base64,${readFileSync(font).toString('base64')}) }
    body { margin: 0; width: ${px(width)}; height: ${px(height)}; position: relative; color: #1c1c20; font: ${px(3)} "DejaVu Sans", sans-serif;
      background: repeating-radial-gradient(circle at 30% 40%, #e6ecef 0 7px, #dde8e2 7px 15px) }
    h1 { font-size: ${px(2.8)}; margin: 0; position: absolute; left: ${px(4)}; top: ${px(2)} }
    .face { position: absolute; left: ${px(4)}; top: ${px(8)}; width: ${px(height * 0.3)}; height: ${px(height * 0.38)}; object-fit: cover; background: #b9c3c9 }
    .fields { position: absolute; left: ${px(height * 0.3 + 8)}; top: ${px(7)} }
    p { margin: 0 0 ${px(0.8)} } small { display: block; font-size: ${px(1.6)}; color: #4a5a66 }
    pre { position: absolute; left: ${px(left)}; bottom: ${px(5)}; margin: 0; font: 10px zone; line-height: 1 }
    pre span { display: block; height: ${px(4.23)} }
    </style><h1>UTOPIA ${format ? title : 'CITY CARD'} SPECIMEN</h1>${face ? `<img class="face" src="${face}">` : '<div class="face"></div>'}
    <div class="fields">${field('Surname / Nom', holder.surname.toUpperCase())}${field('Given names / Prénoms', holder.given.toUpperCase())}${field('Date of birth', date(holder.birth))}${field('Document No.', holder.number)}</div>
    <pre data-cells="${cells}">${zone.map((line) => `<span>${line.replaceAll('<', '&lt;')}</span>`).join('')}</pre>`;
};

/** One picture each, 12 px a mm. */
export async function drawDocuments(wishes: readonly Wish[]): Promise<Drawn[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const drawn: Drawn[] = [];
    for (const wish of wishes) {
      const { width, height } = shapes[wish.format ?? 'TD1'];
      const view = await browser.newPage({ viewport: { width: Math.round(width * PX), height: Math.round(height * PX) } });
      await view.setContent(page(wish));
      // Ten characters to the inch, whatever the font's own measure.
      await view.evaluate(async (pitch) => {
        await document.fonts.load('10px zone');
        const zone = document.querySelector('pre');
        const line = zone?.querySelector('span');
        if (!zone || !line) return;
        const range = document.createRange();
        range.selectNodeContents(line);
        const cells = Number(zone.dataset.cells);
        zone.style.fontSize = `${(10 * pitch * cells) / range.getBoundingClientRect().width}px`;
      }, 2.54 * PX);
      const jpeg = await view.screenshot({ type: 'jpeg', quality: 96 });
      await view.close();
      const lines = wish.format ? mrzOf(wish.format, wish.holder) : [];
      drawn.push({ format: wish.format, holder: wish.holder, lines, picture: decode(jpeg, { useTArray: true }) });
    }
    return drawn;
  } finally {
    await browser.close();
  }
}
