/** Portraits, and cameras that show one picture, from the real pictures that an installed package ships; 640 by 480. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { decode, encode } from 'jpeg-js';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 30;

const pictures = path.join(path.dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** Where one face lies in a sample, as shares of its width (x, y of the middle, side). The samples show several people. */
const faces = { 2: [0.8107, 0.1535, 0.0994], 3: [0.6157, 0.1992, 0.1289] } as const;
export type Person = keyof typeof faces;

/** One person alone, looking at the camera: the face is half as high as the picture. */
export function portraitOf(person: Person): { width: number; height: number; data: Uint8Array } {
  const source = decode(readFileSync(path.join(pictures, `sample${person}.jpg`)), { useTArray: true });
  const [x, y, side] = faces[person];
  const step = (side * source.width) / (HEIGHT / 2);
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const fromX = Math.round(x * source.width + (column - WIDTH / 2) * step);
      const fromY = Math.round(y * source.width + (row - HEIGHT / 2) * step);
      if (fromX < 0 || fromY < 0 || fromX >= source.width || fromY >= source.height) continue;
      const at = (fromY * source.width + fromX) * 4;
      data.set(source.data.subarray(at, at + 4), (row * WIDTH + column) * 4);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}
export const portraitJpeg = (person: Person): Uint8Array => encode(portraitOf(person), 92).data;

/** Writes one picture as a camera that shows nothing else. */
export function writeStill(file: string, picture: { width: number; height: number; data: Uint8Array | Uint8ClampedArray }): void {
  const frame = encode({ ...picture, data: new Uint8Array(picture.data) }, 92).data;
  writeFileSync(file, Buffer.concat(Array.from({ length: FRAMES }, () => frame)));
}
