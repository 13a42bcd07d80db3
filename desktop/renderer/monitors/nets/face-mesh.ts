/** MediaPipe face mesh: 468 points of one face, whether it is one, how the head is turned and how open the eyes are. */
import * as tf from '@tensorflow/tfjs-core';
import { cut, type Frame, type Point, squareAt, unmap } from '../frame.ts';
import { type GraphModel, output, run } from '../runtime.ts';
import type { FaceBox } from './face-boxes.ts';

const SIZE = 192;
const POINTS = 468;
/** The mesh wants some room around the box. */
const ROOM = 1.5;

/** Degrees. Yaw > 0: turned to the picture's right; pitch > 0: chin up; roll > 0: tilted clockwise in the picture. */
export type Pose = { yaw: number; pitch: number; roll: number };
export type Mesh = {
  /** How sure the net is that this is a face, 0..1; below 0.5 it is none. */
  flag: number;
  /** x, y, z of each point in pixels of the frame. */
  points: Float32Array;
  pose: Pose;
  /** Mean of both eyes' height over width (Soukupová and Čech 2016): how open they are, for comparing one person over time. */
  openness: number;
};

export const pointOf = (points: Float32Array, i: number): Point => [points[i * 3] ?? 0, points[i * 3 + 1] ?? 0];

export function meshOf(model: GraphModel, frame: Frame, { box, rough }: FaceBox): Mesh {
  const [right = [0, 0], left = [0, 0]] = rough;
  const angle = Math.atan2(left[1] - right[1], left[0] - right[0]);
  const side = Math.max(box[2], box[3]) * ROOM;
  const map = squareAt(box[0] + box[2] / 2, box[1] + box[3] / 2, side, angle, SIZE);
  const pixels = cut(frame, map, SIZE, SIZE).map((value) => value / 255);
  const outputs = run(model, tf.tensor4d(pixels, [1, SIZE, SIZE, 3]));
  const raw = output(outputs, POINTS * 3);
  const points = new Float32Array(POINTS * 3);
  for (let i = 0; i < POINTS; i++) {
    const [x, y] = unmap(map, raw[i * 3] ?? 0, raw[i * 3 + 1] ?? 0);
    points.set([x, y, ((raw[i * 3 + 2] ?? 0) * side) / SIZE], i * 3);
  }
  const openness = (opennessOf(points, rightEye) + opennessOf(points, leftEye)) / 2;
  return { flag: output(outputs, 1)[0] ?? 0, points, pose: poseOf(points), openness };
}

const rightEye = [33, 160, 158, 133, 153, 144] as const;
const leftEye = [362, 385, 387, 263, 373, 380] as const;

function opennessOf(points: Float32Array, [outer, top1, top2, inner, low2, low1]: typeof rightEye | typeof leftEye): number {
  const apart = (i: number, j: number) => {
    const [a, b] = [pointOf(points, i), pointOf(points, j)];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };
  return (apart(top1, low1) + apart(top2, low2)) / (2 * apart(outer, inner));
}

type Vector = readonly [number, number, number];
const degrees = 180 / Math.PI;
const unit = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
};
const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** From the lines forehead to chin (points 10, 152) and cheek to cheek (234, 454). */
export function poseOf(points: Float32Array): Pose {
  const line = (i: number, j: number): Vector => {
    const axis = (k: number) => (points[j * 3 + k] ?? 0) - (points[i * 3 + k] ?? 0);
    return unit([axis(0), axis(1), axis(2)]);
  };
  const down = line(10, 152);
  const away = unit(cross(line(234, 454), down));
  const across = cross(down, away);
  return {
    yaw: Math.atan2(-away[0], away[2]) * degrees,
    pitch: Math.asin(Math.max(-1, Math.min(1, away[1]))) * degrees,
    roll: Math.atan2(across[1], across[0]) * degrees,
  };
}
