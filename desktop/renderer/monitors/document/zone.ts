/**
 * Finds the machine-readable zone: two or three parallel lines of glyphs at an even pitch (ICAO Doc 9303 part 3,
 * section 4). Works on patches of ink alone, so the document may lie anywhere, tilted and in perspective.
 */
import type { Patch } from './glyphs.ts';

/** Where a cell of the zone lies: cell `i` (from 0, may be a fraction) of line `j` is at `(x, y)` of the picture. */
export type Zone = { lines: number; cells: number; at: (i: number, j: number) => { x: number; y: number }; pitch: number };

type Line = { glyphs: Patch[]; slope: number; offset: number; height: number; from: number; to: number };

const centreX = (g: Patch) => g.x + g.width / 2;
const centreY = (g: Patch) => g.y + g.height / 2;
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Least squares of `y` over `x` with powers up to `degree`; solved by Gauss on the normal equations. */
export function fitted(points: readonly (readonly [number, number])[], degree: number): (x: number) => number {
  const n = degree + 1;
  const shift = points.reduce((sum, [x]) => sum + x, 0) / Math.max(1, points.length);
  const spread = Math.max(1, ...points.map(([x]) => Math.abs(x - shift)));
  const rows = Array.from({ length: n }, () => new Float64Array(n + 1));
  for (const [x, y] of points) {
    const t = (x - shift) / spread;
    for (let r = 0; r < n; r++) {
      const row = rows[r];
      if (!row) continue;
      for (let c = 0; c < n; c++) row[c] = (row[c] ?? 0) + t ** (r + c);
      row[n] = (row[n] ?? 0) + y * t ** r;
    }
  }
  for (let p = 0; p < n; p++) {
    let best = p;
    for (let r = p + 1; r < n; r++) if (Math.abs(rows[r]?.[p] ?? 0) > Math.abs(rows[best]?.[p] ?? 0)) best = r;
    const pivot = rows[best] ?? new Float64Array(n + 1);
    rows[best] = rows[p] ?? pivot;
    rows[p] = pivot;
    const by = pivot[p] || 1e-9;
    for (let r = 0; r < n; r++) {
      const row = rows[r];
      if (!row || r === p) continue;
      const factor = (row[p] ?? 0) / by;
      for (let c = p; c <= n; c++) row[c] = (row[c] ?? 0) - factor * (pivot[c] ?? 0);
    }
  }
  const coefficients = rows.map((row, p) => (row[n] ?? 0) / (row[p] || 1e-9));
  return (x) => {
    const t = (x - shift) / spread;
    return coefficients.reduce((sum, c, power) => sum + c * t ** power, 0);
  };
}

const straight = (glyphs: readonly Patch[]): { slope: number; offset: number } => {
  const line = fitted(
    glyphs.map((g) => [centreX(g), centreY(g)] as const),
    1,
  );
  const slope = line(1) - line(0);
  return { slope, offset: line(0) };
};

/** Glyphs that follow one another to the right at about the same height, longest lines first. */
export function linesOf(patches: readonly Patch[], least: number): Line[] {
  const glyphs = patches.toSorted((a, b) => a.x - b.x);
  const next = new Map<Patch, Patch>();
  const taken = new Map<Patch, Patch>();
  glyphs.forEach((g, at) => {
    const reach = g.height * 3.2;
    let best: Patch | null = null;
    let cost = Number.POSITIVE_INFINITY;
    for (let i = at + 1; i < glyphs.length; i++) {
      const other = glyphs[i];
      if (!other || other.x - g.x > reach + g.width) break;
      const dx = centreX(other) - centreX(g);
      const dy = Math.abs(centreY(other) - centreY(g));
      const ratio = other.height / g.height;
      const size = Math.max(g.height, other.height);
      if (dx < size * 0.25 || dy > size * 0.45 || ratio > 2.4 || ratio < 0.4) continue;
      const price = dx + 2.5 * dy;
      if (price < cost) {
        cost = price;
        best = other;
      }
    }
    if (!best || taken.has(best)) return;
    next.set(g, best);
    taken.set(best, g);
  });
  const pieces: Patch[][] = [];
  for (const g of glyphs) {
    if (taken.has(g)) continue;
    const chain: Patch[] = [];
    for (let at: Patch | undefined = g; at; at = next.get(at)) chain.push(at);
    if (chain.length >= 3) pieces.push(chain);
  }
  pieces.sort((a, b) => b.length - a.length);
  const joined: Patch[][] = [];
  for (const piece of pieces) {
    const home = joined.find((line) => line.length >= 5 && belongs(line, piece));
    if (home) home.push(...piece);
    else joined.push([...piece]);
  }
  return joined
    .filter((line) => line.length >= least)
    .map((line) => {
      const sorted = line.toSorted((a, b) => a.x - b.x);
      const height = quantile(
        sorted.map((g) => g.height),
        0.7,
      );
      const first = sorted[0] as Patch;
      const last = sorted.at(-1) as Patch;
      return { glyphs: sorted, ...straight(sorted), height, from: centreX(first), to: centreX(last) };
    })
    .toSorted((a, b) => b.glyphs.length - a.glyphs.length);
}

function belongs(line: readonly Patch[], piece: readonly Patch[]): boolean {
  const { slope, offset } = straight(line);
  const height = quantile(
    line.map((g) => g.height),
    0.7,
  );
  const low = Math.min(...line.map((g) => g.x));
  const high = Math.max(...line.map((g) => g.x + g.width));
  const gap = Math.max(low - Math.max(...piece.map((g) => g.x + g.width)), Math.min(...piece.map((g) => g.x)) - high);
  const tall = quantile(
    piece.map((g) => g.height),
    0.7,
  );
  return (
    gap < height * 6 &&
    tall < height * 1.6 &&
    tall > height * 0.45 &&
    piece.every((g) => Math.abs(offset + slope * centreX(g) - centreY(g)) < height * 0.5)
  );
}

/** Cell numbers of a line's glyphs, counted on from its first by the pitch, which may drift along the line. */
function numbered(line: Line): { cells: (readonly [number, Patch])[]; pitch: number } | null {
  const steps = line.glyphs.flatMap((g, at) => {
    const other = line.glyphs[at + 1];
    return other ? [centreX(other) - centreX(g)] : [];
  });
  const likely = steps.filter((step) => step > line.height * 0.55 && step < line.height * 1.9);
  if (likely.length < 8) return null;
  let pitch = quantile(likely, 0.5);
  // An even pitch is what tells the zone from other text.
  const even = likely.filter((step) => Math.abs(step - pitch) < pitch * 0.22).length;
  if (even < steps.length * 0.6) return null;
  const cells: (readonly [number, Patch])[] = [];
  let cell = 0;
  let at = centreX(line.glyphs[0] as Patch);
  for (const glyph of line.glyphs) {
    const parts = Math.max(1, Math.round(glyph.width / (pitch * 1.02)));
    for (let part = 0; part < parts; part++) {
      const width = glyph.width / parts;
      const piece = parts === 1 ? glyph : { ...glyph, x: glyph.x + part * width, width };
      const step = (centreX(piece) - at) / pitch;
      const whole = Math.round(step);
      if (whole === 1) pitch = pitch * 0.85 + (centreX(piece) - at) * 0.15;
      cell += whole;
      at = centreX(piece);
      cells.push([cell, piece]);
    }
  }
  return { cells, pitch: quantile(likely, 0.5) };
}

type Numbered = { line: Line; cells: (readonly [number, Patch])[]; pitch: number };

/** The zone among `lines`, the lowest where there are several, or null. */
export function zoneOf(lines: readonly Line[]): Zone | null {
  const even = lines.flatMap((line): Numbered[] => {
    const found = line.glyphs.length >= 15 ? numbered(line) : null;
    const length = found ? (found.cells.at(-1)?.[0] ?? 0) + 1 : 0;
    return found && length >= 22 ? [{ line, ...found }] : [];
  });
  const middle = (n: Numbered) => n.line.offset + n.line.slope * ((n.line.from + n.line.to) / 2);
  const sorted = even.toSorted((a, b) => middle(a) - middle(b));
  const groups: Numbered[][] = [];
  for (const each of sorted) {
    const group = groups.find((known) => {
      const last = known.at(-1) as Numbered;
      const apart = (middle(each) - middle(last)) / last.pitch;
      const ratio = each.pitch / last.pitch;
      const overlap = Math.min(each.line.to, last.line.to) - Math.max(each.line.from, last.line.from);
      return (
        known.length < 3 &&
        apart > 0.9 &&
        apart < 3.2 &&
        ratio > 0.88 &&
        ratio < 1.14 &&
        overlap > 0.6 * (last.line.to - last.line.from) &&
        Math.abs(each.line.slope - last.line.slope) < 0.06
      );
    });
    if (group) group.push(each);
    else groups.push([each]);
  }
  const group = groups
    .filter((one) => one.length >= 2)
    .toSorted((a, b) => count(a) - count(b))
    .at(-1);
  return group ? placed(group) : null;
}

const count = (group: readonly Numbered[]) => group.reduce((sum, { cells }) => sum + cells.length, 0);
const lengths = [30, 36, 44];

/** Lines start at one margin: brings their cell numbers together and fits the whole. */
function placed(group: readonly Numbered[]): Zone {
  const [first] = group as [Numbered];
  const along = fitted(
    first.cells.map(([cell, glyph]) => [cell, centreX(glyph)] as const),
    2,
  );
  const aligned = group.map((each) => {
    const [cell, glyph] = each.cells[0] as readonly [number, Patch];
    const shift = Math.round((centreX(glyph) - along(0)) / first.pitch) - cell;
    return each.cells.map(([at, piece]) => [at + shift, piece] as const);
  });
  const low = Math.min(...aligned.map((cells) => cells[0]?.[0] ?? 0));
  const high = Math.max(...aligned.map((cells) => cells.at(-1)?.[0] ?? 0));
  const seen = high - low + 1;
  const cells = group.length === 3 ? 30 : (lengths.toSorted((a, b) => Math.abs(a - seen) - Math.abs(b - seen))[0] ?? 44);
  const fits = aligned.map((line) => ({
    x: fitted(
      line.map(([at, glyph]) => [at - low, centreX(glyph)] as const),
      2,
    ),
    y: fitted(
      line.map(([at, glyph]) => [at - low, centreY(glyph)] as const),
      1,
    ),
  }));
  const lines = fits.length;
  const at = (i: number, j: number) => {
    const above = Math.min(lines - 2, Math.max(0, Math.floor(j)));
    const one = fits[above];
    const two = fits[above + 1];
    if (!one || !two) return { x: 0, y: 0 };
    const t = j - above;
    return { x: one.x(i) * (1 - t) + two.x(i) * t, y: one.y(i) * (1 - t) + two.y(i) * t };
  };
  return { lines, cells, at, pitch: first.pitch };
}

/** Lines of the zone's height from its first line up to the top of the document (ICAO Doc 9303 parts 4 to 6). */
const above: Record<number, number> = { 30: 8, 36: 12, 44: 16 };

/** The part of the picture above the zone, where the holder's portrait is: pixels, clipped; null where nothing is left. */
export function holderArea(
  { at, cells }: Zone,
  pictureWidth: number,
  pictureHeight: number,
): { x: number; y: number; width: number; height: number } | null {
  const up = above[cells] ?? 16;
  const [first, last] = [-3, cells + 2];
  const corners = [at(first, -up), at(last, -up), at(first, -0.8), at(last, -0.8)];
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  const x = clamp(Math.min(...corners.map((corner) => corner.x)), pictureWidth);
  const y = clamp(Math.min(...corners.map((corner) => corner.y)), pictureHeight);
  const width = clamp(Math.max(...corners.map((corner) => corner.x)), pictureWidth) - x;
  const height = clamp(Math.max(...corners.map((corner) => corner.y)), pictureHeight) - y;
  return width > 32 && height > 32 ? { x, y, width, height } : null;
}
