/** What a run of response processing reads and writes. */
import type { Value } from './value.ts';

export type State = {
  /** Responses and outcomes by identifier; what is missing is NULL. */
  variables: Map<string, Value>;
  /** Readable lines on how the score came about. */
  trace: string[];
};
/** A compiled expression. */
export type Evaluate = (state: State) => Value;
