/** Check digits of ICAO Doc 9303 part 3, section 4.9: weights 7, 3, 1, modulo 10. */

const weights = [7, 3, 1] as const;
export const weightAt = (place: number): number => weights[place % 3] ?? 0;

/** Digits count as themselves, A to Z as 10 to 35, the filler as 0; anything else is null. */
export function glyphValue(glyph: string): number | null {
  if (glyph === '<') return 0;
  if (/^[0-9]$/.test(glyph)) return Number(glyph);
  if (/^[A-Z]$/.test(glyph)) return glyph.charCodeAt(0) - 55;
  return null;
}

/** The check digit over `text`, or null when something in it may not stand in the zone. */
export function checkDigit(text: string): string | null {
  let sum = 0;
  for (const [place, glyph] of [...text].entries()) {
    const value = glyphValue(glyph);
    if (value === null) return null;
    sum += value * weightAt(place);
  }
  return String(sum % 10);
}
