/** The whole watch on real pictures, in simulated time: a picture every half second. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Scene, scenes } from '../preview/film.ts';
import { type Eyes, openEyes } from './eyes.ts';
import type { Frame } from './frame.ts';
import { createWatch, type Report, type Signal, type WatchSettings } from './watch.ts';
import { packagedRuntime, packagedWeights } from './weights/node.ts';

let eyes: Eyes;
const drawn = new Map<Scene, Frame>();
beforeAll(async () => {
  eyes = await openEyes(packagedWeights, packagedRuntime);
});
const pictureOf = (scene: Scene): Frame => {
  const known = drawn.get(scene) ?? scenes[scene]();
  drawn.set(scene, known);
  return known;
};

const everything: WatchSettings = { muted: [], references: [], baseline: null };
/** Without the slowest net, where it has nothing to do with the matter. */
const faces: WatchSettings = { ...everything, muted: ['phone', 'book', 'second-person'] };
const START = 1_000_000;
/** Plays scenes of so many seconds; where `live` is false, every picture of a scene is the same to the last bit. */
function play(script: readonly (readonly [Scene, number])[], { settings = faces, live = true } = {}) {
  const watch = createWatch(eyes, settings, () => 0);
  const signals: Signal[] = [];
  const reports: (Report & { scene: Scene })[] = [];
  let at = START;
  let noise = 0;
  for (const [scene, seconds] of script) {
    const { data, width, height } = pictureOf(scene);
    for (const end = at + seconds * 1000; at < end; at += 500) {
      const picture = Uint8ClampedArray.from(data);
      // The least that a sensor's noise does.
      if (live) picture[64] = noise++ % 251;
      const report = watch.look({ data: picture, width, height }, at);
      signals.push(...report.signals);
      reports.push({ ...report, scene });
    }
  }
  return { signals: [...signals, ...watch.end()], reports };
}
const kinds = (signals: readonly Signal[]) => [...new Set(signals.map(({ signal }) => signal))];
const noticesOf = (reports: readonly Report[]) => [...new Set(reports.map(({ notice }) => notice))];

test('somebody who sits there and looks at the screen raises nothing', () => {
  const { signals, reports } = play([['candidate', 20]], { settings: everything });
  expect(signals).toEqual([]);
  expect(noticesOf(reports)).toEqual([null]);
});

test('nobody: told while it lasts, and with its whole length when it is over', () => {
  const { signals } = play([
    ['candidate', 5],
    ['nobody', 9],
    ['candidate', 6],
  ]);
  expect(kinds(signals)).toEqual(['no-face']);
  expect(signals.map(({ over }) => over)).toEqual([false, true]);
  const last = signals.at(-1);
  expect(last).toMatchObject({ detector: 'presence@1', from: START + 5_000, to: START + 13_500 });
});

test('two people, and nobody told when an accommodation explains them', () => {
  const script = [
    ['candidate', 4],
    ['two', 6],
  ] as const;
  expect(kinds(play(script).signals)).toContain('several-faces');
  const settings = { ...everything, muted: ['several-faces', 'second-person', 'looking-away'] };
  expect(play(script, { settings }).signals).toEqual([]);
});

test("someone else in the candidate's place", () => {
  const { signals } = play([
    ['candidate', 10],
    ['other', 24],
  ]);
  expect(signals.find(({ signal }) => signal === 'other-face')).toMatchObject({ detector: 'identity@1' });
});

describe('what hides the face is shown with a remedy', () => {
  test('the dark is never more than a technical state', () => {
    const { signals, reports } = play([
      ['candidate', 3],
      ['dark', 10],
    ]);
    expect(kinds(signals)).toEqual(['too-dark']);
    expect(noticesOf(reports)).toEqual([null, 'too-dark']);
  });

  test('a covered lens is told to the candidate long before it is told to anyone else', () => {
    const { reports, signals } = play([
      ['candidate', 3],
      ['covered', 16],
    ]);
    expect(kinds(signals)).toEqual(['camera-covered']);
    const shown = reports.findIndex(({ notice }) => notice === 'covered');
    const raised = reports.findIndex((report) => report.signals.length > 0);
    expect(shown).toBeGreaterThan(0);
    expect(raised - shown).toBeGreaterThan(12);
  });
});

test('a picture that never changes by a bit is no live picture', () => {
  expect(kinds(play([['candidate', 18]], { live: false }).signals)).toEqual(['picture-frozen']);
});

test('no tensor is left behind', () => {
  play([['candidate', 3]]);
  const before = eyes.tensors();
  play([
    ['two', 5],
    ['nobody', 3],
  ]);
  expect(eyes.tensors()).toBe(before);
});
