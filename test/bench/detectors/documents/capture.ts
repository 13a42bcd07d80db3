/** What a webcam makes of a document that is held in front of it: perspective, shade, blur, noise, JPEG. The same for the same seed. */
import { decode, encode } from 'jpeg-js';
import type { Rgba } from '../../../../desktop/renderer/monitors/document/image.ts';

export type Camera = { width: number; height: number };
export const cameras: Record<string, Camera> = {
  '480p': { width: 640, height: 480 },
  '720p': { width: 1280, height: 720 },
  '1080p': { width: 1920, height: 1080 },
};

/** Numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Point = readonly [number, number];

/** The projective map from the four corners of the frame's quadrilateral to the unit square, as a function. */
function inverseOf([a, b, c, d]: readonly [Point, Point, Point, Point]): (x: number, y: number) => Point {
  // Square to quadrilateral (Heckbert 1989), then its adjugate.
  const dx1 = b[0] - c[0];
  const dx2 = d[0] - c[0];
  const dx3 = a[0] - b[0] + c[0] - d[0];
  const dy1 = b[1] - c[1];
  const dy2 = d[1] - c[1];
  const dy3 = a[1] - b[1] + c[1] - d[1];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / det;
  const h = (dx1 * dy3 - dx3 * dy1) / det;
  const m = [b[0] - a[0] + g * b[0], d[0] - a[0] + h * d[0], a[0], b[1] - a[1] + g * b[1], d[1] - a[1] + h * d[1], a[1], g, h, 1];
  const at = (i: number) => m[i] ?? 0;
  const minor = (p: number, q: number, r: number, s: number) => at(p) * at(s) - at(q) * at(r);
  const n = [
    minor(4, 5, 7, 8),
    -minor(1, 2, 7, 8),
    minor(1, 2, 4, 5),
    -minor(3, 5, 6, 8),
    minor(0, 2, 6, 8),
    -minor(0, 2, 3, 5),
    minor(3, 4, 6, 7),
    -minor(0, 1, 6, 7),
    minor(0, 1, 3, 4),
  ];
  const of = (i: number) => n[i] ?? 0;
  return (x, y) => {
    const w = of(6) * x + of(7) * y + of(8);
    return [(of(0) * x + of(1) * y + of(2)) / w, (of(3) * x + of(4) * y + of(5)) / w];
  };
}

/** How hard it is made: 1 is a hand that holds still in a lit room. */
export function capture(document: Rgba, camera: Camera, seed: number, hardness = 1): Rgba {
  const random = randomFrom(seed);
  const about = (most: number) => (random() * 2 - 1) * most * hardness;
  const { width, height } = camera;
  const share = 0.86 - random() * 0.14 * hardness;
  const scale = Math.min((width * share) / document.width, (height * share) / document.height);
  const [w, h] = [document.width * scale, document.height * scale];
  const angle = (about(4) * Math.PI) / 180;
  const [cx, cy] = [width / 2 + about(width * 0.03), height / 2 + about(height * 0.03)];
  const corner = (x: number, y: number): Point => {
    const [px, py] = [x * w * (1 + about(0.03)), y * h * (1 + about(0.03))];
    return [cx + px * Math.cos(angle) - py * Math.sin(angle), cy + px * Math.sin(angle) + py * Math.cos(angle)];
  };
  const back = inverseOf([corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)]);
  const light = 0.62 + random() * 0.4;
  const [shadeX, shadeY] = [about(0.25), about(0.2)];
  const plane = new Float32Array(width * height * 3);
  const steps = 2;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 3;
      const shade = light * (1 + (shadeX * (x - cx)) / width + (shadeY * (y - cy)) / height);
      for (let sy = 0; sy < steps; sy++)
        for (let sx = 0; sx < steps; sx++) {
          const [u, v] = back(x + (sx + 0.5) / steps, y + (sy + 0.5) / steps);
          const inside = u >= 0 && u < 1 && v >= 0 && v < 1;
          const from = (Math.floor(v * document.height) * document.width + Math.floor(u * document.width)) * 4;
          for (let k = 0; k < 3; k++) {
            const value = inside ? (document.data[from + k] ?? 0) : [92, 74, 58][k];
            plane[to + k] = (plane[to + k] ?? 0) + ((value ?? 0) * shade) / (steps * steps);
          }
        }
    }
  const blurred = blur(plane, width, height, (0.35 + random() * 0.45) * hardness * (width / 1100));
  const noise = 3 + random() * 6 * hardness;
  const data = new Uint8Array(width * height * 4);
  for (let p = 0; p < width * height; p++) {
    const grain = (random() + random() + random() - 1.5) * noise;
    for (let k = 0; k < 3; k++) data[p * 4 + k] = Math.max(0, Math.min(255, (blurred[p * 3 + k] ?? 0) + grain));
    data[p * 4 + 3] = 255;
  }
  return decode(encode({ width, height, data }, 70 + Math.round(random() * 20)).data, { useTArray: true });
}

/** Gaussian, separable; `sigma` in pixels. */
function blur(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(sigma * 2.5));
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const pass = (from: Float32Array, dx: number, dy: number) => {
    const out = new Float32Array(from.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let k = 0; k < 3; k++) {
          let sum = 0;
          for (let i = -reach; i <= reach; i++) {
            const px = Math.min(width - 1, Math.max(0, x + i * dx));
            const py = Math.min(height - 1, Math.max(0, y + i * dy));
            sum += (from[(py * width + px) * 3 + k] ?? 0) * (kernel[i + reach] ?? 0);
          }
          out[(y * width + x) * 3 + k] = sum / total;
        }
    return out;
  };
  return pass(pass(plane, 1, 0), 0, 1);
}
