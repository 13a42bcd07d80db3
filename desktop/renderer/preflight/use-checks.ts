/** Runs the checks when a screen opens, and again whenever the candidate asks or a device was tried. */
import { useCallback, useEffect, useRef } from 'react';
import type { Check } from '../../../shared/preflight/report.ts';
import { useClient } from '../client/client.tsx';
import { tryLocks } from './locks.ts';

export function useChecks(): (checks?: Check[]) => Promise<void> {
  const { bridge } = useClient();
  const begun = useRef(false);
  const run = useCallback(
    async (checks: Check[] = []) => {
      await bridge.check({ locks: await tryLocks(), checks });
    },
    [bridge],
  );
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void run();
  }, [run]);
  return run;
}
