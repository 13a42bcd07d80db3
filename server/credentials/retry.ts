/** For writes that are prepared outside of a transaction and stored inside one. */
import { ProblemError } from '../platform/problem-error.ts';

/** Enough for a page full of acts at once: each round lets at least one of them through. */
const TRIES = 20;

/** Runs `attempt` anew while it ends in `conflict`: somebody else was quicker and what was prepared is out of date. */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      const late = error instanceof ProblemError && error.problem.code === 'conflict';
      if (!late || tried === TRIES) throw error;
    }
  }
}
