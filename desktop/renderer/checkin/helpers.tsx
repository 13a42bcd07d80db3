/**
 * The detectors and the document reader while the check-in lasts, and what they know of this face. Everything here helps and
 * nothing here blocks: where something cannot run or takes too long, people do what it would have done.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { Enrolment } from '../../../shared/contract/bridge.ts';
import { useClient } from '../client/client.tsx';
import { openReader, type Reader } from '../monitors/document/reader.ts';
import type { Monitor } from '../monitors/monitor.ts';
import { useMonitors } from '../monitors/provider.tsx';

type Helpers = {
  /** Null while no screen needs the detectors. Where they cannot run, what is asked of them is never answered: see `orNull`. */
  monitor: Monitor | null;
  reader: Reader | null;
  /** What is known of this face: descriptors of the portrait, and its baseline. */
  face: () => Promise<Enrolment>;
  keepFace: (face: Enrolment) => Promise<void>;
};
const HelpersContext = createContext<Helpers | null>(null);
const nobody: Enrolment = { descriptors: [], baseline: null };

/** Longer than this nobody waits for a detector. */
export const PATIENCE_MS = 12_000;

/** The promise's value, or null when it fails or takes longer than `ms`. */
export async function orNull<T>(promise: Promise<T>, ms: number = PATIENCE_MS): Promise<T | null> {
  let timer = 0;
  const late = new Promise<null>((resolve) => {
    timer = window.setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (error) {
    console.warn(`A helper of the check-in: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  } finally {
    window.clearTimeout(timer);
  }
}

/** Opens the document reader while `documents` are due; the detectors are those of all screens. */
export function HelpersProvider({ documents, children }: { documents: boolean; children: ReactNode }) {
  const { bridge } = useClient();
  const { monitor } = useMonitors();
  const [reader, setReader] = useState<Reader | null>(null);
  const known = useRef<Enrolment | null>(null);

  useEffect(() => {
    if (!documents) return;
    const opened = openReader();
    setReader(opened);
    return () => {
      setReader(null);
      opened.close();
    };
  }, [documents]);

  const face = useCallback(async () => {
    if (known.current) return known.current;
    // After a crash the portrait is taken already; what is known of it lies sealed on this computer.
    const outcome = await bridge.enrolment({});
    return (outcome.ok && outcome.value) || nobody;
  }, [bridge]);
  const keepFace = useCallback(
    async (fresh: Enrolment) => {
      known.current = fresh;
      await bridge.enrol(fresh);
    },
    [bridge],
  );
  return <HelpersContext value={{ monitor, reader, face, keepFace }}>{children}</HelpersContext>;
}

export function useHelpers(): Helpers {
  const helpers = useContext(HelpersContext);
  if (!helpers) throw new Error('useHelpers stands outside of HelpersProvider');
  return helpers;
}
