/**
 * Compares each cell of the zone with the glyphs of OCR-B, by normalised correlation. The zone is printed in this font and
 * at this pitch (ICAO Doc 9303 part 3, section 4.3), so its glyphs need no learning; the text recogniser gives a second opinion.
 */
import { type Grey, sampleAt } from './image.ts';
import { GLYPH_HEIGHT, GLYPH_WIDTH, ocrB } from './ocr-b.ts';
import type { Zone } from './zone.ts';

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';
/** How far a glyph may lie off the middle of its cell, in pixels of its drawing (15 a cell). */
const SHIFT = 2;

type Shape = { glyph: string; ink: Float32Array };
const shapes: Shape[] = [...ALPHABET].map((glyph) => {
  const ink = Float32Array.from(ocrB[glyph] ?? '', (digit) => Number.parseInt(digit, 16));
  const mean = ink.reduce((sum, value) => sum + value, 0) / ink.length;
  const norm = Math.sqrt(ink.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return { glyph, ink: ink.map((value) => (value - mean) / norm) };
});

/** Likeness of a cell to each glyph of `ALPHABET`, -1 to 1. */
export type Likeness = Float32Array;

/** `[line][cell]` for the whole zone. */
export function likenessOf(grey: Grey, zone: Zone): Likeness[][] {
  const middle = zone.at(zone.cells / 2, 0);
  const below = zone.at(zone.cells / 2, 1);
  const beside = zone.at(zone.cells / 2 + 1, 0);
  const ratio = Math.hypot(below.x - middle.x, below.y - middle.y) / Math.hypot(beside.x - middle.x, beside.y - middle.y);
  const width = GLYPH_WIDTH + 2 * SHIFT;
  const height = GLYPH_HEIGHT + 2 * SHIFT;
  const field = new Float32Array(width * height);
  const patch = new Float32Array(GLYPH_WIDTH * GLYPH_HEIGHT);
  return Array.from({ length: zone.lines }, (_, j) =>
    Array.from({ length: zone.cells }, (_, i) => {
      for (let y = 0; y < height; y++) {
        const row = j + (y - (height - 1) / 2) / GLYPH_WIDTH / ratio;
        for (let x = 0; x < width; x++) {
          const at = zone.at(i + (x - (width - 1) / 2) / GLYPH_WIDTH, row);
          field[y * width + x] = 255 - sampleAt(grey, at.x, at.y);
        }
      }
      return bestOver(field, width, patch);
    }),
  );
}

function bestOver(field: Float32Array, width: number, patch: Float32Array): Likeness {
  const best = new Float32Array(shapes.length).fill(-1);
  for (let dy = 0; dy <= 2 * SHIFT; dy++)
    for (let dx = 0; dx <= 2 * SHIFT; dx++) {
      let sum = 0;
      let squares = 0;
      for (let y = 0; y < GLYPH_HEIGHT; y++)
        for (let x = 0; x < GLYPH_WIDTH; x++) {
          const value = field[(y + dy) * width + x + dx] ?? 0;
          patch[y * GLYPH_WIDTH + x] = value;
          sum += value;
          squares += value * value;
        }
      const norm = Math.sqrt(Math.max(1e-6, squares - (sum * sum) / patch.length));
      shapes.forEach(({ ink }, at) => {
        let product = 0;
        for (let p = 0; p < patch.length; p++) product += (ink[p] ?? 0) * (patch[p] ?? 0);
        best[at] = Math.max(best[at] ?? -1, product / norm);
      });
    }
  return best;
}
