/** Films for Chromium's fake camera (MJPEG, 30 pictures a second) from the pictures that an installed package ships. Runs in Node. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { decode, encode } from 'jpeg-js';

const WIDTH = 480;
const HEIGHT = 360;
const RATE = 30;
/** Pictures of one scene that differ in their noise: a picture without any would rightly count as frozen. */
const VARIANTS = 25;

const pictures = path.join(path.dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
type Pixels = { data: Uint8Array; width: number; height: number };

const sampleOf = (sample: number): Pixels =>
  decode(readFileSync(path.join(pictures, `sample${sample}.jpg`)), { useTArray: true });

/** A part of a sample picture, 4 by 3, in film size. */
function part(sample: number, left: number, top: number, width: number): Pixels {
  const source = sampleOf(sample);
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  const scale = width / WIDTH;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const fx = Math.min(source.width - 1, Math.floor(left + x * scale));
      const fy = Math.min(source.height - 1, Math.floor(top + y * scale));
      data.set(source.data.subarray((fy * source.width + fx) * 4, (fy * source.width + fx) * 4 + 4), (y * WIDTH + x) * 4);
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
}

/** A wall, a shelf, a chair: nobody. */
function room(): Pixels {
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const shelf = x > 300 && x < 440 && y > 40 && y < 200 && y % 40 > 6;
      const chair = x > 120 && x < 230 && y > 190;
      const light = 150 + x / 12 - y / 14;
      data.set(shelf ? [96, 70, 52, 255] : chair ? [40, 44, 60, 255] : [light, light - 4, light - 14, 255], (y * WIDTH + x) * 4);
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
}

/** Corners of the phone that lies on a sofa in a sample, along its short side first, in pixels of the sample. */
const PHONE = {
  sample: 2,
  corners: [
    [70, 1288],
    [151, 1250],
    [303, 1312],
    [221, 1345],
  ],
} as const;
const PHONE_HEIGHT = 95;
const PHONE_TILT = -0.3;

/**
 * A real phone, cut out and straightened, at the size and place at which a hand would hold it: composed, because none of the
 * pictures shows somebody who holds one up.
 */
function withPhone(scene: Pixels, middleX: number, middleY: number): Pixels {
  const source = sampleOf(PHONE.sample);
  const [a, b, c, d] = PHONE.corners;
  const between = (across: number, along: number, axis: 0 | 1): number =>
    Math.round((1 - along) * ((1 - across) * a[axis] + across * b[axis]) + along * ((1 - across) * d[axis] + across * c[axis]));
  const data = Uint8Array.from(scene.data);
  const [cos, sin] = [Math.cos(PHONE_TILT), Math.sin(PHONE_TILT)];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [dx, dy] = [x - middleX, y - middleY];
      const across = (cos * dx + sin * dy) / (PHONE_HEIGHT / 2) + 0.5;
      const along = (-sin * dx + cos * dy) / PHONE_HEIGHT + 0.5;
      // Its corners are round.
      const corner = Math.hypot(Math.max(0, Math.abs(across - 0.5) - 0.37), Math.max(0, Math.abs(along - 0.5) * 2 - 0.87));
      if (Math.abs(across - 0.5) > 0.5 || Math.abs(along - 0.5) > 0.5 || corner > 0.13) continue;
      const from = (between(across, along, 1) * source.width + between(across, along, 0)) * 4;
      data.set(source.data.subarray(from, from + 4), (y * WIDTH + x) * 4);
    }
  }
  return { ...scene, data };
}

/** Less light falls on it: linear light times `gain`. */
function dimmed({ data, width, height }: Pixels, gain: number): Pixels {
  const dim = (value: number) => 255 * ((value / 255) ** 2.2 * gain) ** (1 / 2.2);
  return { data: data.map((value, i) => (i % 4 === 3 ? 255 : dim(value))), width, height };
}

export const scenes = {
  candidate: () => part(2, 1237, 60, 640),
  other: () => part(1, 150, 250, 640),
  two: () => part(3, 420, 140, 980),
  nobody: room,
  /** The candidate with a phone beside the face. */
  phone: () => withPhone(part(2, 1237, 60, 640), 110, 270),
  /** The candidate, lit by the screen alone. Chromium takes what is below 16 of 255 for black; a face is a little above. */
  dark: () => dimmed(part(2, 1237, 60, 640), 0.012),
  covered: () => dimmed(room(), 0),
} as const;
export type Scene = keyof typeof scenes;

/** Writes a film of scenes, each so many seconds. */
export function writeFilm(file: string, script: readonly (readonly [Scene, number])[]): void {
  const out = openSync(file, 'w');
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (const [scene, seconds] of script) {
    const { data } = scenes[scene]();
    const frames = Array.from({ length: VARIANTS }, () => {
      const noisy = data.map((value, i) => (i % 4 === 3 ? 255 : Math.max(0, Math.min(255, value + (random() - 0.5) * 6))));
      return encode({ width: WIDTH, height: HEIGHT, data: noisy }, 75).data;
    });
    for (let i = 0; i < seconds * RATE; i++) {
      const frame = frames[Math.floor(random() * VARIANTS)];
      if (frame) writeSync(out, frame);
    }
  }
  closeSync(out);
}
