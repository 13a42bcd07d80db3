/** Which font draws which character on the certificate, and in which order runs of a line stand. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
export type Weight = 400 | 600;

type Part = { name: string; file: (weight: Weight) => string; ranges: readonly (readonly [number, number])[] };
const part = (name: string, ...ranges: Part['ranges']): Part => ({
  name,
  ranges,
  file: (weight) => `@fontsource/noto-sans/files/noto-sans-${name}-${weight}-normal.woff`,
});
/** The fonts' parts with the code points they are for, in the order they are asked. */
const parts: readonly Part[] = [
  part('latin', [0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2bb, 0x2bc], [0x2013, 0x2026], [0x20ac, 0x20ac]),
  part('latin-ext', [0x100, 0x2ba], [0x2bd, 0x2c5], [0x1e00, 0x1e9f], [0x1ef2, 0x1eff], [0x2c60, 0x2c7f], [0xa720, 0xa7ff]),
  part(
    'vietnamese',
    [0x102, 0x103],
    [0x110, 0x111],
    [0x128, 0x129],
    [0x168, 0x169],
    [0x1a0, 0x1b0],
    [0x300, 0x329],
    [0x1ea0, 0x1ef9],
  ),
  part('greek', [0x370, 0x3ff]),
  part('greek-ext', [0x1f00, 0x1fff]),
  part('cyrillic', [0x301, 0x301], [0x400, 0x45f], [0x490, 0x491], [0x4b0, 0x4b1]),
  part('cyrillic-ext', [0x460, 0x52f], [0x1c80, 0x1c88], [0x2de0, 0x2dff], [0xa640, 0xa69f]),
  part('devanagari', [0x900, 0x97f], [0xa8e0, 0xa8ff]),
  {
    name: 'arabic',
    file: (weight) => `@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff`,
    ranges: [
      [0x600, 0x6ff],
      [0x750, 0x77f],
      [0x870, 0x8ff],
      [0xfb50, 0xfdff],
      [0xfe70, 0xfefc],
    ],
  },
];
const has = ({ ranges }: Part, character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return ranges.some(([from, to]) => code >= from && code <= to);
};

export type Run = { text: string; font: string; rightToLeft: boolean };

const isRightToLeft = (font: string) => font === 'arabic';
/** Spaces and joiners belong to the run they follow. */
const follows = (character: string, run: Run): boolean =>
  character === '\u200C' || character === '\u200D' || (character === ' ' && run.rightToLeft);

/**
 * Cuts a line into runs of one font, in the order in which they are drawn from left to right. A line whose first letter
 * is written from right to left is laid out from the right.
 * @returns null when a character is in none of the fonts
 */
export function runsOf(line: string): Run[] | null {
  const runs: Run[] = [];
  for (const character of line) {
    const last = runs.at(-1);
    const fonts = parts.filter((each) => has(each, character)).map(({ name }) => name);
    if (last && (fonts.includes(last.font) || follows(character, last))) {
      last.text += character;
      continue;
    }
    const [font] = fonts;
    if (font === undefined) return null;
    runs.push({ text: character, font, rightToLeft: isRightToLeft(font) });
  }
  // A space at the end of a run from the right stands between it and the next, not at its far side.
  for (const [at, run] of runs.entries()) {
    const next = runs[at + 1];
    if (!run.rightToLeft || !next || !run.text.endsWith(' ')) continue;
    run.text = run.text.slice(0, -1);
    next.text = ` ${next.text}`;
  }
  const first = runs.find(({ text }) => /\p{L}/u.test(text));
  return first?.rightToLeft ? runs.toReversed() : runs;
}

const loaded = new Map<string, Buffer>();
/** The bytes of a part of the font, read once. */
export function fontFile(name: string, weight: Weight): Buffer {
  const found = parts.find((each) => each.name === name);
  if (!found) throw new Error(`There is no font ${name}.`);
  const file = found.file(weight);
  const bytes = loaded.get(file) ?? readFileSync(require.resolve(file));
  loaded.set(file, bytes);
  return bytes;
}
