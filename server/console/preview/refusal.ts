/** What the preview's server answers with instead. */
import type { Problem } from '../../../shared/contract/problem.ts';

export class Refusal extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
  }
}
export const missing = () => new Refusal(404, { code: 'not-found', message: 'Nothing is known under this id.' });
