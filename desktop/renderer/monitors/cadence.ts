/** How often each job of the camera runs: as often as wished, while all of them stay within a share of one core. */

export type Job = 'faces' | 'gaze' | 'identity' | 'things';
export const jobs: readonly Job[] = ['faces', 'gaze', 'identity', 'things'];

/** Shares of one core: for all monitors together, and what of it the sound and the copying of frames take where nobody measured. */
export const WHOLE_BUDGET = 0.25;
export const SOUND_SHARE = 0.05;
/** Share of a core for reading frames and giving most of them back. */
const COPYING = 0.01;
/** What is left for the camera's jobs. */
export const BUDGET: number = WHOLE_BUDGET - SOUND_SHARE;
/** The same where `sound` is what hearing takes here; however much that is, the camera keeps a part. */
export const budgetBeside = (sound: number): number => Math.max(0.1, Math.min(BUDGET, WHOLE_BUDGET - sound - COPYING));
/** ms between two runs, when the machine is fast enough. */
const wished: Record<Job, number> = { faces: 500, gaze: 1000, identity: 5000, things: 4000 };
/** ms beyond which a job would no longer see what its rule needs. */
const longest: Record<Job, number> = { faces: 3000, gaze: 4000, identity: 20_000, things: 15_000 };
/** Share of the newest cost in the running mean. */
const NEWEST = 0.15;

export type Costs = Readonly<Record<Job, number>>;
/** What the jobs cost on the machine of docs/model-card.md, ms: the first guess. */
export const firstCosts: Costs = { faces: 40, gaze: 12, identity: 25, things: 340 };

export const costAfter = (costs: Costs, job: Job, ms: number): Costs => ({
  ...costs,
  [job]: costs[job] * (1 - NEWEST) + ms * NEWEST,
});

/** Share of one core that the jobs take at these intervals. */
export const loadOf = (costs: Costs, intervals: Costs): number => jobs.reduce((sum, job) => sum + costs[job] / intervals[job], 0);

/**
 * ms between runs of each job. Where the wished ones cost too much, all are stretched alike, each up to its longest; what
 * that does not save is saved on the others.
 */
export function intervalsFor(costs: Costs, budget = BUDGET): Costs {
  let intervals: Costs = wished;
  for (let round = 0; round <= jobs.length; round++) {
    const load = loadOf(costs, intervals);
    if (load <= budget) break;
    const fixed = jobs.filter((job) => intervals[job] >= longest[job]);
    const fixedLoad = fixed.reduce((sum, job) => sum + costs[job] / intervals[job], 0);
    const left = budget - fixedLoad;
    const stretch = left > 0 ? (load - fixedLoad) / left : Number.POSITIVE_INFINITY;
    const stretched = (job: Job) => Math.min(longest[job], intervals[job] * Math.max(1, stretch));
    intervals = {
      faces: stretched('faces'),
      gaze: stretched('gaze'),
      identity: stretched('identity'),
      things: stretched('things'),
    };
  }
  return intervals;
}
