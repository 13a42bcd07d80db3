/** What a programme costs, as data. Money itself never passes here: a payment is an imported fact. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { CourseCode } from './codes.ts';
import { CalendarDate } from './dates.ts';
import { Cents, Percent } from './units.ts';

const Title = z.string().check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(200));
const Country = z.string().check(z.regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters, such as KE'));

export const Fee = z.strictObject({
  id: Id,
  title: Title,
  /** What it is paid for. */
  for: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('course'), course: CourseCode }),
    z.strictObject({ kind: z.literal('exam'), exam: Id }),
    z.strictObject({ kind: z.literal('capstone'), capstone: Id }),
    z.strictObject({ kind: z.literal('identity') }),
    z.strictObject({ kind: z.literal('programme') }),
  ]),
  amountCents: Cents,
  /** By when: before one registers for the exam, before the credential is signed, or by choice. */
  due: z.enum(['before-registration', 'before-award', 'optional']),
  /** Whether the tiers lower it. */
  tiered: z.boolean(),
});
export type Fee = z.infer<typeof Fee>;

/** The first tier that fits counts. */
export const Tier = z.strictObject({
  title: Title,
  /** A year's income, in cents of the programme's currency; null for any. */
  incomeUpToCents: z.nullable(Cents),
  /** Countries of this group only; null for all. */
  group: z.nullable(Id),
  paysPercent: Percent,
});
export const Voucher = z.strictObject({
  id: Id,
  sponsor: Title,
  covers: z.array(Id).check(z.minLength(1, 'must cover at least one fee')),
  coversPercent: Percent,
  until: z.nullable(CalendarDate),
});

export const FeeSchedule = z
  .strictObject({
    currency: z.string().check(z.regex(/^[A-Z]{3}$/, 'must be a currency code of three capital letters, such as USD')),
    list: z.array(Fee).check(z.maxLength(50)),
    groups: z.optional(z.array(z.strictObject({ id: Id, title: Title, countries: z.array(Country).check(z.minLength(1)) }))),
    tiers: z.optional(z.array(Tier).check(z.maxLength(30))),
    vouchers: z.optional(z.array(Voucher).check(z.maxLength(50))),
  })
  .check((context) => {
    const { list, groups = [], tiers = [], vouchers = [] } = context.value;
    const fault = (path: (string | number)[], message: string) =>
      context.issues.push({ code: 'custom', path, message, input: context.value });
    const fees = new Set(list.map(({ id }) => id));
    if (fees.size < list.length) fault(['list'], 'has two fees with the same id');
    for (const [i, { group }] of tiers.entries()) {
      if (group !== null && !groups.some(({ id }) => id === group))
        fault(['tiers', i, 'group'], `${group} is no group of countries here`);
    }
    for (const [i, { covers }] of vouchers.entries()) {
      for (const id of covers.filter((fee) => !fees.has(fee))) fault(['vouchers', i, 'covers'], `${id} is no fee here`);
    }
  });
export type FeeSchedule = z.infer<typeof FeeSchedule>;

/** Who asks for a price. */
export type Payer = { country: string | null; incomeCents: number | null; voucher: string | null; at: number };
export type QuoteLine = { fee: Fee; payCents: number; tier: string | null; voucher: string | null };
export type Quote = { currency: string; lines: QuoteLine[]; totalCents: number };

/** What each fee costs this person, and together without those by choice. Amounts are rounded to whole cents. */
export function quoteFor(fees: FeeSchedule, { country, incomeCents, voucher, at }: Payer): Quote {
  const inGroup = (id: string) =>
    country !== null && (fees.groups ?? []).some((group) => group.id === id && group.countries.includes(country));
  const tier = (fees.tiers ?? []).find(
    ({ incomeUpToCents, group }) =>
      (group === null || inGroup(group)) &&
      (incomeUpToCents === null || (incomeCents !== null && incomeCents <= incomeUpToCents)),
  );
  const given = (fees.vouchers ?? []).find(({ id, until }) => id === voucher && (until === null || isOn(until, at)));
  const lines = fees.list.map((fee): QuoteLine => {
    const own = fee.tiered ? tier : undefined;
    const covered = given?.covers.includes(fee.id) ? given : undefined;
    const share = ((own?.paysPercent ?? 100) / 100) * (1 - (covered?.coversPercent ?? 0) / 100);
    return {
      fee,
      payCents: Math.round(Number((fee.amountCents * share).toFixed(6))),
      tier: own?.title ?? null,
      voucher: covered?.sponsor ?? null,
    };
  });
  const due = lines.filter(({ fee }) => fee.due !== 'optional');
  return { currency: fees.currency, lines, totalCents: due.reduce((sum, { payCents }) => sum + payCents, 0) };
}

const isOn = (until: string, at: number): boolean => new Date(at).toISOString().slice(0, 10) <= until;
