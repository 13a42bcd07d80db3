/** Response values as the interactions change them: pure functions over QTI lexical strings. */

/**
 * Chooses or takes back `id`. With `max` 1 a new choice replaces the old one; beyond another limit nothing changes.
 * The result follows `order`, so that the same selection always reads the same. `max` 0 means no limit.
 */
export function toggled(values: readonly string[], id: string, max: number, order: readonly string[]): string[] {
  if (values.includes(id)) return values.filter((value) => value !== id);
  if (max === 1) return [id];
  if (max > 0 && values.length >= max) return [...values];
  const chosen = new Set([...values, id]);
  return order.filter((value) => chosen.has(value));
}

/** The list with the element at `from` put to `to`; positions outside change nothing. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list];
  if (from === to || from < 0 || to < 0 || from >= list.length || to >= list.length) return copy;
  copy.splice(to, 0, ...copy.splice(from, 1));
  return copy;
}

export type Pair = readonly [first: string, second: string];
export const pairOf = (value: string): Pair => {
  const [first = '', second = ''] = value.split(' ');
  return [first, second];
};
export const lexical = ([first, second]: Pair): string => `${first} ${second}`;

export type PairLimits = {
  /** Most pairs in all. */
  max: number;
  /** Most pairs one choice may stand in, by identifier; 0 or absent means no limit. */
  perChoice: Readonly<Record<string, number>>;
  /** True when "a b" and "b a" differ. */
  directed: boolean;
};

const samePair = (value: string, pair: Pair, directed: boolean): boolean =>
  value === lexical(pair) || (!directed && value === lexical([pair[1], pair[0]]));

/** How many of these pairs hold the choice. */
export const uses = (values: readonly string[], id: string): number =>
  values.filter((value) => pairOf(value).includes(id)).length;

/**
 * Adds a pair. Where a limit stands against it the oldest pairs in its way give way, so a candidate who re-assigns
 * a choice need not first hunt for its old place.
 */
export function paired(values: readonly string[], pair: Pair, limits: PairLimits): string[] {
  if (values.some((value) => samePair(value, pair, limits.directed))) return [...values];
  let kept = [...values];
  for (const id of pair) {
    const limit = limits.perChoice[id] ?? 0;
    while (limit > 0 && uses(kept, id) >= limit) {
      const oldest = kept.findIndex((value) => pairOf(value).includes(id));
      kept = kept.toSpliced(oldest, 1);
    }
  }
  if (limits.max > 0) kept = kept.slice(Math.max(0, kept.length - limits.max + 1));
  return [...kept, lexical(pair)];
}

/** A point of a picture, kept inside it, in whole pixels. */
export function pointIn(picture: { width: number; height: number }, x: number, y: number): string {
  const clamp = (value: number, size: number) => Math.min(size, Math.max(0, Math.round(value)));
  return `${clamp(x, picture.width)} ${clamp(y, picture.height)}`;
}

/** A number as people type it, with point or comma and an exponent. */
export const isNumeric = (text: string): boolean => /^\s*[-+−]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?\s*$/.test(text);
