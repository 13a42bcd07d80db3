/** MediaPipe iris: where both eyes look, relative to their corners. */
import * as tf from '@tensorflow/tfjs-core';
import { type Affine, cut, type Frame, type Point, squareAt, unmap } from '../frame.ts';
import { type GraphModel, run } from '../runtime.ts';
import { pointOf } from './face-mesh.ts';

const SIZE = 64;
const ROOM = 2.3;
/** Values an eye: 71 points of its outline, then 5 of the iris, of which the first is its centre. */
const EACH = 228;
const CENTRE = 71 * 3;

/** -1 (the picture's left, up) to 1 (right, down), in half widths of an eye. Differs between people: compare with a baseline. */
export type Gaze = { x: number; y: number };
type Eye = { map: Affine; outer: Point; inner: Point };

/** `mesh`: the face's 468 points. */
export function gazeOf(model: GraphModel, frame: Frame, mesh: Float32Array): Gaze {
  const eyes = [eyeOf(mesh, 33, 133, false), eyeOf(mesh, 263, 362, true)];
  const pixels = new Float32Array(eyes.length * SIZE * SIZE * 3);
  eyes.forEach(({ map }, i) => {
    pixels.set(
      cut(frame, map, SIZE, SIZE).map((value) => value / 255),
      i * SIZE * SIZE * 3,
    );
  });
  const values = run(model, tf.tensor4d(pixels, [eyes.length, SIZE, SIZE, 3]))[0]?.values ?? new Float32Array(0);
  let x = 0;
  let y = 0;
  eyes.forEach(({ map, outer, inner }, i) => {
    const centre = unmap(map, values[i * EACH + CENTRE] ?? 0, values[i * EACH + CENTRE + 1] ?? 0);
    const half = Math.hypot(inner[0] - outer[0], inner[1] - outer[1]) / 2;
    // Along the eye, from the picture's left to its right.
    const sign = i === 0 ? 1 : -1;
    const ux = (sign * (inner[0] - outer[0])) / (2 * half);
    const uy = (sign * (inner[1] - outer[1])) / (2 * half);
    const dx = centre[0] - (outer[0] + inner[0]) / 2;
    const dy = centre[1] - (outer[1] + inner[1]) / 2;
    x += (dx * ux + dy * uy) / half / 2;
    y += (dy * ux - dx * uy) / half / 2;
  });
  return { x, y };
}

/** One eye is mirrored: the net knows one side only. */
function eyeOf(mesh: Float32Array, outerAt: number, innerAt: number, mirrored: boolean): Eye {
  const outer = pointOf(mesh, outerAt);
  const inner = pointOf(mesh, innerAt);
  const [from, to] = mirrored ? [inner, outer] : [outer, inner];
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const side = Math.hypot(to[0] - from[0], to[1] - from[1]) * ROOM;
  const [a, b, c, d, e, f] = squareAt((outer[0] + inner[0]) / 2, (outer[1] + inner[1]) / 2, side, angle, SIZE);
  return { map: mirrored ? [-a, b, -c, d, SIZE - e, f] : [a, b, c, d, e, f], outer, inner };
}
