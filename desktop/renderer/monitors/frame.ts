/** Plain pixels and how they are cut out: no canvas, so the same bytes give the same numbers in a worker and in Node. */

/** RGBA bytes, row by row: `VideoFrame.copyTo` in format RGBA, ImageData, or a decoded JPEG. */
export type Frame = { readonly data: Uint8ClampedArray | Uint8Array; readonly width: number; readonly height: number };
export type Point = readonly [x: number, y: number];
/** x, y, width, height in pixels of the frame. */
export type Box = readonly [x: number, y: number, width: number, height: number];
/** (x, y) -> (a x + c y + e, b x + d y + f). */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const at = (bytes: Frame['data'], index: number): number => bytes[index] ?? 0;

/** Fits a frame into a square of `size` pixels without squashing it, centred. */
export function letterbox(frame: Frame, size: number): Affine {
  const scale = size / Math.max(frame.width, frame.height);
  return [scale, 0, 0, scale, (size - frame.width * scale) / 2, (size - frame.height * scale) / 2];
}

/** Brings the square at (x, y) with that side, turned by `angle` radians, to `size` by `size` pixels. */
export function squareAt(x: number, y: number, side: number, angle: number, size: number): Affine {
  const scale = size / side;
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  return [cos, -sin, sin, cos, size / 2 - (cos * x + sin * y), size / 2 - (cos * y - sin * x)];
}

/** Where a point of the cut-out lies in the frame. */
export function unmap([a, b, c, d, e, f]: Affine, x: number, y: number): Point {
  const det = a * d - b * c;
  return [(d * (x - e) - c * (y - f)) / det, (a * (y - f) - b * (x - e)) / det];
}

/** The similarity (turn, scale, shift) that brings `from` closest to `to` in the least squares. */
export function similarity(from: readonly Point[], to: readonly Point[]): Affine {
  const mean = (points: readonly Point[], axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [fx, fy, tx, ty] = [mean(from, 0), mean(from, 1), mean(to, 0), mean(to, 1)];
  let a = 0;
  let b = 0;
  let spread = 0;
  from.forEach(([px, py], i) => {
    const [qx, qy] = to[i] ?? [tx, ty];
    a += (px - fx) * (qx - tx) + (py - fy) * (qy - ty);
    b += (px - fx) * (qy - ty) - (py - fy) * (qx - tx);
    spread += (px - fx) ** 2 + (py - fy) ** 2;
  });
  a /= spread;
  b /= spread;
  return [a, b, -b, a, tx - (a * fx - b * fy), ty - (b * fx + a * fy)];
}

/** Share of two boxes' union that both cover, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.max(0, Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]));
  const both = width * height;
  return both / (a[2] * a[3] + b[2] * b[3] - both + 1e-9);
}

/**
 * Cuts out `width` by `height` pixels through `map` (frame -> cut-out) as RGB floats 0..255, row by row; black outside the
 * frame. Bilinear; four samples a pixel where the picture shrinks.
 */
export function cut(frame: Frame, map: Affine, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height * 3);
  const shrinks = Math.sqrt(Math.abs(map[0] * map[3] - map[1] * map[2])) < 0.7;
  if (shrinks && map[1] === 0 && map[2] === 0) shrinkUpright(frame, map, width, height, out);
  else if (shrinks) {
    for (const dy of [-0.25, 0.25]) for (const dx of [-0.25, 0.25]) sample(frame, map, width, height, dx, dy, 0.25, out);
  } else sample(frame, map, width, height, 0, 0, 1, out);
  return out;
}

function sample(
  { data, width: fw, height: fh }: Frame,
  [a, b, c, d, e, f]: Affine,
  width: number,
  height: number,
  dx: number,
  dy: number,
  weight: number,
  out: Float32Array,
): void {
  const det = a * d - b * c;
  let to = -3;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      to += 3;
      const px = x + 0.5 + dx - e;
      const py = y + 0.5 + dy - f;
      const u = (d * px - c * py) / det - 0.5;
      const v = (a * py - b * px) / det - 0.5;
      const left = Math.floor(u);
      const top = Math.floor(v);
      if (left < -1 || top < -1 || left >= fw || top >= fh) continue;
      const wx = u - left;
      const wy = v - top;
      const x0 = left < 0 ? 0 : left;
      const x1 = left + 1 >= fw ? fw - 1 : left + 1;
      const y0 = (top < 0 ? 0 : top) * fw;
      const y1 = (top + 1 >= fh ? fh - 1 : top + 1) * fw;
      const p = (y0 + x0) * 4;
      const q = (y0 + x1) * 4;
      const r = (y1 + x0) * 4;
      const s = (y1 + x1) * 4;
      const wp = (1 - wx) * (1 - wy) * weight;
      const wq = wx * (1 - wy) * weight;
      const wr = (1 - wx) * wy * weight;
      const ws = wx * wy * weight;
      for (let k = 0; k < 3; k++) {
        const value = at(data, p + k) * wp + at(data, q + k) * wq + at(data, r + k) * wr + at(data, s + k) * ws;
        out[to + k] = (out[to + k] ?? 0) + value;
      }
    }
  }
}

/** The upright letterbox, by far the most frequent cut: the mean of the four nearest pixels at quarter places. */
function shrinkUpright(
  { data, width: fw, height: fh }: Frame,
  [scale, , , , e, f]: Affine,
  width: number,
  height: number,
  out: Float32Array,
): void {
  const place = (n: number, half: number, shift: number, most: number): number => {
    const found = Math.floor((n + 0.25 + half * 0.5 - shift) / scale);
    return found < 0 || found >= most ? -1 : found;
  };
  const columns = Int32Array.from({ length: width * 2 }, (_, i) => place(i >> 1, i & 1, e, fw));
  for (let y = 0; y < height; y++) {
    const top = place(y, 0, f, fh);
    const bottom = place(y, 1, f, fh);
    if (top < 0 || bottom < 0) continue;
    for (let x = 0; x < width; x++) {
      const left = columns[x * 2] ?? -1;
      const right = columns[x * 2 + 1] ?? -1;
      if (left < 0 || right < 0) continue;
      const p = (top * fw + left) * 4;
      const q = (top * fw + right) * 4;
      const r = (bottom * fw + left) * 4;
      const s = (bottom * fw + right) * 4;
      const to = (y * width + x) * 3;
      for (let k = 0; k < 3; k++) out[to + k] = (at(data, p + k) + at(data, q + k) + at(data, r + k) + at(data, s + k)) / 4;
    }
  }
}
