/** Numbers of grades in the unit of their source, and what gives a mix-up of units away. Pure. */
import type { Problem } from './table-file.ts';

/** 0..1, 0..100, or points up to a maximum. */
export type Unit = { is: 'share' } | { is: 'percent' } | { is: 'points'; maximum: number };
export type Graded = { row: number; value: number };

const top = (unit: Unit): number => (unit.is === 'share' ? 1 : unit.is === 'percent' ? 100 : unit.maximum);
const NOTHING = 'Nothing was taken.';

/** A number with a decimal point, or null: neither `1e3`, nor `0x1`, nor `,` as the decimal sign. */
export const numberOf = (text: string): number | null => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null);

/**
 * What shows that a whole file is in another unit than its format says: then no row of it can be trusted.
 * @returns null when nothing speaks for that
 */
export function mixedUp(column: string, unit: Unit, values: readonly Graded[]): Problem | null {
  if (unit.is === 'share') {
    const over = values.find(({ value }) => value > 1);
    if (!over) return null;
    const message = `${over.value} is above 1, and grades of this kind of file are shares of 1. If they are percentages, this is not the right file. ${NOTHING}`;
    return { row: over.row, column, message };
  }
  const most = top(unit);
  if (most <= 1 || values.length === 0 || values.some(({ value }) => value > 1)) return null;
  const telling = values.find(({ value }) => value > 0 && !Number.isInteger(value));
  if (!telling) return null;
  const message = `Every grade is at most 1, such as ${telling.value}, where up to ${most} is possible: these look like shares of 1. ${NOTHING}`;
  return { row: telling.row, column, message };
}

/** A grade in percent, 0..100, or why it cannot be one. */
export function percentOf(value: number, unit: Unit): { percent: number } | { fault: string } {
  const most = top(unit);
  if (value < 0) return { fault: `${value} is below 0` };
  if (value > most) return { fault: `${value} is above ${most}, the most that is possible` };
  const percent = Number(((100 * value) / most).toFixed(6));
  if (unit.is === 'percent' && percent > 0 && percent <= 1)
    return { fault: `${value} looks like a share of 1; write it as a percentage` };
  return { percent };
}
