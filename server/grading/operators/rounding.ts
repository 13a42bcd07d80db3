/** Rounding as people do it, by decimal digits and halves away from zero, free of binary surprises such as 1.005. */

const shift = (value: number, places: number): number => {
  const [mantissa, exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
};

const toPlaces = (value: number, places: number): number =>
  Math.sign(value) * shift(Math.round(shift(Math.abs(value), places)), -places);

/**
 * Rounds to significant figures (the default mode) or decimal places.
 * @returns undefined when there is no number to round, or so many figures make no sense
 */
export function roundTo(value: number, mode: string | undefined, figures: number): number | undefined {
  if (Number.isNaN(value)) return undefined;
  if (!Number.isFinite(value)) return value;
  if (mode === 'decimalPlaces') return figures < 0 ? undefined : toPlaces(value, figures);
  if (figures < 1) return undefined;
  return value === 0 ? 0 : toPlaces(value, figures - 1 - Math.floor(Math.log10(Math.abs(value))));
}
