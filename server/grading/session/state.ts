/** A test session as data: all that must be kept of one, so that it can be taken up again at any time. */
import type { Value } from '../value.ts';
import type { Level } from './clock.ts';
import type { Given, ItemRefusal, ItemSession } from './item-session.ts';

export type TestState = 'initial' | 'interacting' | 'modal-feedback' | 'closed';

export type TestSession = {
  state: TestState;
  /** The place on the route; its length, once the candidate went through all of it. */
  position: number;
  /** Sessions of the items that were selected, by `Q7.2`: the reference and its occurrence from 1. */
  items: Readonly<Record<string, ItemSession>>;
  outcomes: Readonly<Record<string, Value>>;
  /** Seconds by the identifiers of the test, its parts and sections. */
  durations: Readonly<Record<string, number>>;
  /** When time was last told, in seconds of any clock that does not run backwards. */
  told: number | null;
  /** Parts that were entered. */
  visited: readonly string[];
  /** Responses of a part that is handed in as a whole, in their order. */
  pending: readonly { key: string; given: Given }[];
  /** The occurrence of a reference that was processed last, from 1. */
  updated: Readonly<Record<string, number>>;
};

export type Refusal =
  | Exclude<ItemRefusal, 'item-time-over' | 'item-too-early'>
  | { time: 'over' | 'too-early'; level: Level; identifier: string }
  | 'forbidden-jump'
  | 'linear-navigation';
export type Move = { session: TestSession; refused: Refusal | null };
