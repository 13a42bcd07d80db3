/** The short version of `npm run bench:monitors -- --only memory`: what the watch leaves behind, not how fast it is. */
import { beforeAll, expect, test } from 'vitest';
import { type Eyes, openEyes } from '../../../desktop/renderer/monitors/eyes.ts';
import { packagedRuntime, packagedWeights } from '../../../desktop/renderer/monitors/weights/node.ts';
import { type Held, playHour } from './memory.ts';

let eyes: Eyes;
beforeAll(async () => {
  eyes = await openEyes(packagedWeights, packagedRuntime);
});
const memoryOf = ({ heap, buffers }: Held): number => heap + buffers;

test('no tensor is left behind by the nets, and few of the frames', () => {
  const samples = playHour(eyes, 0.8, { every: 0.2, warmS: 10 });
  expect(new Set(samples.map(({ tensors }) => tensors)).size).toBe(1);
  const [first, last] = [samples[samples.length >> 1], samples.at(-1)];
  if (!first || !last) throw new Error('nothing was measured');
  // One frame is 0.7 MB, and about fifty are looked at between these two.
  expect(memoryOf(last) - memoryOf(first)).toBeLessThan(5);
});

test('fifty minutes of watching keep no more than ten do', () => {
  // Nets that see what they saw the first time: everything else of the watch is real.
  const first = new Map<string, unknown>();
  const remembered = <T>(name: string, look: () => T): T => {
    if (!first.has(name)) first.set(name, look());
    // What was stored under this name came from the same call.
    return first.get(name) as T;
  };
  const quick: Eyes = {
    ...eyes,
    faces: (frame) => remembered(`faces ${frame.data[0]} ${frame.data[90_000]}`, () => eyes.faces(frame)),
    gaze: (frame, face) => remembered('gaze', () => eyes.gaze(frame, face)),
    descriptor: (frame, face) => remembered('descriptor', () => eyes.descriptor(frame, face)),
    things: (frame) => remembered('things', () => eyes.things(frame)),
  };
  const samples = playHour(quick, 50, { every: 10, warmS: 600 });
  const held = samples.map(memoryOf);
  expect(Math.max(...held) - Math.min(...held)).toBeLessThan(2);
});
