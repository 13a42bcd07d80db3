/** A state of the equipment that lasts: told when it begins, every minute while it lasts, and with its whole length at its end. */
import { useEffect, useRef } from 'react';
import { useClient } from '../client/client.tsx';

const AGAIN_MS = 60_000;

/** @param is whether it lasts now; null while that is not known, which changes nothing */
export function useLasting(signal: 'camera-lost' | 'monitor-lost', detector: string, is: boolean | null): void {
  const { bridge } = useClient();
  const since = useRef<number | null>(null);
  useEffect(() => {
    if (is === null) return;
    const tell = (from: number) => void bridge.signal({ signal, detector, from, to: Math.max(from, Date.now()), confidence: 1 });
    if (!is) {
      if (since.current !== null) tell(since.current);
      since.current = null;
      return;
    }
    const from = since.current ?? Date.now();
    if (since.current === null) tell(from);
    since.current = from;
    const timer = window.setInterval(() => tell(from), AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [bridge, signal, detector, is]);
}
