/** Where a score stands among others, and how sure it is. Pure. */
import type { ScoreLine } from '../../shared/contract/pathways.ts';

/** Fewer results say more of who happened to come than of a score. */
export const COMPARED_FROM = 20;

/** What is known of one exam: how many reached each whole total, and its standard error. */
export type ExamFigures = { title: string; max: number; sem: number | null; distribution: readonly number[] };
export type OwnScore = { exam: string /** 0..1 */; share: number; takenAt: number };

/** The middle percentile rank: all below, and half of those with the same total. 0..100, whole. */
export function percentileOf(total: number, distribution: readonly number[]): number | null {
  const people = distribution.reduce((sum, count) => sum + count, 0);
  if (people < COMPARED_FROM) return null;
  const place = Math.min(distribution.length - 1, Math.round(total));
  const below = distribution.slice(0, place).reduce((sum, count) => sum + count, 0);
  return Math.round(((below + (distribution[place] ?? 0) / 2) / people) * 100);
}

export function scoreLine({ exam, share, takenAt }: OwnScore, { title, max, sem, distribution }: ExamFigures): ScoreLine {
  const people = distribution.reduce((sum, count) => sum + count, 0);
  const oneDecimal = (value: number) => Math.floor(Number((value * 10).toFixed(6))) / 10;
  return {
    exam,
    title,
    percent: oneDecimal(share * 100),
    percentile: percentileOf(share * max, distribution),
    // Rounded up: an error is never told smaller than it is.
    sem: sem === null || people < COMPARED_FROM || max <= 0 ? null : Math.ceil((sem / max) * 1000) / 10,
    people,
    takenOn: new Date(takenAt).toISOString().slice(0, 10),
  };
}
