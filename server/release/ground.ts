/** What may be appealed, and until when: a pure rule. */
import type { Appeal, Ground } from '../../shared/contract/release.ts';

const DAY_MS = 86_400_000;

/**
 * One appeal is made against one thing, within the days that the programme gives, counted from when the candidate was told.
 * @param days undefined: at any time
 * @param against false for what leaves nothing to object to
 */
export function groundOf(
  toldAt: number,
  days: number | undefined,
  appeals: readonly Appeal[],
  against: boolean,
  now: number,
): Ground {
  const until = days === undefined ? null : toldAt + days * DAY_MS;
  const inTime = until === null || now <= until;
  return { may: against && inTime && appeals.length === 0, until, appeals: [...appeals] };
}
