/** BlazeFace ("back", 256 pixels): faces as boxes with six points. Bazarevsky et al. 2019, arXiv:1907.05047. */
import * as tf from '@tensorflow/tfjs-core';
import { type Affine, type Box, cut, type Frame, letterbox, overlap, type Point } from '../frame.ts';
import { type GraphModel, output, run } from '../runtime.ts';

const SIZE = 256;
/** Grids of anchors: cells on a side, and anchors a cell. */
const grids = [
  { cells: 16, each: 2 },
  { cells: 8, each: 6 },
] as const;
const MOST = 20;
const SAME = 0.3;

/** `rough`: right eye, left eye, nose, mouth, right ear, left ear, as the person has them. `score` 0..1. */
export type FaceBox = { box: Box; score: number; rough: readonly Point[] };

/** All faces of at least `least` score, best first; a face that overlaps a better one is the same face. */
export function faceBoxes(model: GraphModel, frame: Frame, least: number): FaceBox[] {
  const map = letterbox(frame, SIZE);
  const pixels = cut(frame, map, SIZE, SIZE).map((value) => value / 127.5 - 1);
  const outputs = run(model, tf.tensor4d(pixels, [1, SIZE, SIZE, 3]));
  const found: FaceBox[] = [];
  for (const { cells, each } of grids) {
    const rows = cells * cells * each;
    const scores = output(outputs, 1, rows);
    const regressors = output(outputs, 16, rows);
    scores.forEach((logit, row) => {
      const score = 1 / (1 + Math.exp(-logit));
      if (score < least) return;
      const cell = Math.floor(row / each);
      found.push({ score, ...decode(regressors.subarray(row * 16), cell, cells, map) });
    });
  }
  const kept: FaceBox[] = [];
  for (const face of found.toSorted((a, b) => b.score - a.score)) {
    if (kept.length < MOST && kept.every((better) => overlap(better.box, face.box) < SAME)) kept.push(face);
  }
  return kept;
}

function decode(values: Float32Array, cell: number, cells: number, [scale, , , , e, f]: Affine) {
  const anchorX = (((cell % cells) + 0.5) / cells) * SIZE;
  const anchorY = ((Math.floor(cell / cells) + 0.5) / cells) * SIZE;
  const value = (i: number) => values[i] ?? 0;
  const width = value(2) / scale;
  const height = value(3) / scale;
  const x = (value(0) + anchorX - e) / scale;
  const y = (value(1) + anchorY - f) / scale;
  const rough = Array.from(
    { length: 6 },
    (_, i): Point => [(value(4 + i * 2) + anchorX - e) / scale, (value(5 + i * 2) + anchorY - f) / scale],
  );
  return { box: [x - width / 2, y - height / 2, width, height] as const, rough };
}
