/** What a run of processing reads and writes. */
import { lazily, type Random, randomOf } from './random.ts';
import type { TestView } from './test-view.ts';
import type { Value } from './value.ts';

/** A seed, or how to make it once a number is drawn: most items never draw. */
export type Seed = string | (() => string);

export type State = {
  /** Responses, outcomes and template variables by identifier; what is missing is NULL. */
  variables: Map<string, Value>;
  /** Keys and defaults that template processing has set over the declared ones. */
  corrects: Map<string, Value>;
  defaults: Map<string, Value>;
  random: Random;
  /** The session of a test; null while an item is processed. */
  test: TestView | null;
  /** Readable lines on how the score came about; null when nobody will read them. */
  trace: string[] | null;
};
/** A compiled expression. */
export type Evaluate = (state: State) => Value;

/** A state to run in; what is not given is empty. `seed` is where random numbers come from, unless `random` is given. */
export const newState = ({ seed = '', ...given }: Partial<State> & { seed?: Seed } = {}): State => ({
  variables: new Map(),
  corrects: new Map(),
  defaults: new Map(),
  random: lazily(() => randomOf(typeof seed === 'string' ? seed : seed())),
  test: null,
  trace: null,
  ...given,
});
