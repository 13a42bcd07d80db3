/**
 * A document's zone out of pictures of it: find, straighten, compare, and decode over all pictures together. One picture
 * often is enough; where it is not, the same cell seen three times is.
 */

import type { OcrEngine } from './engine.ts';
import { patchesOf } from './glyphs.ts';
import { type Grey, inkOf } from './image.ts';
import { ALPHABET, type Likeness, likenessOf } from './match.ts';
import { decodeMrz, GLYPHS } from './mrz/decode.ts';
import { type Layout, layoutOf } from './mrz/layout.ts';
import { type Mrz, parseMrz } from './mrz/parse.ts';
import { stripOf } from './strip.ts';
import { linesOf, type Zone, zoneOf } from './zone.ts';

/** What one picture shows of the zone. `pitch`: pixels from glyph to glyph. `clear` is the mean likeness of the best glyphs: below 0.6 nothing can be read. */
export type Sighting = { layout: Layout; prices: Float32Array[][]; clear: number; pitch: number };
export type MrzReading = {
  mrz: Mrz;
  lines: string[];
  /** Pictures that showed the zone. */
  sightings: number;
  clear: number;
  /** What it cost to make the check digits right, in likeness; 0 when they were right as seen. */
  mended: number;
  /** Cells that were mended. */
  changed: number;
};

/** Worth of the text recogniser's word against the likeness of shapes. */
const SECOND_OPINION = 0.05;
const LEAST_CLEAR = 0.6;
/** Beyond these, right check digits would be luck: another picture is asked for. */
const MOST_MENDED = 0.3;
const MOST_CHANGED = 4;

const turned = (zone: Zone): Zone => ({ ...zone, at: (i, j) => zone.at(zone.cells - 1 - i, zone.lines - 1 - j) });
const moved = (zone: Zone, by: number): Zone => ({ ...zone, at: (i, j) => zone.at(i + by, j) });

const clearOf = (likeness: readonly (readonly Likeness[])[]): number => {
  const best = likeness.flatMap((line) => line.map((cell) => Math.max(...cell)));
  return best.reduce((sum, value) => sum + value, 0) / Math.max(1, best.length);
};

/** Where the zone lies, tried with paper seen finer and coarser; null when there is none. */
export function findZone(grey: Grey): Zone | null {
  for (const [part, share] of [
    [20, 0.82],
    [32, 0.88],
    [12, 0.75],
  ] as const) {
    const ink = inkOf(grey, Math.max(9, Math.round(grey.width / part)), share);
    const glyphs = patchesOf(ink, grey.width, grey.height).filter(
      ({ width, height, ink: dark }) => height >= 5 && height < grey.height / 8 && width < height * 8 && dark > 6,
    );
    const zone = zoneOf(linesOf(glyphs, 10));
    if (zone) return zone;
  }
  return null;
}

/** @param engine gives a second opinion on each glyph; without it shapes alone decide */
export function sightingOf(grey: Grey, engine: OcrEngine | null): Sighting | null {
  const found = findZone(grey);
  const layout = found && layoutOf(found.lines, found.cells);
  if (!found || !layout) return null;
  let zone = found;
  let likeness = likenessOf(grey, zone);
  let clear = clearOf(likeness);
  // Upside down, or counted from the wrong cell: then the shapes fit elsewhere better.
  for (const other of clear < 0.75 ? [turned(found), moved(found, -1), moved(found, 1)] : []) {
    const again = likenessOf(grey, other);
    const better = clearOf(again);
    if (better > clear + 0.03) [zone, likeness, clear] = [other, again, better];
  }
  const prices = likeness.map((line) =>
    line.map((cell) => {
      const best = Math.max(...cell);
      return Float32Array.from(GLYPHS, (glyph) => best - (cell[ALPHABET.indexOf(glyph)] ?? -1));
    }),
  );
  if (engine && clear >= LEAST_CLEAR) {
    const strip = stripOf(grey, zone);
    for (const { text, x0, x1, y0, y1 } of engine.glyphs(strip.picture, ALPHABET)) {
      const cell = prices[strip.lineOf((y0 + y1) / 2)]?.[strip.cellOf((x0 + x1) / 2)];
      const read = GLYPHS.indexOf(text);
      if (!cell || read < 0) continue;
      for (let glyph = 0; glyph < cell.length; glyph++) if (glyph !== read) cell[glyph] = (cell[glyph] ?? 0) + SECOND_OPINION;
    }
  }
  return { layout, prices, clear, pitch: zone.pitch };
}

/** All sightings of one layout as one: the mean price of each glyph in each cell. */
function together(sightings: readonly Sighting[]): Float32Array[][] {
  const [first] = sightings;
  return (first?.prices ?? []).map((line, j) =>
    line.map((cell, i) =>
      cell.map((_, glyph) => {
        const sum = sightings.reduce((known, { prices }) => known + (prices[j]?.[i]?.[glyph] ?? 1), 0);
        return sum / sightings.length;
      }),
    ),
  );
}

/** The zone that the sightings agree on, or null: another picture is needed. */
export function readSightings(sightings: readonly Sighting[]): MrzReading | null {
  const clearEnough = sightings.filter(({ clear }) => clear >= LEAST_CLEAR);
  const formats = [...new Set(clearEnough.map(({ layout }) => layout))]
    .map((layout) => clearEnough.filter((one) => one.layout === layout))
    .toSorted((a, b) => b.length - a.length || (b[0]?.clear ?? 0) - (a[0]?.clear ?? 0));
  for (const alike of formats) {
    const [first] = alike;
    const found = first && decodeMrz(first.layout, together(alike));
    if (!found || found.mended > MOST_MENDED || found.changed > MOST_CHANGED) continue;
    const mrz = parseMrz(found.lines);
    if (!mrz?.valid) continue;
    const clear = alike.reduce((sum, one) => sum + one.clear, 0) / alike.length;
    return { mrz, lines: found.lines, sightings: alike.length, clear, mended: found.mended, changed: found.changed };
  }
  return null;
}

/** Several pictures of one document at once. */
export const readMrz = (pictures: readonly Grey[], engine: OcrEngine | null): MrzReading | null =>
  readSightings(pictures.map((picture) => sightingOf(picture, engine)).filter((sighting) => sighting !== null));
