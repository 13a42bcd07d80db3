/** Why an answer could not be read or worked out, in words for people. Thrown inside of this folder, never out of it. */

export type ProblemKind = 'syntax' | 'name' | 'domain' | 'shape' | 'missing' | 'budget' | 'unsupported';

export class MathsProblem extends Error {
  readonly kind: ProblemKind;
  constructor(kind: ProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Either what `work` returns or the problem that stopped it; anything but a {@link MathsProblem} is a defect and passes on. */
export function attempt<T>(work: () => T): { value: T } | { problem: MathsProblem } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof MathsProblem) return { problem: error };
    // A tree that is deep but within its limits cannot overflow the stack; what does is refused like any other excess.
    if (error instanceof RangeError) return { problem: new MathsProblem('budget', 'too large to work out') };
    throw error;
  }
}
