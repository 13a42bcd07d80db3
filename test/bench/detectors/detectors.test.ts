/** The short version of `npm run bench:detectors`, so that a detector that got worse fails the tests. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { countedFaces } from '../../../desktop/renderer/monitors/detectors/presence.ts';
import { thingsSeen, zoomsFor } from '../../../desktop/renderer/monitors/detectors/things.ts';
import { type Eyes, openEyes } from '../../../desktop/renderer/monitors/eyes.ts';
import type { Frame } from '../../../desktop/renderer/monitors/frame.ts';
import { distance } from '../../../desktop/renderer/monitors/nets/face-descriptor.ts';
import { packagedRuntime, packagedWeights } from '../../../desktop/renderer/monitors/weights/node.ts';
import { scenes } from '../../../desktop/renderer/preview/film.ts';
import { watched } from './index.ts';
import { corpusFolder, readPicture, samples } from './pictures.ts';

let eyes: Eyes;
beforeAll(async () => {
  eyes = await openEyes(packagedWeights, packagedRuntime);
});
const folder = corpusFolder();

/** Where there is no corpus it says so here: skipped, never passed. */
describe.skipIf(!existsSync(folder))('the marks hold on a part of the corpus', () => {
  test.each(Object.entries(watched))(
    '%s',
    async (_name, measure) => {
      const { marks } = await measure({ folder, eyes, quick: true });
      expect(marks.filter(({ holds }) => !holds)).toEqual([]);
      expect(marks.length).toBeGreaterThan(0);
    },
    600_000,
  );
});

describe('on the sample pictures of an installed package', () => {
  test('the faces that a person counts are found', () => {
    expect(samples.map((file) => countedFaces(eyes.faces(readPicture(file))).length)).toEqual([3, 1, 2, 4, 4, 4]);
  });

  test('a phone that a hand holds beside the face is seen, and none without it', () => {
    const phoneIn = (frame: Frame) => {
      const [face] = countedFaces(eyes.faces(frame));
      const seen = thingsSeen(eyes.things(frame, zoomsFor(frame, face ?? null)), frame);
      return seen.find(({ signal }) => signal === 'phone')?.seen;
    };
    expect([phoneIn(scenes.phone()), phoneIn(scenes.candidate())]).toEqual([true, false]);
  });

  test('one face in two pictures is nearer to itself than to anybody else', () => {
    const of = (sample: number, face: number): Float32Array => {
      const frame = readPicture(samples[sample - 1] ?? '');
      const found = countedFaces(eyes.faces(frame)).toSorted((a, b) => a.box[0] - b.box[0])[face];
      if (!found) throw new Error(`sample ${sample} has no face ${face}`);
      return eyes.descriptor(frame, found);
    };
    const [own, again, other] = [of(1, 2), of(3, 1), of(1, 0)];
    expect(distance(own, again)).toBeLessThan(0.5);
    expect(distance(own, other)).toBeGreaterThan(0.62);
  });
});
