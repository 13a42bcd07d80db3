/** Time left, counted down between main's pushes by the monotonic timer. */
import { useEffect, useState } from 'react';
import { useClient } from '../client/client.tsx';
import { remainingNow, untilNextSecond } from './remaining.ts';

/** Milliseconds left, renewed about every second; null without a sitting. */
export function useRemaining(): number | null {
  const { view } = useClient();
  const left = useLeft();
  return view.sitting && left(view.sitting.remainingMs);
}

/** Counts milliseconds that main pushed down to now, while the exam's clock runs; renewed when a second is over. */
export function useLeft(): (pushedMs: number) => number {
  const { view, at } = useClient();
  const [, tick] = useState(0);
  const { sitting } = view;
  const running = sitting?.running ?? false;
  useEffect(() => {
    if (!running || !sitting) return;
    const pushed = [sitting.remainingMs, ...(sitting.course?.limits ?? []).map(({ leftMs }) => leftMs)];
    let timer = 0;
    // The whole exam screen follows this clock: drawn more often than a second it costs a slow computer dearly.
    const wait = () => {
      const since = performance.now() - at;
      timer = window.setTimeout(
        () => {
          tick((known) => known + 1);
          wait();
        },
        untilNextSecond(pushed.map((ms) => remainingNow(ms, running, since))),
      );
    };
    wait();
    return () => window.clearTimeout(timer);
  }, [running, sitting, at]);
  return (pushedMs) => remainingNow(pushedMs, running, performance.now() - at);
}
