/**
 * The likeliest zone whose check digits are all right.
 *
 * What was seen is a price for every glyph in every cell, summed over frames. Kinds of cells rule glyphs out; check digits
 * tie cells together. Each field with its check digit is a chain of cells, and the composite digit a chain of fields, so
 * the cheapest text that satisfies them all is found exactly, by dynamic programming over remainders modulo 10.
 */
import { glyphValue, weightAt } from './check.ts';
import { type CellKind, type CheckName, kindsOf, type Layout, type Span } from './layout.ts';
import { longNumber } from './parse.ts';

export const GLYPHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';
/** Price of each glyph of `GLYPHS` in one cell, 0 for the best; per cell, per line. */
export type Prices = readonly (readonly ArrayLike<number>[])[];

const allowed: Record<CellKind, string> = {
  letter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ<',
  digit: '0123456789<',
  any: GLYPHS,
  check: '0123456789<',
  sex: 'MFX<',
};

export type Decoded = {
  lines: string[];
  /** What the check digits cost over the cheapest text of the right kinds. 0: nothing had to be mended. */
  mended: number;
  /** Cells that differ from the cheapest text of the right kinds. */
  changed: number;
};

type Cell = { line: number; at: number; options: readonly { glyph: string; price: number; value: number }[] };

/** Candidates of a cell, cheapest first. */
function optionsOf(prices: ArrayLike<number>, kind: CellKind): Cell['options'] {
  return [...allowed[kind]]
    .map((glyph) => ({ glyph, price: prices[GLYPHS.indexOf(glyph)] ?? 9, value: glyphValue(glyph) ?? 0 }))
    .toSorted((a, b) => a.price - b.price)
    .slice(0, 12);
}

type Chosen = { price: number; glyphs: string };
/** Cheapest texts of a field by the remainder that it leaves in the composite sum; `null` where none fits its own digit. */
type ByRemainder = (Chosen | null)[];

/**
 * @param cells of the field, its check digit last
 * @param own whether the last cell must be the check digit of those before
 * @param place weights in the composite sum, by cell; null where a cell is not part of it
 */
function fieldChoices(cells: readonly Cell[], own: boolean, place: readonly (number | null)[]): ByRemainder {
  let states = new Map<number, Chosen>([[0, { price: 0, glyphs: '' }]]);
  cells.forEach((cell, index) => {
    const next = new Map<number, Chosen>();
    const last = own && index === cells.length - 1;
    const inComposite = place[index];
    for (const [state, chosen] of states) {
      const sum = Math.floor(state / 10);
      const composite = state % 10;
      for (const { glyph, price, value } of cell.options) {
        if (last && glyph !== String(sum)) continue;
        const after = own && !last ? (sum + value * weightAt(index)) % 10 : sum;
        const total = inComposite === null || inComposite === undefined ? composite : (composite + value * inComposite) % 10;
        const key = after * 10 + total;
        const candidate = chosen.price + price;
        const known = next.get(key);
        if (!known || candidate < known.price) next.set(key, { price: candidate, glyphs: chosen.glyphs + glyph });
      }
    }
    states = next;
  });
  const best: ByRemainder = Array(10).fill(null);
  for (const [state, chosen] of states) {
    const remainder = state % 10;
    const known = best[remainder];
    if (!known || chosen.price < known.price) best[remainder] = chosen;
  }
  return best;
}

/** Where each cell of the composite field stands in it. */
function compositePlaces(layout: Layout): Map<string, number> {
  const places = new Map<string, number>();
  let place = 0;
  for (const [line, from, to] of layout.checks.composite?.over ?? [])
    for (let at = from; at < to; at++) places.set(`${line}:${at}`, place++);
  return places;
}

/**
 * @param prices `[line][cell][glyph]`
 * @returns null when no text within reach has right check digits
 */
export function decodeMrz(layout: Layout, prices: Prices): Decoded | null {
  const kinds = kindsOf(layout);
  const cellAt = (line: number, at: number): Cell => ({
    line,
    at,
    options: optionsOf(prices[line]?.[at] ?? [], kinds[line]?.[at] ?? 'any'),
  });
  const plain = Array.from({ length: layout.lines }, (_, line) =>
    Array.from({ length: layout.length }, (_, at) => cellAt(line, at).options[0]?.glyph ?? '<').join(''),
  );
  const places = compositePlaces(layout);
  const weightsOf = (cells: readonly Cell[]) =>
    cells.map(({ line, at }) => {
      const place = places.get(`${line}:${at}`);
      return place === undefined ? null : weightAt(place);
    });
  const expand = ([line, from, to]: Span) => Array.from({ length: to - from }, (_, step) => cellAt(line, from + step));

  const long = longNumber(layout, plain);
  const groups: { cells: Cell[]; own: boolean }[] = [];
  const covered = new Set<string>();
  for (const [name, check] of Object.entries(layout.checks) as [CheckName, NonNullable<Layout['checks'][CheckName]>][]) {
    if (name === 'composite') continue;
    let cells = [...check.over.flatMap(expand), cellAt(...check.at)];
    let own = true;
    if (name === 'number' && long && layout.optional[0]) {
      // The digit's own cell holds a filler; the number goes on behind it and ends with its digit.
      const [line, from] = layout.optional[0];
      const rest = expand([line, from, from + long.number.length - 9 + 1]);
      cells = [...check.over.flatMap(expand), ...rest];
      const [digitLine, digitAt] = check.at;
      const filler = cellAt(digitLine, digitAt);
      groups.push({ cells: [{ ...filler, options: filler.options.filter(({ glyph }) => glyph === '<') }], own: false });
      covered.add(`${digitLine}:${digitAt}`);
    }
    if (
      name === 'optional' &&
      check.over.flatMap(expand).every(({ options }) => options[0]?.glyph === '<') &&
      plain[check.at[0]]?.[check.at[1]] === '<'
    )
      own = false;
    groups.push({ cells, own });
    for (const { line, at } of cells) covered.add(`${line}:${at}`);
  }
  // What the composite digit covers beyond the fields with a digit of their own.
  const loose = [...places.keys()]
    .filter((key) => !covered.has(key))
    .map((key) => key.split(':').map(Number) as [number, number]);
  if (loose.length > 0) groups.push({ cells: loose.map(([line, at]) => cellAt(line, at)), own: false });

  let totals: ((Chosen & { parts: string[] }) | null)[] = Array(10).fill(null);
  totals[0] = { price: 0, glyphs: '', parts: [] };
  for (const { cells, own } of groups) {
    const choices = fieldChoices(cells, own, weightsOf(cells));
    const next: typeof totals = Array(10).fill(null);
    totals.forEach((total, remainder) => {
      if (!total) return;
      choices.forEach((choice, add) => {
        if (!choice) return;
        const key = (remainder + add) % 10;
        const price = total.price + choice.price;
        const known = next[key];
        if (!known || price < known.price) next[key] = { price, glyphs: '', parts: [...total.parts, choice.glyphs] };
      });
    });
    totals = next;
  }
  const digit = layout.checks.composite?.at;
  let best: { price: number; parts: string[]; digit: string } | null = null;
  const digitCell = digit ? cellAt(...digit) : null;
  totals.forEach((total, remainder) => {
    if (!total) return;
    const option = digitCell?.options.find(({ glyph }) => glyph === String(remainder));
    if (!option) return;
    const price = total.price + option.price;
    if (!best || price < best.price) best = { price, parts: total.parts, digit: option.glyph };
  });
  const found = best as { price: number; parts: string[]; digit: string } | null;
  if (!found || !digit) return null;

  const lines = plain.map((line) => [...line]);
  const put = (line: number, at: number, glyph: string) => {
    const row = lines[line];
    if (row) row[at] = glyph;
  };
  let least = digitCell?.options[0]?.price ?? 0;
  groups.forEach(({ cells }, index) => {
    const glyphs = found.parts[index] ?? '';
    cells.forEach((cell, place) => {
      put(cell.line, cell.at, glyphs[place] ?? '<');
      least += cell.options[0]?.price ?? 0;
    });
  });
  put(digit[0], digit[1], found.digit);
  const text = lines.map((line) => line.join(''));
  const changed = text.reduce((sum, line, at) => sum + [...line].filter((glyph, cell) => glyph !== plain[at]?.[cell]).length, 0);
  return { lines: text, mended: found.price - least, changed };
}
