/** Pictures for measuring detectors: read from a folder, composed as a webcam would show them, in several lights. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { decode, encode } from 'jpeg-js';
import { cut, type Frame } from '../../../desktop/renderer/monitors/frame.ts';

/** `person` is the same for pictures of one person; null where it is not known who is in it. */
export type Picture = { file: string; person: string | null; sha256: string };

/** Where the corpus is looked for when no folder is given. */
export const corpusFolder = (): string =>
  path.join(process.env.INVIGIL_CORPUS ?? path.resolve(import.meta.dirname, '../../../../shared/corpus'), 'vision');

const portraitFolders = ['house', 'senate', 'governors', 'pairs', 'facerec', 'misc'] as const;
/** Here a name says nothing about who it is. */
const unnamed = 'misc';
/** Pictures with other than one face in them, by the words that their names use for it. */
const several = /_and_|_with_|people|group|crowd|coffee|antispoof/;

/** A portrait's file name without what tells two pictures of one person apart: source after `__`, numbers, crops. */
const personOf = (file: string): string =>
  path
    .basename(file)
    .replace(/\.\w+$/, '')
    .replace(/__.*$/, '')
    .replace(/_(partial_face|small)\d*$|-\d+p$/, '')
    .replace(/\d+$/, '');

/** Portraits of one person each, in the folders of a corpus. Every picture once, whatever names it has. */
export function portraitsOf(folder: string): Picture[] {
  const seen = new Set<string>();
  return portraitFolders
    .flatMap((name) => globSync(`${name}/*.jpg`, { cwd: folder }).toSorted())
    .filter((file) => !several.test(path.basename(file)))
    .map((name) => ({ file: path.join(folder, name), person: name.startsWith(unnamed) ? null : personOf(name) }))
    .map(({ file, person }) => ({ file, person, sha256: createHash('sha256').update(readFileSync(file)).digest('hex') }))
    .filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
}

/** Phones on floors and tables, with their place as shares of width and height. */
export function phonesOf(folder: string): { file: string; x: number; y: number }[] {
  const labels = path.join(folder, 'findphone', 'labels.txt');
  if (!existsSync(labels)) return [];
  return readFileSync(labels, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [name = '', x, y] = line.trim().split(/\s+/);
      const file = path.join(folder, 'findphone', name);
      return name && existsSync(file) ? [{ file, x: Number(x), y: Number(y) }] : [];
    });
}

/** The six sample pictures that an installed package ships: what a fresh clone has. */
export const samples: readonly string[] = Array.from({ length: 6 }, (_, i) =>
  path.join(
    path.dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
    'demo',
    `sample${i + 1}.jpg`,
  ),
);

export const readPicture = (file: string): Frame => decode(readFileSync(file), { useTArray: true, maxMemoryUsageInMB: 1024 });

/** How a scene is lit and how far away one sits. Shares: of linear light, of the frame's height. */
export type Lighting = { gain: number; noise: number; flare: number; size: number; background: number };
export const lightings = {
  normal: { gain: 1, noise: 1.5, flare: 0, size: 1, background: 128 },
  dim: { gain: 0.2, noise: 4, flare: 0, size: 1, background: 128 },
  'very dark': { gain: 0.04, noise: 6, flare: 0, size: 1, background: 128 },
  backlit: { gain: 0.1, noise: 3, flare: 0.03, size: 0.8, background: 255 },
  far: { gain: 1, noise: 1.5, flare: 0, size: 0.32, background: 128 },
} as const satisfies Record<string, Lighting>;
export type LightingName = keyof typeof lightings;

const WIDTH = 640;
const HEIGHT = 480;

/** The picture as a 640 by 480 webcam frame: fitted, lit, noisy, compressed. The same every time. */
export function webcam(source: Frame, { gain, noise, flare, size, background }: Lighting): Frame {
  const scale = Math.min(WIDTH / source.width, HEIGHT / source.height) * size;
  const left = (WIDTH - source.width * scale) / 2;
  const top = (HEIGHT - source.height * scale) / 2;
  const pixels = cut(source, [scale, 0, 0, scale, left, top], WIDTH, HEIGHT);
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  let seed = 12345;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed + 1) / 4294967297;
  };
  const lit = Float32Array.from({ length: 256 }, (_, v) => 255 * Math.min(1, (v / 255) ** 2.2 * gain + flare) ** (1 / 2.2));
  const litBackground = background === 255 ? 255 : (lit[background] ?? 0);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = y * WIDTH + x;
      const isOutside = x < left || y < top || x >= WIDTH - left || y >= HEIGHT - top;
      for (let k = 0; k < 3; k++) {
        const value = isOutside ? litBackground : (lit[Math.round(pixels[at * 3 + k] ?? 0)] ?? 0);
        data[at * 4 + k] = value + noise * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
      }
      data[at * 4 + 3] = 255;
    }
  }
  return decode(encode({ data, width: WIDTH, height: HEIGHT }, 75).data, { useTArray: true });
}
