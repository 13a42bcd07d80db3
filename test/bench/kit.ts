/**
 * What benchmarks share: rates, and a baseline of the same run to read them against. Time is the processor's, of all threads
 * of the process, so that other programs on the machine do not count.
 */

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Seconds of processor time that `work` takes. */
export function secondsOf(work: () => void): number {
  const start = cpuMs();
  work();
  return (cpuMs() - start) / 1_000;
}

export type Figure = { name: string; perSecond: number; target?: number };

/** How often a second `work` runs; it is told how often it ran before. Warms up first. */
export function rate(work: (run: number) => void, { warmMs = 300, ms = 1_500 } = {}): number {
  let run = 0;
  const spin = (forMs: number): number => {
    const start = cpuMs();
    const first = run;
    let now = start;
    while (now - start < forMs) {
      for (let i = 0; i < 50; i++) work(run++);
      now = cpuMs();
    }
    return ((run - first) * 1_000) / (now - start);
  };
  spin(warmMs);
  return spin(ms);
}

const number = (value: number): string => Math.round(value).toLocaleString('en');

/** One line: the figure, its target, and how many baseline steps one of it costs. */
export function print({ name, perSecond, target }: Figure, baseline: number): void {
  const goal = target === undefined ? '' : `, target ${number(target)}: ${perSecond >= target ? 'held' : 'MISSED'}`;
  console.log(`${name}: ${number(perSecond)} a second (${(baseline / perSecond).toFixed(2)} baseline steps each)${goal}`);
}
