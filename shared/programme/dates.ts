/** Calendar dates as `YYYY-MM-DD` text, which sorts as it should. All ages are counted in UTC. */
import * as z from 'zod/mini';

export const CalendarDate = z
  .string()
  .check(
    z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date written as YYYY-MM-DD, such as 2026-03-31', abort: true }),
    z.refine(isOnCalendar, 'is not a day of the calendar; write YYYY-MM-DD'),
  );

function isOnCalendar(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && dateOf(time) === text;
}

/** The date of a moment in ms since 1970. */
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** The first moment of a date, ms since 1970, UTC. */
export const startOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Whether `date` lies more than `years` calendar years before the moment `at`; the anniversary itself does not. */
export function isOlderThan(date: string, years: number, at: number): boolean {
  // As text, the anniversary of 29 February sorts after 28 February and before 1 March: as people count it.
  const anniversary = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return dateOf(at) > anniversary;
}

/** The last date that is at most `months` calendar months after `date`: a month's end stays one. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}
