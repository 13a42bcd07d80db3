/** Payments, waivers and what was paid back, as whoever takes the money writes them. Pure. */
import { CalendarDate, Payment } from '../../shared/programme/index.ts';
import type { Named } from './people.ts';
import { type Problem, readTable } from './table-file.ts';

/** Amounts in cents of `currency`. */
export type ReadPayment = { row: number; who: Named; currency: string; payment: Payment };

const needed = ['learner_id', 'fee', 'reference', 'amount', 'currency', 'state', 'paid_on'];
const states = Payment.shape.state.options;

/** `150` or `150.00`, never `150,00` and never a number of cents. */
function centsOf(text: string): number | null {
  const [, whole, cents = '00'] = /^(\d{1,7})(?:\.(\d{2}))?$/.exec(text) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(cents);
}

/** @param today YYYY-MM-DD; nothing was paid later than that */
export function readPayments(text: string, today: string): { payments: ReadPayment[]; problems: Problem[] } {
  const file = readTable(text, needed);
  const problems: Problem[] = [...file.problems];
  const payments: ReadPayment[] = [];
  const seen = new Map<string, number>();
  for (const { row, cells } of file.rows) {
    const { learner_id = '', fee = '', reference = '', amount = '', currency = '', state = '', paid_on = '' } = cells;
    const faults: [string, string][] = [];
    const cents = centsOf(amount);
    if (cents === null) faults.push(['amount', `"${amount}" is no amount written as 150 or 150.00`]);
    if (!/^[A-Z]{3}$/.test(currency)) faults.push(['currency', `"${currency}" is no currency code such as USD`]);
    if (!states.some((known) => known === state)) faults.push(['state', `"${state}" is none of ${states.join(', ')}`]);
    if (!CalendarDate.safeParse(paid_on).success) faults.push(['paid_on', `"${paid_on}" is no day written as YYYY-MM-DD`]);
    else if (paid_on > today) faults.push(['paid_on', 'lies in the future']);
    const key = JSON.stringify([fee, reference]);
    const earlier = seen.get(key);
    if (earlier !== undefined) faults.push(['reference', `stands in row ${earlier} already for this fee; keep its latest state`]);
    else seen.set(key, row);
    const parsed = Payment.safeParse({ fee, reference, amountCents: cents ?? 0, state, at: Date.parse(`${paid_on}T00:00:00Z`) });
    if (faults.length === 0 && !parsed.success)
      faults.push(...parsed.error.issues.map(({ path, message }): [string, string] => [String(path[0] ?? 'fee'), message]));
    if (faults.length > 0 || !parsed.success) problems.push(...faults.map(([column, message]) => ({ row, column, message })));
    else payments.push({ row, who: { id: learner_id }, currency, payment: parsed.data });
  }
  return { payments, problems };
}
