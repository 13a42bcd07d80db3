/**
 * The units of achievement, which a past system of this kind mixed up: a course grade is a `Percent` (0..100), an exam's
 * pass mark and score are a `Share` (0..1), the weight of a component is a `WeightPercent` (above 0..100). They are
 * different types, made only here, and a number that looks like another unit is refused where it enters.
 */
import * as z from 'zod/mini';

/** Refuses what was meant as a share of 1. */
const noShare = (hint: string) =>
  z.refine<number>((value) => value === 0 || value > 1, {
    error: ({ input }) =>
      `${String(input)} looks like a share of 1; write it as a percentage, ${display(Number(input) * 100)}${hint}`,
  });

/** 0..100. */
export const Percent = z
  .number()
  .check(
    z.minimum(0, 'is below 0; a percentage lies between 0 and 100'),
    z.maximum(100, 'is above 100; a percentage lies between 0 and 100'),
    noShare(' (a grade below 1 % is written as 0)'),
  )
  .brand<'percent'>();
export type Percent = z.infer<typeof Percent>;

/** 0..1. */
export const Share = z
  .number()
  .check(
    z.minimum(0, 'is below 0; a share lies between 0 and 1'),
    z.refine((value) => value <= 1, {
      error: ({ input }) =>
        Number(input) <= 100
          ? `${String(input)} looks like a percentage; write it as a share of 1, ${display(Number(input) / 100)}`
          : `${String(input)} is above 1`,
    }),
  )
  .brand<'share'>();
export type Share = z.infer<typeof Share>;

/** Above 0..100: how much of a combined grade a component is. */
export const WeightPercent = z
  .number()
  .check(
    z.refine((value) => value > 0, 'must be above 0; leave the component out if it does not count'),
    z.maximum(100, 'is above 100; the weights of a combined grade add up to 100'),
    noShare(''),
  )
  .brand<'weight'>();
export type WeightPercent = z.infer<typeof WeightPercent>;

/** Hundredths of the programme's currency, whole and not negative. */
export const Cents = z
  .int('must be a whole number of cents')
  .check(z.minimum(0, 'must not be negative'), z.maximum(100_000_000, 'is more than a million'))
  .brand<'cents'>();
export type Cents = z.infer<typeof Cents>;

/** The share that `score` is of `max` points. @throws Error when the points cannot be a score */
export function shareOf(score: number, max: number): Share {
  if (!(max > 0) || !(score >= 0) || score > max) throw new Error(`${score} of ${max} points is not a score.`);
  return Share.parse(score / max);
}

/** Takes binary dust off a sum or product, so that 0.3 × 50 + 0.7 × 50 is 50. */
const clean = (value: number): number => Number(value.toFixed(9));

export const shareToPercent = (value: Share): number => clean(value * 100);

/** The weighted sum of grades in percent, in percent. The weights add up to 100. */
export const weighted = (parts: readonly { weight: WeightPercent; percent: number }[]): number =>
  clean(parts.reduce((sum, { weight, percent }) => sum + (weight * percent) / 100, 0));

/** At most one decimal, rounded down: what misses a mark never reads as if it had reached it. */
const display = (value: number): string => String(Math.floor(Number((value * 10).toFixed(6))) / 10);

/** @param value 0..100, as a `Percent` or a weighted sum of such */
export const showPercent = (value: number): string => `${display(value)} %`;
export const showShare = (value: Share): string => `${inPercent(value)} %`;
/** A share as a bare number of percent, such as `71.5`. */
export const inPercent = (value: Share): string => display(value * 100);
/** Cents as an amount with two decimals, such as `150.00`. */
export const showCents = (value: number): string => (value / 100).toFixed(2);
