/** Time left, counted down between main's pushes by the monotonic timer. */
import { useEffect, useState } from 'react';
import { useClient } from '../client/client.tsx';
import { remainingNow } from './remaining.ts';

/** Milliseconds left, renewed about every second; null without a sitting. */
export function useRemaining(): number | null {
  const { view, at } = useClient();
  const [, tick] = useState(0);
  const pushed = view.sitting?.remainingMs ?? 0;
  const running = view.sitting?.running ?? false;
  const left = remainingNow(pushed, running, performance.now() - at);
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => tick((known) => known + 1), 250);
    return () => window.clearInterval(timer);
  }, [running]);
  return view.sitting && left;
}
