/** Errors that reach people: thrown anywhere in the server, turned into a `Problem` reply at the boundary. */
import type { Problem, ProblemCode } from '../../shared/contract/problem.ts';

const statuses: Record<ProblemCode, number> = {
  'bad-input': 400,
  'too-large': 413,
  'unknown-protocol': 426,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-many': 429,
  busy: 503,
  conflict: 409,
  'bad-code': 404,
  'not-eligible': 403,
  'outside-window': 403,
  'bound-elsewhere': 409,
  'already-over': 409,
  'bad-proof': 403,
  'wrong-sequence': 409,
  gap: 409,
  fork: 409,
  'bad-chain': 409,
  'bad-signature': 403,
  'tier-too-low': 403,
  'not-released': 409,
  unreachable: 503,
  internal: 500,
};

/** A failure with a stable code; `status` is its HTTP status. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, message: string, more: Partial<Omit<Problem, 'code' | 'message'>> = {}) {
    super(message);
    this.name = 'ProblemError';
    this.problem = { code, message, ...more };
  }
  get status(): number {
    return statuses[this.problem.code];
  }
}

/** What a caller is told of any failure: a `ProblemError` as it is, anything else without its inner details. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    code: 'internal',
    message: 'The server failed on this request. It was logged; try again, and tell support if it stays.',
  };
}
export const statusOf = (problem: Problem): number => statuses[problem.code];
