/**
 * The detectors and the document reader while the check-in lasts, and what they know of this face. Everything here helps and
 * nothing here blocks: where something cannot run or takes too long, people do what it would have done.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { Enrolment } from '../../../shared/contract/bridge.ts';
import { useClient } from '../client/client.tsx';
import { openReader, type Reader } from '../monitors/document/reader.ts';
import { type Monitor, openMonitor } from '../monitors/monitor.ts';

type Helpers = {
  /** Null where the detectors cannot run on this computer. */
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

/** Opens the detectors while `active`; the reader only where a document is asked for. */
export function HelpersProvider({ active, documents, children }: { active: boolean; documents: boolean; children: ReactNode }) {
  const { bridge } = useClient();
  const [monitor, setMonitor] = useState<Monitor | null>(null);
  const [reader, setReader] = useState<Reader | null>(null);
  const known = useRef<Enrolment | null>(null);

  useEffect(() => {
    if (!active) return;
    const opened = openMonitor();
    let current = true;
    opened.ready.then(
      () => current && setMonitor(opened),
      () => {},
    );
    return () => {
      current = false;
      setMonitor(null);
      opened.close();
    };
  }, [active]);
  useEffect(() => {
    if (!active || !documents) return;
    const opened = openReader();
    let current = true;
    opened.ready.then(
      () => current && setReader(opened),
      () => {},
    );
    return () => {
      current = false;
      setReader(null);
      opened.close();
    };
  }, [active, documents]);

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
