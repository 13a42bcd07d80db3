/** Whether the picture is good enough to see a face in. What it finds is a technical state with a remedy, never a flag. */
import type { Box, Frame } from '../frame.ts';

export const lightVersion = 'light@1';

/** Luma from 0 to 255 (BT.601). `spread` is its standard deviation, `detail` the mean step between neighbours. */
export type Light = { mean: number; spread: number; detail: number; top: number };
export type PictureState = 'good' | 'too-dark' | 'backlit' | 'too-far' | 'covered';

/** Every how many pixels, each way, one is looked at. */
const STEP = 4;
const DARK = 32;
const DARK_FACE = 28;
/** A face this much darker than what surrounds it, in a picture that has a bright part, is lit from behind. */
const BACKLIT_RATIO = 0.38;
const BACKLIT_FACE = 62;
const BRIGHT = 170;
/** Nothing to be seen in a picture that is not dark: a hand, a sticker. */
const FLAT_SPREAD = 7;
const FLAT_DETAIL = 2.2;
/** A shutter. In the darkest room the exam's own screen still lights a face more than this. */
const BLACK_MEAN = 12;
const BLACK_SPREAD = 2;
/** Face height as a share of the picture's; below it identity gets unsure. */
const FAR = 0.13;

const luma = ({ data }: Frame, i: number): number =>
  0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0);

/** Brightness of the frame, or of a box in it. */
export function lightOf(frame: Frame, box: Box = [0, 0, frame.width, frame.height]): Light {
  const left = Math.max(0, Math.floor(box[0]));
  const top = Math.max(0, Math.floor(box[1]));
  const right = Math.min(frame.width, Math.ceil(box[0] + box[2]));
  const bottom = Math.min(frame.height, Math.ceil(box[1] + box[3]));
  const counts = new Uint32Array(256);
  let n = 0;
  let sum = 0;
  let squares = 0;
  let steps = 0;
  for (let y = top; y < bottom; y += STEP) {
    for (let x = left; x < right; x += STEP) {
      const i = (y * frame.width + x) * 4;
      const value = luma(frame, i);
      n++;
      sum += value;
      squares += value * value;
      steps += Math.abs(value - luma(frame, x + 1 < right ? i + 4 : i));
      counts[Math.min(255, Math.round(value))] = (counts[Math.min(255, Math.round(value))] ?? 0) + 1;
    }
  }
  if (n === 0) return { mean: 0, spread: 0, detail: 0, top: 0 };
  const mean = sum / n;
  let above = 0;
  let bright = 255;
  for (; bright > 0 && above < n * 0.05; bright--) above += counts[bright] ?? 0;
  return { mean, spread: Math.sqrt(Math.max(0, squares / n - mean * mean)), detail: steps / n, top: bright };
}

/**
 * The state of the picture, by the light of the whole frame and of the largest face, if one is seen. Where a face is seen
 * well, the room may be as dark as it likes.
 */
export function pictureState(frame: Light, face: { light: Light; height: number } | null, frameHeight: number): PictureState {
  if (!face) {
    const isBlack = frame.mean < BLACK_MEAN && frame.spread < BLACK_SPREAD;
    if (frame.mean < DARK) return isBlack ? 'covered' : 'too-dark';
    return frame.spread < FLAT_SPREAD && frame.detail < FLAT_DETAIL ? 'covered' : 'good';
  }
  if (face.height / frameHeight < FAR) return 'too-far';
  if (face.light.mean < DARK_FACE) return 'too-dark';
  const isBacklit = face.light.mean < BACKLIT_FACE && frame.top > BRIGHT && face.light.mean < frame.top * BACKLIT_RATIO;
  return isBacklit ? 'backlit' : 'good';
}
