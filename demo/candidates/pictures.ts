/** Drawn camera pictures for the demo: nobody real is shown. Every picture is a pure function of seed and scene. */
import { encode } from 'jpeg-js';

export type Scene = 'alone' | 'two' | 'phone' | 'dark' | 'empty';
type Colour = readonly [number, number, number];
type Canvas = { width: number; height: number; data: Uint8Array };

const skins: Colour[] = [
  [141, 85, 54],
  [198, 134, 91],
  [92, 58, 40],
  [224, 172, 130],
  [172, 112, 70],
  [110, 70, 48],
];
const hairs: Colour[] = [
  [28, 22, 20],
  [52, 36, 26],
  [18, 18, 24],
  [90, 62, 40],
  [60, 60, 66],
];
const shirts: Colour[] = [
  [38, 84, 102],
  [92, 60, 92],
  [64, 96, 70],
  [60, 72, 112],
  [128, 84, 60],
  [84, 88, 96],
];
const walls: Colour[] = [
  [168, 178, 168],
  [186, 168, 150],
  [150, 160, 176],
  [188, 186, 178],
  [140, 156, 152],
];

/** A small deterministic generator (mulberry32); 0 <= x < 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(list: readonly T[], at: number): T => list[Math.floor(at * list.length)] ?? (list[0] as T);

function fill(canvas: Canvas, colourAt: (x: number, y: number) => Colour | null): void {
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const colour = colourAt(x, y);
      if (colour) canvas.data.set([...colour, 255], (y * canvas.width + x) * 4);
    }
  }
}

const shaded = (colour: Colour, by: number): Colour =>
  [colour[0] * by, colour[1] * by, colour[2] * by].map((v) => Math.max(0, Math.min(255, Math.round(v)))) as unknown as Colour;

function ellipse(canvas: Canvas, cx: number, cy: number, rx: number, ry: number, colour: Colour): void {
  fill(canvas, (x, y) => {
    const d = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2;
    return d > 1 ? null : shaded(colour, 1.06 - 0.2 * ((x - cx + rx) / (2 * rx)));
  });
}

/** Head and shoulders; `size` is the head's half height. */
function person(
  canvas: Canvas,
  x: number,
  y: number,
  size: number,
  looks: { skin: Colour; hair: Colour; shirt: Colour; long: boolean },
): void {
  if (looks.long) ellipse(canvas, x, y + size * 0.35, size * 0.98, size * 1.35, looks.hair);
  ellipse(canvas, x, y + size * 2.6, size * 1.9, size * 1.45, looks.shirt);
  ellipse(canvas, x, y + size * 1.05, size * 0.34, size * 0.5, shaded(looks.skin, 0.86));
  ellipse(canvas, x, y - size * 0.2, size * 0.82, size * 0.95, looks.hair);
  ellipse(canvas, x, y + size * 0.08, size * 0.7, size * 0.88, looks.skin);
  for (const side of [-1, 1]) ellipse(canvas, x + side * size * 0.28, y, size * 0.08, size * 0.06, [30, 26, 26]);
  ellipse(canvas, x, y + size * 0.46, size * 0.2, size * 0.05, shaded(looks.skin, 0.62));
}

const looksOf = (random: () => number) => ({
  skin: pick(skins, random()),
  hair: pick(hairs, random()),
  shirt: pick(shirts, random()),
  long: random() < 0.4,
});

/** A JPEG of 320 by 240 as a cheap webcam might give it. `frame` moves the head a little. */
export function drawScene(seed: number, scene: Scene, frame = 0): Uint8Array<ArrayBuffer> {
  const random = generator(seed * 7919 + 11);
  const canvas: Canvas = { width: 320, height: 240, data: new Uint8Array(320 * 240 * 4) };
  const wall = pick(walls, random());
  const looks = looksOf(random);
  const window = random() * 220;
  const light = scene === 'dark' ? 0.22 : 1;
  fill(canvas, (x, y) => shaded(wall, (1.1 - 0.25 * (y / 240) + (x > window && x < window + 70 && y < 130 ? 0.14 : 0)) * light));
  const sway = Math.sin(frame * 1.7 + seed) * 7;
  const dim = (l: typeof looks) => ({
    ...l,
    skin: shaded(l.skin, light),
    hair: shaded(l.hair, light),
    shirt: shaded(l.shirt, light),
  });
  if (scene === 'two') person(canvas, 246, 96, 30, looksOf(random));
  if (scene !== 'empty') person(canvas, 150 + sway, 112, 50, dim(looks));
  if (scene === 'phone')
    fill(canvas, (x, y) =>
      x > 64 && x < 92 && y > 150 && y < 204 ? (x > 67 && x < 89 && y > 154 && y < 198 ? [150, 190, 230] : [24, 24, 28]) : null,
    );
  return new Uint8Array(encode({ width: 320, height: 240, data: canvas.data }, 62).data);
}

/** A specimen card: clearly no real document. */
export function drawDocument(seed: number): Uint8Array<ArrayBuffer> {
  const random = generator(seed * 104729 + 5);
  const canvas: Canvas = { width: 320, height: 240, data: new Uint8Array(320 * 240 * 4) };
  fill(canvas, (_x, y) => shaded([96, 84, 72], 1 - y / 900));
  fill(canvas, (x, y) => (x > 28 && x < 292 && y > 42 && y < 206 ? shaded([206, 218, 224], 1 - Math.abs(x - 160) / 1600) : null));
  const looks = looksOf(random);
  fill(canvas, (x, y) => (x > 42 && x < 122 && y > 62 && y < 166 ? [232, 236, 238] : null));
  person(canvas, 82, 104, 24, looks);
  fill(canvas, (x, y) =>
    x > 136 &&
    x < 276 &&
    [74, 92, 110, 128].some((line) => y > line && y < line + 7) &&
    x < 180 + ((x * 7 + y * 13 + seed * 31) % 96)
      ? [70, 82, 96]
      : null,
  );
  fill(canvas, (x, y) =>
    x > 42 && x < 278 && [176, 190].some((line) => y > line && y < line + 6) && (x * 3 + y) % 9 < 6 ? [40, 44, 52] : null,
  );
  return new Uint8Array(encode({ width: 320, height: 240, data: canvas.data }, 70).data);
}
