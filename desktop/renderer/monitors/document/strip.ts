/** The zone as it would be printed straight: even cells, even lines, black on white. */
import { type Grey, sampleAt, stretched } from './image.ts';
import type { Zone } from './zone.ts';

/** Pixels a cell is wide in the straightened zone: about the size the engine's shapes were trained at. */
export const CELL = 30;
/** White around, so that no glyph touches the edge. */
const MARGIN = 20;

export type Strip = { picture: Grey; cellOf: (x: number) => number; lineOf: (y: number) => number };

/** Straightened; the ends reach over by `slack` cells on both sides. */
export function stripOf(grey: Grey, zone: Zone): Strip {
  // Lines stand as far apart as on the document, so that glyphs keep their shape.
  const middle = zone.at(zone.cells / 2, 0);
  const below = zone.at(zone.cells / 2, 1);
  const beside = zone.at(zone.cells / 2 + 1, 0);
  const ratio = Math.hypot(below.x - middle.x, below.y - middle.y) / Math.hypot(beside.x - middle.x, beside.y - middle.y);
  const line = Math.round(CELL * Math.min(3, Math.max(1, ratio)));
  const width = zone.cells * CELL + 2 * MARGIN;
  const height = zone.lines * line + 2 * MARGIN;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const j = (y - MARGIN) / line - 0.5;
    for (let x = 0; x < width; x++) {
      const i = (x - MARGIN) / CELL - 0.5;
      const from = zone.at(i, j);
      data[y * width + x] = sampleAt(grey, from.x, from.y);
    }
  }
  return {
    picture: stretched({ width, height, data }, 0.02, 0.5),
    cellOf: (x) => Math.round((x - MARGIN) / CELL - 0.5),
    lineOf: (y) => Math.round((y - MARGIN) / line - 0.5),
  };
}
