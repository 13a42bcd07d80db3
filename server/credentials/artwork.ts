/** The badge's picture: a medal with a check mark. The SVG also bears programme and issuer; the PNG has no letters. Pure. */
import { deflateSync } from 'node:zlib';
import { chunk } from './bake.ts';

const SIZE = 480;
const INK = [20, 56, 92] as const;
const ACCENT = [15, 118, 110] as const;
const PAPER = [255, 255, 255] as const;
type Colour = readonly [number, number, number];
type Point = readonly [number, number];

/** The check mark, in a square of 1. */
const check: readonly Point[] = [
  [0.32, 0.47],
  [0.45, 0.6],
  [0.69, 0.34],
];
/** Scallops of the outer edge. */
const WAVES = 24;

/** Distance from `p` to the line between `a` and `b`. */
function toLine([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Colour and cover of a point in a square of 1; `soft` is the width of an edge. */
function colourAt(p: Point, soft: number): [Colour, number] {
  const [x, y] = [p[0] - 0.5, p[1] - 0.5];
  const radius = Math.hypot(x, y);
  const edge = 0.455 + 0.014 * Math.cos(WAVES * Math.atan2(y, x));
  const cover = (distance: number) => Math.max(0, Math.min(1, 0.5 - distance / soft));
  const marked = Math.min(...check.slice(1).map((to, at) => toLine(p, check[at] ?? to, to))) - 0.035;
  const layers: [Colour, number][] = [
    [INK, cover(radius - edge)],
    [PAPER, cover(Math.abs(radius - 0.405) - 0.006)],
    [PAPER, cover(radius - 0.33)],
    [ACCENT, cover(radius - 0.31)],
    [PAPER, cover(marked)],
  ];
  const mixed = layers.reduce<Colour>(
    (under, [over, part]) => [
      under[0] + (over[0] - under[0]) * part,
      under[1] + (over[1] - under[1]) * part,
      under[2] + (over[2] - under[2]) * part,
    ],
    INK,
  );
  return [mixed, layers[0]?.[1] ?? 0];
}

let drawn: Buffer | undefined;
/** The medal as a PNG of 480 x 480; drawn once. */
export function medalPng(): Buffer {
  if (drawn) return drawn;
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 4));
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) {
      const [colour, cover] = colourAt([(column + 0.5) / SIZE, (row + 0.5) / SIZE], 1.5 / SIZE);
      const at = row * (1 + SIZE * 4) + 1 + column * 4;
      rows.set([...colour.map(Math.round), Math.round(cover * 255)], at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  // 8 bits, red green blue alpha.
  header.set([8, 6, 0, 0, 0], 8);
  drawn = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return drawn;
}

const hex = ([r, g, b]: Colour) => `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** Lines of at most `width` characters. */
function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || `${last} ${word}`.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The medal as an SVG, with the programme and the issuer below it. */
export function medalSvg(programme: string, issuer: string): string {
  const lines = linesOf(programme, 30).slice(0, 3);
  const outline = Array.from({ length: 240 }, (_, i) => {
    const angle = (i / 240) * 2 * Math.PI;
    const radius = (0.455 + 0.014 * Math.cos(WAVES * angle)) * 400;
    return `${(240 + radius * Math.cos(angle)).toFixed(1)},${(220 + radius * Math.sin(angle)).toFixed(1)}`;
  });
  const mark = check.map(([x, y]) => `${40 + x * 400},${20 + y * 400}`).join(' ');
  const text = (line: string, y: number, size: number, weight: number) =>
    `<text x="240" y="${y}" text-anchor="middle" font-family="Noto Sans, sans-serif" font-size="${size}" font-weight="${weight}" fill="${hex(INK)}">${escaped(line)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 ${470 + lines.length * 30}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(programme)}, ${escaped(issuer)}</title>`,
    `<polygon points="${outline.join(' ')}" fill="${hex(INK)}"/>`,
    `<circle cx="240" cy="220" r="162" fill="none" stroke="#fff" stroke-width="5"/>`,
    `<circle cx="240" cy="220" r="128" fill="${hex(ACCENT)}" stroke="#fff" stroke-width="8"/>`,
    `<polyline points="${mark}" fill="none" stroke="#fff" stroke-width="28" stroke-linecap="round" stroke-linejoin="round"/>`,
    ...lines.map((line, at) => text(line, 440 + at * 30, 24, 600)),
    text(issuer, 440 + lines.length * 30, 17, 400),
    '</svg>',
  ].join('\n');
}
