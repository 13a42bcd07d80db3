/** Phones: found where they lie, and none where there is none. */

import path from 'node:path';
import { countedFaces } from '../../../desktop/renderer/monitors/detectors/presence.ts';
import { thingsSeen, zoomsFor } from '../../../desktop/renderer/monitors/detectors/things.ts';
import type { Frame } from '../../../desktop/renderer/monitors/frame.ts';
import { type Measurement, mark, type Section, type Setting, sampled } from './kit.ts';
import { lightings, phonesOf, portraitsOf, readPicture, webcam } from './pictures.ts';
import { share, told } from './stats.ts';

/** One look of the watch at a frame, with every zoom it would take in turn. */
const look = ({ eyes }: Setting, frame: Frame) => {
  const [face] = countedFaces(eyes.faces(frame));
  const things = eyes.things(frame, zoomsFor(frame, face ?? null));
  return { things, seen: thingsSeen(things, frame).filter(({ seen }) => seen) };
};

export const things: Measurement = (setting): Section => {
  const title = 'Phone, book, second person (things@1)';
  const { folder, quick } = setting;
  if (!folder) return { title, lines: ['no corpus: not measured'], marks: [] };
  const lines: string[] = [];
  const portraits = sampled(portraitsOf(folder), quick, 30);
  const raised = { phone: [] as string[], book: [] as string[], 'second-person': [] as string[] };
  for (const { file } of portraits) {
    for (const { signal } of look(setting, webcam(readPicture(file), lightings.normal)).seen)
      if (signal === 'phone' || signal === 'book' || signal === 'second-person') raised[signal].push(file);
  }
  for (const [signal, files] of Object.entries(raised)) {
    lines.push(`${signal} on single portraits: ${told(share(files.length, portraits.length))}`);
    if (files.length > 0 && files.length < 5) lines.push(`  ${files.map((file) => path.relative(folder, file)).join(', ')}`);
  }
  const phones = sampled(phonesOf(folder), quick, 10);
  let found = 0;
  for (const { file, x, y } of phones) {
    const frame = readPicture(file);
    const scale = Math.max(frame.width, frame.height);
    const { things } = look(setting, frame);
    const there = things.some(
      ({ kind, box }) =>
        kind === 'phone' &&
        Math.hypot(box[0] + box[2] / 2 - x * frame.width, box[1] + box[3] / 2 - y * frame.height) < scale * 0.06,
    );
    const seen = thingsSeen(things, frame).some(({ signal, seen }) => signal === 'phone' && seen);
    if (there && seen) found++;
  }
  lines.push(`small phones on floors found in one look: ${told(share(found, phones.length))}`);
  return {
    title,
    lines,
    marks: [mark('no phone on any portrait', raised.phone.length === 0, told(share(raised.phone.length, portraits.length)))],
  };
};
