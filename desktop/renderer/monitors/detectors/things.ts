/** Phones, books and further persons in view. Weak on small things: evidence for a person, never more. */
import type { Face } from '../eyes.ts';
import type { Box, Frame } from '../frame.ts';
import type { Thing, Zoom } from '../nets/things.ts';
import type { Observation } from './detector.ts';

export const thingsVersion = 'things@1';

/** Scores after the second look: portraits stay below 0.3, phones lie above 0.45 where they are found at all. */
const PHONE = 0.4;
const BOOK = 0.6;
const PERSON = 0.7;
/** A second body must be at least this large, as shares of the first one's height. */
const PERSON_SIZE = 0.4;
/** A thing larger than this share of the frame is no phone in somebody's hand. */
const PHONE_MOST = 0.25;
/** Boxes of persons that cover each other this much are one person. */
const SAME_PERSON = 0.35;

/** Where hands and what they hold are: below the face on both sides, and at the ears. */
export function zoomsFor(frame: Frame, face: Face | null): Zoom[] {
  const short = Math.min(frame.width, frame.height);
  if (!face) {
    const third = short * 0.6;
    return [0.3, 0.7].map((share) => ({ x: frame.width * share, y: frame.height * 0.65, side: third }));
  }
  const [x, y, width, height] = face.box;
  const side = Math.min(short, Math.max(height * 2.2, short * 0.45));
  const low = Math.min(frame.height - side / 2, y + height * 1.4);
  return [
    { x: x - width * 0.4, y: low, side },
    { x: x + width * 1.4, y: low, side },
  ];
}

const covered = (a: Box, b: Box): number => {
  const width = Math.max(0, Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]));
  return (width * height) / Math.min(a[2] * a[3], b[2] * b[3]);
};

/** Whole people, each once: boxes inside of others belong to them. */
export function bodies(things: readonly Thing[]): Thing[] {
  const kept: Thing[] = [];
  for (const thing of things.filter(({ kind, score }) => kind === 'person' && score >= PERSON).toSorted(bySize))
    if (kept.every((larger) => covered(larger.box, thing.box) < SAME_PERSON)) kept.push(thing);
  const tallest = kept[0]?.box[3] ?? 0;
  return kept.filter(({ box }) => box[3] >= tallest * PERSON_SIZE);
}
const bySize = (a: Thing, b: Thing) => b.box[3] - a.box[3];

/** Observations of `phone`, `book` and `several-people` in one look. */
export function thingsSeen(things: readonly Thing[], frame: Frame): Observation[] {
  const area = frame.width * frame.height;
  const best = (kind: Thing['kind'], most: number) =>
    Math.max(
      0,
      ...things.filter(({ kind: own, box }) => own === kind && (box[2] * box[3]) / area <= most).map(({ score }) => score),
    );
  const phone = best('phone', PHONE_MOST);
  const book = best('book', 1);
  const second = bodies(things)[1];
  return [
    { signal: 'phone', seen: phone >= PHONE, confidence: phone >= PHONE ? phone : 1 - phone },
    { signal: 'book', seen: book >= BOOK, confidence: book >= BOOK ? book : 1 - book },
    { signal: 'second-person', seen: second !== undefined, confidence: second?.score ?? 0.9 },
  ];
}
