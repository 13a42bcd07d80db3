/**
 * Heads turned by a known angle, out of portraits: the picture becomes a relief by the depth of the face's mesh, which is
 * turned and drawn again. And photographs turned in the hand: the picture as a flat sheet. Truth for measuring, no more: hair
 * and ears get a guessed depth, eyes turn with the head, and light stays where it was.
 */
import type { Face } from '../../../desktop/renderer/monitors/eyes.ts';
import type { Frame } from '../../../desktop/renderer/monitors/frame.ts';

/** Pixels between the corners of the net that is drawn. */
const STEP = 4;
/** Distance of the camera from a sheet of paper, in heights of the frame. */
const CAMERA = 2;
/** Degrees; yaw > 0 turns to the picture's right, pitch > 0 lifts the chin. */
export type Turn = { yaw?: number; pitch?: number };
type Corner = { x: number; y: number; z: number; u: number; v: number };

/** Depth in pixels, larger is farther, at a point: that of the mesh, and beyond the face falling back as a head does. */
function depthOf(points: Float32Array): (x: number, y: number) => number {
  return (x, y) => {
    let weights = 0;
    let sum = 0;
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < points.length; i += 3) {
      const apart = ((points[i] ?? 0) - x) ** 2 + ((points[i + 1] ?? 0) - y) ** 2;
      const weight = 1 / (apart + 60) ** 2;
      weights += weight;
      sum += weight * (points[i + 2] ?? 0);
      nearest = Math.min(nearest, apart);
    }
    return sum / weights + 0.8 * Math.max(0, Math.sqrt(nearest) - STEP * 3);
  };
}

/** The picture with the head of `face` turned. */
export function turned(frame: Frame, face: Face, turn: Turn): Frame {
  const [x, y, width, height] = face.box;
  const depth = depthOf(face.points);
  const deepest = depth(x + width / 2, y + height / 2) + width * 1.1;
  // Turned about the neck's axis, which lies behind the face.
  const centre = { x: x + width / 2, y: y + height / 2, z: deepest - width * 0.6 };
  return drawn(frame, (u, v) => rotated(u, v, Math.min(deepest, depth(u, v)), centre, turn));
}

/** The picture as a sheet of paper that is turned about its middle before a camera. */
export function sheet(frame: Frame, turn: Turn): Frame {
  const centre = { x: frame.width / 2, y: frame.height / 2, z: 0 };
  const away = frame.height * CAMERA;
  return drawn(frame, (u, v) => {
    const { x, y, z } = rotated(u, v, 0, centre, turn);
    const scale = away / (away + z);
    return { x: centre.x + (x - centre.x) * scale, y: centre.y + (y - centre.y) * scale, z };
  });
}

type Place = { x: number; y: number; z: number };

function rotated(u: number, v: number, depth: number, centre: Place, { yaw = 0, pitch = 0 }: Turn): Place {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const [dx, dy, dz] = [u - centre.x, v - centre.y, depth - centre.z];
  const x = dx * Math.cos(a) - dz * Math.sin(a);
  const z = dx * Math.sin(a) + dz * Math.cos(a);
  return { x: centre.x + x, y: centre.y + dy * Math.cos(b) + z * Math.sin(b), z: z * Math.cos(b) - dy * Math.sin(b) };
}

/** Draws the frame as a net of triangles whose corners `place` moves; the nearer one covers. What comes free is grey. */
function drawn(frame: Frame, place: (u: number, v: number) => Place): Frame {
  const { width, height } = frame;
  const out = { data: new Uint8ClampedArray(width * height * 4).fill(128), width, height };
  const near = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  const columns = Math.floor((width - 1) / STEP) + 1;
  const rows = Math.floor((height - 1) / STEP) + 1;
  const corners: Corner[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [u, v] = [column * STEP, row * STEP];
      corners.push({ ...place(u, v), u, v });
    }
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      const [a, b, c, d] = [corners[at], corners[at + 1], corners[at + columns], corners[at + columns + 1]];
      if (!a || !b || !c || !d) continue;
      fill(frame, out, near, a, b, c);
      fill(frame, out, near, b, d, c);
    }
  return out;
}

function fill(from: Frame, to: Frame, near: Float32Array, a: Corner, b: Corner, c: Corner): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  // Seen from behind.
  if (area <= 0) return;
  const { width, height } = to;
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y)));
  const bottom = Math.min(height - 1, Math.floor(Math.max(a.y, b.y, c.y)));
  const left = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x)));
  const right = Math.min(width - 1, Math.floor(Math.max(a.x, b.x, c.x)));
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const q = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const r = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      const p = 1 - q - r;
      if (p < -1e-6 || q < -1e-6 || r < -1e-6) continue;
      const z = p * a.z + q * b.z + r * c.z;
      const at = y * width + x;
      if (z >= (near[at] ?? 0)) continue;
      near[at] = z;
      sample(from, p * a.u + q * b.u + r * c.u, p * a.v + q * b.v + r * c.v, to.data, at * 4);
    }
}

/** Bilinear. */
function sample({ data, width, height }: Frame, u: number, v: number, out: Frame['data'], to: number): void {
  const [x, y] = [Math.min(width - 2, Math.max(0, Math.floor(u))), Math.min(height - 2, Math.max(0, Math.floor(v)))];
  const [wx, wy] = [u - x, v - y];
  const at = (y * width + x) * 4;
  for (let k = 0; k < 3; k++) {
    const upper = (data[at + k] ?? 0) * (1 - wx) + (data[at + 4 + k] ?? 0) * wx;
    const lower = (data[at + width * 4 + k] ?? 0) * (1 - wx) + (data[at + width * 4 + 4 + k] ?? 0) * wx;
    out[to + k] = upper * (1 - wy) + lower * wy;
  }
  out[to + 3] = 255;
}
