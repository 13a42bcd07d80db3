/**
 * The two units of achievement, which a past system of this kind mixed up: a course grade is a `Percent` (0..100), an
 * exam's pass mark and score are a `Share` (0..1). They are different types, made only here, and a number that looks
 * like the other unit is refused where it enters.
 */
import * as z from 'zod';

/** 0..100. */
export const Percent = z
  .number()
  .min(0, 'is below 0; a percentage lies between 0 and 100')
  .max(100, 'is above 100; a percentage lies between 0 and 100')
  .superRefine((value, context) => {
    if (value > 0 && value <= 1) {
      context.addIssue({
        code: 'custom',
        message: `${value} looks like a share of 1; write it as a percentage, ${display(value * 100)} (a grade below 1 % is written as 0)`,
      });
    }
  })
  .brand<'percent'>();
export type Percent = z.infer<typeof Percent>;

/** 0..1. */
export const Share = z
  .number()
  .min(0, 'is below 0; a share lies between 0 and 1')
  .superRefine((value, context) => {
    if (value > 1) {
      const advice = value <= 100 ? `looks like a percentage; write it as a share of 1, ${display(value / 100)}` : 'is above 1';
      context.addIssue({ code: 'custom', message: `${value} ${advice}` });
    }
  })
  .brand<'share'>();
export type Share = z.infer<typeof Share>;

/** The share that `score` is of `max` points. @throws Error when the points cannot be a score */
export function shareOf(score: number, max: number): Share {
  if (!(max > 0) || !(score >= 0) || score > max) throw new Error(`${score} of ${max} points is not a score.`);
  return Share.parse(score / max);
}

/** At most one decimal, rounded down: what misses a mark never reads as if it had reached it. */
const display = (value: number): string => String(Math.floor(Number((value * 10).toFixed(6))) / 10);

export const showPercent = (value: Percent): string => `${display(value)} %`;
export const showShare = (value: Share): string => `${inPercent(value)} %`;
/** A share as a bare number of percent, such as `71.5`. */
export const inPercent = (value: Share): string => display(value * 100);
