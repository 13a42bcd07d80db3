/** The door to the detectors: what they see in this light, and how fast they are here. */

export type Probe = {
  faces: number;
  /** What the light does to this face. */
  light: 'fine' | 'dark' | 'backlit' | 'far';
  msPerFrame: number;
  /** The cadence that this speed allows, in ms between frames. */
  everyMs: number;
};

/** Looks at a playing video a few times. Null where no detector is at hand: then nothing is claimed. */
export type ProbeDetectors = (video: HTMLVideoElement) => Promise<Probe | null>;
export const probeDetectors: ProbeDetectors = async () => null;
