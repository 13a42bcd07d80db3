/** The monitors of all screens: one worker, started when a screen with a camera is near, and what it wants the candidate to do. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Monitor, openMonitor } from './monitor.ts';
import type { Report } from './watch.ts';

type Notice = Report['notice'];
type Monitors = {
  /** Null while no screen needs it. */
  monitor: Monitor | null;
  /** Why there are no detectors on this computer at the moment; the exam goes on without. */
  failed: string | null;
  /** What hides the face, and has for a while. */
  notice: Notice;
  setNotice: (notice: Notice) => void;
};

const MonitorContext = createContext<Monitors | null>(null);

type Props = { active: boolean; open?: () => Monitor; children: ReactNode };

/** After how many ms a worker that could not start, or has died, is started again; after the last of these no more. */
const AGAIN_MS = [1_000, 10_000, 30_000] as const;

/** Keeps the worker that `open` starts while `active`, starts it again a few times when it is lost, and lets go of it otherwise. */
export function MonitorProvider({ active, open = openMonitor, children }: Props) {
  const [monitor, setMonitor] = useState<Monitor | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [notice, setNotice] = useState<Notice>(null);
  const [restarts, setRestarts] = useState(0);
  useEffect(() => {
    if (!active) return;
    let closed = false;
    let timer = 0;
    const opened = open();
    setMonitor(opened);
    opened.ready.then(
      () => {
        if (!closed) setFailed(null);
      },
      () => {},
    );
    void opened.lost.then((reason) => {
      if (closed) return;
      setFailed(reason);
      const wait = AGAIN_MS[restarts];
      if (wait !== undefined) timer = window.setTimeout(() => setRestarts(restarts + 1), wait);
    });
    return () => {
      closed = true;
      window.clearTimeout(timer);
      setMonitor(null);
      setNotice(null);
      opened.close();
    };
  }, [active, open, restarts]);
  const value = useMemo(() => ({ monitor, failed, notice, setNotice }), [monitor, failed, notice]);
  return <MonitorContext value={value}>{children}</MonitorContext>;
}

/** The worker and what it says of the picture. */
export function useMonitors(): Monitors {
  const monitors = useContext(MonitorContext);
  if (!monitors) throw new Error('useMonitors stands outside of MonitorProvider');
  return monitors;
}
