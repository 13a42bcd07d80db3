/** What the detectors see in this light, and how fast they are here: the very nets and cadence of the exam. */
import { jpegOf } from '../camera/jpeg.ts';
import { firstCosts, intervalsFor } from '../monitors/cadence.ts';
import type { Monitor } from '../monitors/monitor.ts';
import type { Seen } from '../monitors/protocol.ts';

export type Probe = {
  faces: number;
  /** What the light does to this face. */
  light: 'fine' | 'dark' | 'backlit' | 'far';
  msPerFrame: number;
  /** The cadence that this speed allows, in ms between two looks for faces. */
  everyMs: number;
};

const LOOKS = 4;
const lights: Record<Seen['picture'], Probe['light']> = {
  good: 'fine',
  'too-dark': 'dark',
  covered: 'dark',
  backlit: 'backlit',
  'too-far': 'far',
};

/** The last look counts for what is seen; the first is left out of the speed, because the nets warm up on it. */
export function probeOf(seen: readonly Seen[]): Probe | null {
  const last = seen.at(-1);
  if (!last) return null;
  const costs = (seen.length > 1 ? seen.slice(1) : seen).map(({ cost }) => cost).toSorted((a, b) => a - b);
  const msPerFrame = costs[Math.floor(costs.length / 2)] ?? last.cost;
  // The other jobs are slower here by as much as this one is.
  const slower = msPerFrame / firstCosts.faces;
  const { faces: everyMs } = intervalsFor({
    faces: msPerFrame,
    gaze: firstCosts.gaze * slower,
    identity: firstCosts.identity * slower,
    things: firstCosts.things * slower,
  });
  return { faces: last.faces.length, light: lights[last.picture], msPerFrame, everyMs };
}

/** Looks at a playing video a few times. Null where the detectors do not run: then nothing is claimed. */
export async function probeDetectors(monitor: Monitor | null, video: HTMLVideoElement): Promise<Probe | null> {
  if (!monitor) return null;
  try {
    await monitor.ready;
    const seen: Seen[] = [];
    for (let look = 0; look < LOOKS; look++) {
      const jpeg = await jpegOf(video, { width: 640, height: 480 }, 0.9);
      if (jpeg) seen.push(await monitor.see(jpeg));
    }
    return probeOf(seen);
  } catch {
    return null;
  }
}
