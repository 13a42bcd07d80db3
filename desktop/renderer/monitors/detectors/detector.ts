/** What a detector says of one moment. A step is pure: what it sees in, observation out; persistence is `debounce.ts`'s matter. */
import type { SignalKind } from '../../../../shared/journal/entry.ts';

/** `confidence` 0..1: how sure the detector is of what it says, seen or not seen. */
export type Observation = { signal: SignalKind; seen: boolean; confidence: number; note?: string };
