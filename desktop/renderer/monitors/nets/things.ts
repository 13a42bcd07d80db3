/** NanoDet-g (416 pixels, COCO's 80 kinds), of which three matter here. Boxes follow its distribution focal loss (Li et al. 2020). */
import * as tf from '@tensorflow/tfjs-core';
import { type Box, cut, type Frame, letterbox, overlap, squareAt, unmap } from '../frame.ts';
import { type GraphModel, output, run } from '../runtime.ts';

const SIZE = 416;
const KINDS = 80;
const BINS = 11;
/** Its training read pictures as BGR with these means and deviations. */
const means = [103.53, 116.28, 123.675] as const;
const deviations = [57.375, 57.12, 58.395] as const;
const levels = [8, 16, 32] as const;
/** Columns of COCO's kinds. */
const wanted = { person: 0, phone: 67, book: 73 } as const;
const SAME = 0.5;

export type ThingKind = keyof typeof wanted;
/** `score` 0..1. */
export type Thing = { kind: ThingKind; score: number; box: Box };

/** A square part of the frame: its centre in pixels, and its side. */
export type Zoom = { x: number; y: number; side: number };

/** Persons, phones and books in the whole frame, or in a part of it; boxes in pixels of the frame. */
export function thingsIn(model: GraphModel, frame: Frame, zoom: Zoom | null, least: number): Thing[] {
  const map = zoom ? squareAt(zoom.x, zoom.y, zoom.side, 0, SIZE) : letterbox(frame, SIZE);
  const rgb = cut(frame, map, SIZE, SIZE);
  const area = SIZE * SIZE;
  const pixels = new Float32Array(area * 3);
  for (let plane = 0; plane < 3; plane++) {
    const mean = means[plane] ?? 0;
    const deviation = deviations[plane] ?? 1;
    for (let i = 0; i < area; i++) pixels[plane * area + i] = ((rgb[i * 3 + 2 - plane] ?? 0) - mean) / deviation;
  }
  const outputs = run(model, tf.tensor4d(pixels, [1, 3, SIZE, SIZE]));
  const found: Thing[] = [];
  for (const stride of levels) {
    const cells = SIZE / stride;
    const scores = output(outputs, KINDS, cells * cells);
    const sides = output(outputs, BINS * 4, cells * cells);
    for (let cell = 0; cell < cells * cells; cell++) {
      for (const kind of ['person', 'phone', 'book'] as const) {
        const score = scores[cell * KINDS + wanted[kind]] ?? 0;
        if (score < least || !isBest(scores, cell, score)) continue;
        const side = (n: number) => expected(sides, cell * BINS * 4 + n * BINS) * stride;
        const x = ((cell % cells) + 0.5) * stride;
        const y = (Math.floor(cell / cells) + 0.5) * stride;
        const [left, top] = unmap(map, x - side(0), y - side(1));
        const [right, bottom] = unmap(map, x + side(2), y + side(3));
        found.push({ kind, score, box: [left, top, right - left, bottom - top] });
      }
    }
  }
  return distinct(found);
}

function isBest(scores: Float32Array, cell: number, score: number): boolean {
  for (let kind = 0; kind < KINDS; kind++) if ((scores[cell * KINDS + kind] ?? 0) > score) return false;
  return true;
}

/** Mean of the softmax over the bins from `from` on. */
function expected(values: Float32Array, from: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < BINS; i++) most = Math.max(most, values[from + i] ?? 0);
  let sum = 0;
  let weighted = 0;
  for (let i = 0; i < BINS; i++) {
    const share = Math.exp((values[from + i] ?? 0) - most);
    sum += share;
    weighted += i * share;
  }
  return weighted / sum;
}

/** Of things of one kind that overlap, the one with the best score. Best first. */
export function distinct(things: readonly Thing[]): Thing[] {
  const kept: Thing[] = [];
  for (const thing of things.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((better) => better.kind !== thing.kind || overlap(better.box, thing.box) < SAME)) kept.push(thing);
  }
  return kept;
}
