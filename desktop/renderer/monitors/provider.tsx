/** The monitors of all screens: one worker, started when a screen with a camera is near, and what it wants the candidate to do. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Monitor, openMonitor } from './monitor.ts';
import type { Report } from './watch.ts';

type Notice = Report['notice'];
type Monitors = {
  /** Null while no screen needs it. */
  monitor: Monitor | null;
  /** Why there are no detectors on this computer; the exam goes on without. */
  failed: string | null;
  /** What hides the face, and has for a while. */
  notice: Notice;
  setNotice: (notice: Notice) => void;
};

const MonitorContext = createContext<Monitors | null>(null);

type Props = { active: boolean; open?: () => Monitor; children: ReactNode };

/** Keeps the worker that `open` starts while `active`, and lets go of it otherwise. */
export function MonitorProvider({ active, open = openMonitor, children }: Props) {
  const [monitor, setMonitor] = useState<Monitor | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [notice, setNotice] = useState<Notice>(null);
  useEffect(() => {
    if (!active) return;
    const opened = open();
    setMonitor(opened);
    setFailed(null);
    opened.ready.catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
    return () => {
      setMonitor(null);
      setNotice(null);
      opened.close();
    };
  }, [active, open]);
  const value = useMemo(() => ({ monitor, failed, notice, setNotice }), [monitor, failed, notice]);
  return <MonitorContext value={value}>{children}</MonitorContext>;
}

/** The worker and what it says of the picture. */
export function useMonitors(): Monitors {
  const monitors = useContext(MonitorContext);
  if (!monitors) throw new Error('useMonitors stands outside of MonitorProvider');
  return monitors;
}
