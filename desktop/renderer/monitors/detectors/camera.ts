/** Whether the camera shows this moment: frozen pictures, and cameras that are programs. */
import type { Frame } from '../frame.ts';
import type { Observation } from './detector.ts';

export const cameraVersion = 'camera@1';

/** Names under which programs offer themselves as cameras. A proctor is told, nobody is refused: some people need one. */
const programs =
  /\b(obs|virtual|manycam|snap ?camera|xsplit|e2esoft|vcam|iriun|droidcam|camo|epoccam|ndi|mmhmm|v4l2loopback|dummy|splitcam|youcam|nvidia broadcast)\b/i;

/** By its label as the system gives it. */
export function virtualByName(label: string): Observation {
  const seen = programs.test(label);
  return { signal: 'virtual-camera', seen, confidence: seen ? 0.8 : 0.6, note: label.slice(0, 80) };
}

/** A small sum over every 16th pixel: real sensors never give the same one twice. */
export function fingerprint({ data, width, height }: Frame): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < width * height * 4; i += 64) {
    hash ^= ((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Frames looked back at, and how many of them must be equal, for a frozen picture. */
const WINDOW = 10;
/** Share of repeated frames, out of order, that only a loop has. */
const LOOP = 0.9;

/**
 * Over the fingerprints so far, newest last: `picture-frozen` when the last ten are one and the same, or when almost
 * every frame has been seen before (a recording in a loop). A sensor's noise makes both impossible in a live picture.
 */
export function frozen(prints: readonly number[]): Observation {
  const last = prints.slice(-WINDOW);
  const still = last.length === WINDOW && new Set(last).size === 1;
  const distinct = new Set(prints).size;
  const loops = prints.length >= WINDOW * 6 && 1 - distinct / prints.length >= LOOP;
  const note = still ? 'still' : loops ? 'repeats' : undefined;
  return { signal: 'picture-frozen', seen: still || loops, confidence: still ? 0.95 : loops ? 0.7 : 0.9, ...(note && { note }) };
}
