/** One command at a time, with its refusal kept for the screen. */
import { useCallback, useState } from 'react';
import type { Outcome, Problem } from '../../../shared/contract/problem.ts';

export type Command = {
  running: boolean;
  problem: Problem | null;
  /** Runs it and tells whether it was done. */
  run: <T>(command: () => Promise<Outcome<T>>) => Promise<boolean>;
};

/** For a button that calls main: `running` while it waits, `problem` when main refused. */
export function useCommand(): Command {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = useCallback(async <T>(command: () => Promise<Outcome<T>>) => {
    setRunning(true);
    setProblem(null);
    const outcome = await command();
    setRunning(false);
    if (!outcome.ok) setProblem(outcome.problem);
    return outcome.ok;
  }, []);
  return { running, problem, run };
}
