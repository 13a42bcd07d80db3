/** A camera file from the real pictures that an installed package ships: one person's portrait, 640 by 480, as MJPEG. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { decode, encode } from 'jpeg-js';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 30;

const pictures = path.join(path.dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** One person's portrait as the package ships it. */
export const sampleJpeg = (sample: number): Uint8Array => readFileSync(path.join(pictures, `sample${sample}.jpg`));

/** Writes one picture as a camera that shows nothing else. */
export function writeStill(file: string, picture: { width: number; height: number; data: Uint8Array | Uint8ClampedArray }): void {
  const frame = encode({ ...picture, data: new Uint8Array(picture.data) }, 92).data;
  writeFileSync(file, Buffer.concat(Array.from({ length: FRAMES }, () => frame)));
}

/** Writes the file; `sample` is 1 to 6. */
export function writeCamera(file: string, sample: number): void {
  const source = decode(readFileSync(path.join(pictures, `sample${sample}.jpg`)), { useTArray: true });
  const scale = Math.min(source.width / WIDTH, source.height / HEIGHT);
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  const left = (source.width - WIDTH * scale) / 2;
  const top = (source.height - HEIGHT * scale) / 2;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (Math.floor(top + y * scale) * source.width + Math.floor(left + x * scale)) * 4;
      data.set(source.data.subarray(at, at + 4), (y * WIDTH + x) * 4);
    }
  }
  const frame = encode({ width: WIDTH, height: HEIGHT, data }, 80).data;
  writeFileSync(file, Buffer.concat(Array.from({ length: FRAMES }, () => frame)));
}
