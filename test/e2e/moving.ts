/**
 * A film for the fake camera in which one real portrait turns its head to both sides and blinks: the picture is bent over a
 * cylinder as wide as the head, and skin is drawn over the eyes down to a line of lashes. Composed, not filmed: it shows that
 * the challenge can be passed, and nothing about how well it tells a living face from such a film.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { encode } from 'jpeg-js';
import { type Eyes, openEyes } from '../../desktop/renderer/monitors/eyes.ts';
import type { Frame, Point } from '../../desktop/renderer/monitors/frame.ts';
import { pointOf } from '../../desktop/renderer/monitors/nets/face-mesh.ts';
import { packagedRuntime, packagedWeights } from '../../desktop/renderer/monitors/weights/node.ts';

const RATE = 30;
/** Outer corner, inner corner, upper and lower lid of each eye among the mesh's points. */
const EYES = [
  [33, 133, [160, 158], [144, 153]],
  [263, 362, [387, 385], [373, 380]],
] as const;
/** How far above the lid its skin is taken from, and how thick the lashes are, in pixels of a face half as high as the picture. */
const SKIN = 10;
const LASHES = 3;

/** `turn`: degrees to the picture's right, which is the person's left. `shut`: whether the eyes are. */
type Pose = { turn: number; shut: boolean };
/** `slope`: how much lower the eye stands for each pixel to the right; `upper` and `lower` are its lids at `x`. */
type Eye = { x: number; half: number; slope: number; upper: number; lower: number };
type Head = { x: number; y: number; half: number; height: number; eyes: Eye[] };

/** Where the only face's head and eyes lie, in pixels. */
function headIn(nets: Eyes, frame: Frame): Head {
  const [face] = nets.faces(frame);
  if (!face) throw new Error('there is no face in the portrait');
  const at = (index: number): Point => pointOf(face.points, index);
  const [left, right, top, chin] = [at(234)[0], at(454)[0], at(10)[1], at(152)[1]];
  const eyes = EYES.map(([outer, inner, uppers, lowers]): Eye => {
    const [a, b] = [at(outer), at(inner)];
    const x = (a[0] + b[0]) / 2;
    const slope = (b[1] - a[1]) / (b[0] - a[0]);
    const level = (lid: readonly [number, number]) => lid.map(at).reduce((sum, [px, py]) => sum + (py - slope * (px - x)) / 2, 0);
    return { x, half: Math.abs(a[0] - b[0]) * 0.8, slope, upper: level(uppers), lower: level(lowers) };
  });
  return { x: (left + right) / 2, y: (top + chin) / 2, half: ((right - left) / 2) * 1.12, height: (chin - top) * 0.78, eyes };
}

/** Where a point of the turned head was before; outside of the head everything stays. */
function unturned({ x, y, half, height }: Head, turn: number, px: number, py: number): number {
  const across = (px - x) / half;
  const down = (py - y) / height;
  if (Math.abs(across) >= 1 || Math.abs(down) >= 1) return px;
  // Fades out towards neck and hair, so that the picture holds together.
  const angle = Math.asin(across) - (turn * Math.PI * Math.min(1, (1 - down ** 2) * 3)) / 180;
  const back = x + Math.sin(Math.max(-Math.PI / 2, Math.min(Math.PI / 2, angle))) * half;
  return px + (back - px) * Math.min(1, (1 - Math.abs(across)) * 8);
}

function turned(frame: Frame, head: Head, turn: number): Frame {
  const { width, height } = frame;
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = unturned(head, turn, x, y);
      const left = Math.max(0, Math.min(width - 2, Math.floor(from)));
      const part = Math.max(0, Math.min(1, from - left));
      const at = (y * width + left) * 4;
      for (let c = 0; c < 3; c++)
        data[(y * width + x) * 4 + c] = (frame.data[at + c] ?? 0) * (1 - part) + (frame.data[at + 4 + c] ?? 0) * part;
    }
  }
  return { width, height, data };
}

function shut(frame: Frame, eyes: readonly Eye[]): Frame {
  const { width } = frame;
  const data = Uint8Array.from(frame.data);
  for (const { x: middle, half, slope, upper, lower } of eyes) {
    for (let x = Math.ceil(middle - half); x < middle + half; x++) {
      const off = (x - middle) / half;
      const level = slope * (x - middle);
      const skin = Math.round(upper - SKIN + level + off ** 2 * 4);
      const sure = Math.min(1, (1 - Math.abs(off)) * 4);
      for (let y = skin; y < lower + level + LASHES; y++) {
        const shade = y >= lower + level ? 0.35 : 1 - 0.1 * ((y - skin) / (lower + level - skin));
        for (let c = 0; c < 3; c++) {
          const at = (y * width + x) * 4 + c;
          data[at] = (data[at] ?? 0) * (1 - sure) + (frame.data[(skin * width + x) * 4 + c] ?? 0) * shade * sure;
        }
      }
    }
  }
  return { ...frame, data };
}

/** One turn of the film: poses, thirty a second, slow enough that a busy computer sees the head on its way. */
function* poses(): Generator<Pose> {
  const rest = (seconds: number, closed = false): Pose[] =>
    Array.from({ length: seconds * RATE }, () => ({ turn: 0, shut: closed }));
  const to = (turn: number): Pose[] => {
    const way = (seconds: number, at: (share: number) => number) =>
      Array.from({ length: Math.round(seconds * RATE) }, (_, i) => ({ turn: at(i / (seconds * RATE)), shut: false }));
    return [...way(1.2, (share) => turn * share), ...way(1.2, () => turn), ...way(0.4, (share) => turn * (1 - share))];
  };
  yield* rest(0.6);
  for (let blinks = 0; blinks < 2; blinks++) yield* [...rest(0.4, true), ...rest(0.5)];
  yield* to(42);
  yield* rest(0.3);
  yield* to(-32);
}

const jpegOf = (frame: Frame): Uint8Array => encode({ ...frame, data: Uint8Array.from(frame.data) }, 88).data;

/** Writes the film (MJPEG) of one portrait. */
export async function writeMoving(file: string, portrait: Frame): Promise<void> {
  const head = headIn(await openEyes(packagedWeights, packagedRuntime), portrait);
  const drawn = new Map<string, Uint8Array>();
  const out = openSync(file, 'w');
  for (const pose of poses()) {
    const key = `${Math.round(pose.turn)} ${pose.shut}`;
    const frame = drawn.get(key) ?? jpegOf(pose.shut ? shut(portrait, head.eyes) : turned(portrait, head, Math.round(pose.turn)));
    drawn.set(key, frame);
    writeSync(out, frame);
  }
  closeSync(out);
}
