/** Identity: distances of all pairs of portraits, error rates at the used thresholds, by skin tone. */
import { MATCH, UNSURE } from '../../../desktop/renderer/monitors/detectors/identity.ts';
import { countedFaces } from '../../../desktop/renderer/monitors/detectors/presence.ts';
import { distance } from '../../../desktop/renderer/monitors/nets/face-descriptor.ts';
import { type Measurement, mark, type Section, sampled } from './kit.ts';
import { lightings, portraitsOf, readPicture, webcam } from './pictures.ts';
import { itaOf, type Tone, toneOf, tones } from './skin.ts';
import { equalError, errorsAt, told } from './stats.ts';

type Known = { file: string; person: string; tone: Tone; descriptor: Float32Array; small: Float32Array };
/** Two files with the same picture in them, saved twice, are no pair. Mean difference of 16 by 16 grey values. */
const SAME_PICTURE = 2.5;

export const identity: Measurement = ({ folder, eyes, quick }): Section => {
  const title = 'Identity (identity@1)';
  if (!folder) return { title, lines: ['no corpus: not measured'], marks: [] };
  const known: Known[] = [];
  const portraits = portraitsOf(folder).filter(({ person }) => person !== null);
  const twice = new Set(portraits.map(({ person }) => person).filter((person, i, all) => all.indexOf(person) !== i));
  const singles = portraits.filter(({ person }) => !twice.has(person));
  for (const { file, person } of [...portraits.filter(({ person }) => twice.has(person)), ...sampled(singles, quick, 40)]) {
    const source = readPicture(file);
    const frame = webcam(source, lightings.normal);
    const [face] = countedFaces(eyes.faces(frame));
    if (!face || !person) continue;
    const small = Float32Array.from({ length: 256 }, (_, i) => {
      const at = (Math.floor(((i >> 4) + 0.5) * 30) * 640 + 80 + Math.floor(((i & 15) + 0.5) * 30)) * 4;
      return ((frame.data[at] ?? 0) + (frame.data[at + 1] ?? 0) + (frame.data[at + 2] ?? 0)) / 3;
    });
    known.push({ file, person, tone: toneOf(itaOf(frame, face)), descriptor: eyes.descriptor(frame, face), small });
  }
  const genuine: number[] = [];
  const impostor: { distance: number; tone: Tone | null }[] = [];
  let copies = 0;
  known.forEach((a, i) => {
    for (const b of known.slice(i + 1)) {
      if (a.small.reduce((sum, value, k) => sum + Math.abs(value - (b.small[k] ?? 0)), 0) / 256 < SAME_PICTURE) {
        copies++;
        continue;
      }
      const apart = distance(a.descriptor, b.descriptor);
      if (a.person === b.person) genuine.push(apart);
      else impostor.push({ distance: apart, tone: a.tone === b.tone ? a.tone : null });
    }
  });
  const others = impostor.map((pair) => pair.distance);
  const equal = equalError(genuine, others);
  const lines = [
    `${known.length} portraits, ${genuine.length} pairs of one person, ${others.length} of two; ${copies} copies of one picture left out`,
    `equal error rate ${(equal.rate * 100).toFixed(2)} % at distance ${equal.distance.toFixed(2)}`,
  ];
  for (const at of [MATCH, UNSURE]) {
    const { fmr, fnmr } = errorsAt(genuine, others, at);
    lines.push(`at ${at}: false match ${told(fmr)}; false non-match ${told(fnmr)}`);
    for (const tone of tones) {
      const own = impostor.filter((pair) => pair.tone === tone).map((pair) => pair.distance);
      lines.push(`  both ${tone}: false match ${told(errorsAt([], own, at).fmr)}`);
    }
  }
  const closest = impostor.map((pair) => pair.distance).toSorted((a, b) => a - b)[0] ?? 1;
  lines.push(`closest pair of two people ${closest.toFixed(2)}, farthest of one ${Math.max(0, ...genuine).toFixed(2)}`);
  const rates = tones.map(
    (tone) =>
      errorsAt(
        [],
        impostor.filter((pair) => pair.tone === tone).map((pair) => pair.distance),
        MATCH,
      ).fmr,
  );
  return {
    title,
    lines,
    marks: [
      mark('equal error rate at most 1 %', equal.rate <= 0.01, `${(equal.rate * 100).toFixed(2)} %`),
      mark(
        'false matches at most 0.1 % in every group',
        rates.every(({ count, of }) => count <= 0.001 * of),
        rates.map(told).join('; '),
      ),
    ],
  };
};
