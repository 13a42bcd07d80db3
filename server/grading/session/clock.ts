/** Time limits of a test, its parts and sections (QTI 3.0, 5.145); those of an item are its session's. */
import type { TimeLimits } from './definition.ts';

export type Level = 'test' | 'part' | 'section' | 'item';
/** A limit at work: how long it has run already, in seconds. */
export type Limit = { level: Level; identifier: string; limits: TimeLimits; spent: number };

/** A candidate's extra time makes every maximum longer; what takes a minimum still takes it. */
export const extended = (limits: TimeLimits | null, factor: number): TimeLimits | null =>
  limits && limits.max !== null ? { ...limits, max: limits.max * factor } : limits;

export const isOver = ({ limits, spent }: Limit): boolean => limits.max !== null && spent >= limits.max;

/** The limit that forbids to go on, the widest first; one that takes late submissions forbids nothing. */
export const overdue = (limits: readonly Limit[]): Limit | undefined =>
  limits.find((limit) => isOver(limit) && !limit.limits.allowLate);

/** The limit whose least time is not spent yet. */
export const tooEarly = (limits: readonly Limit[]): Limit | undefined =>
  limits.find(({ limits: { min }, spent }) => min !== null && spent < min);
