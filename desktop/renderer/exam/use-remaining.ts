/** Time left, counted down between main's pushes by the monotonic timer. */
import { useEffect, useState } from 'react';
import { useClient } from '../client/client.tsx';
import { remainingNow } from './remaining.ts';

/** Milliseconds left, renewed about every second; null without a sitting. */
export function useRemaining(): number | null {
  const { view } = useClient();
  const left = useLeft();
  return view.sitting && left(view.sitting.remainingMs);
}

/** Counts milliseconds that main pushed down to now, while the exam's clock runs. */
export function useLeft(): (pushedMs: number) => number {
  const { view, at } = useClient();
  const [, tick] = useState(0);
  const running = view.sitting?.running ?? false;
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => tick((known) => known + 1), 250);
    return () => window.clearInterval(timer);
  }, [running]);
  return (pushedMs) => remainingNow(pushedMs, running, performance.now() - at);
}
