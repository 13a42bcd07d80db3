/** The document reader's worker: owns the recogniser, so that the screen never waits for it. Its files come from the app's own scheme. */
import { framesOf } from '../frames.ts';
import { checkedWeights } from '../weights/list.ts';
import { type OcrEngine, openOcrEngine } from './engine.ts';
import { greyOf } from './image.ts';
import { judgeDocument } from './judge.ts';
import type { DocumentRead, FromReader, ToReader, Wish } from './protocol.ts';
import { findZone, readSightings, type Sighting, sightingOf } from './read.ts';
import { holderArea } from './zone.ts';

// The dedicated worker's global; the project's types are those of a page, which lack it.
const here = self as unknown as { postMessage(message: FromReader): void; onmessage: (event: MessageEvent<ToReader>) => void };
const say = (message: FromReader): void => here.postMessage(message);
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Looks before the picture that still count for it. */
const KEPT = 4;
let engine: Promise<OcrEngine> | null = null;
let seen: Sighting[] = [];
let stream: AbortController | null = null;

async function open(weights: string): Promise<OcrEngine> {
  const opened = await openOcrEngine(
    checkedWeights(async (file) => {
      const answer = await fetch(new URL(file, weights));
      if (!answer.ok) throw new Error(`The file "${file}" is missing. Install Invigil again.`);
      return new Uint8Array(await answer.arrayBuffer());
    }),
  );
  say({ type: 'ready' });
  return opened;
}

function follow(frames: ReadableStream<VideoFrame>, every: number): void {
  stream?.abort();
  const own = new AbortController();
  stream = own;
  seen = [];
  const look = (frame: Parameters<typeof greyOf>[0]): void => {
    const sighting = sightingOf(greyOf(frame), null);
    if (sighting) seen = [...seen, sighting].slice(-KEPT);
    const zone = sighting && { clear: sighting.clear, pitch: sighting.pitch };
    say({ type: 'glanced', glance: { zone, readable: readSightings(seen) !== null } });
  };
  framesOf(frames, () => every, look, own.signal).catch((error: unknown) => say({ type: 'failed', message: wordsOf(error) }));
}

/** Decoded on a canvas: one picture now and then, so that what a canvas leaves behind does not add up. */
async function canvasOf(picture: Blob): Promise<OffscreenCanvas> {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
}

async function read(picture: Blob, { registered, digits, now }: Wish): Promise<DocumentRead> {
  const recogniser = await engine;
  const canvas = await canvasOf(picture);
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  if (!pixels || !recogniser) throw new Error('This picture could not be read.');
  const grey = greyOf(pixels);
  const own = sightingOf(grey, recogniser);
  // The picture itself decides where it can; the looks before it help where it cannot.
  const zone = (own && readSightings([own])) ?? readSightings([...(own ? [own] : []), ...seen]);
  const text = zone ? [] : recogniser.text(grey);
  const place = findZone(grey);
  const area = place && holderArea(place, canvas.width, canvas.height);
  const portrait = area ? await partOf(canvas, area) : null;
  return { ...judgeDocument(zone, text, registered, now, digits), portrait };
}

type Area = { x: number; y: number; width: number; height: number };
function partOf(canvas: OffscreenCanvas, { x, y, width, height }: Area): Promise<Blob> {
  const part = new OffscreenCanvas(width, height);
  part.getContext('2d')?.drawImage(canvas, x, y, width, height, 0, 0, width, height);
  return part.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
}

here.onmessage = ({ data }) => {
  switch (data.type) {
    case 'open':
      engine = open(data.weights);
      engine.catch((error: unknown) => say({ type: 'failed', message: wordsOf(error) }));
      return;
    case 'follow':
      follow(data.frames, data.every);
      return;
    case 'read': {
      const { id, picture, wish } = data;
      read(picture, wish).then(
        (result) => say({ type: 'read', id, read: result }),
        (error: unknown) => say({ type: 'read-failed', id, message: wordsOf(error) }),
      );
    }
  }
};
