/** Grey pictures as plain data, and the little arithmetic that reading a document needs. No canvas: runs in any thread and in Node. */

/** `data[y * width + x]` from 0 (black) to 255 (white). */
export type Grey = { width: number; height: number; data: Uint8Array };
/** As a canvas, a video frame or a decoded JPEG gives it: four bytes a pixel. */
export type Rgba = { width: number; height: number; data: Uint8Array | Uint8ClampedArray };

/** Luma of Rec. 601. */
export function greyOf({ width, height, data }: Rgba): Grey {
  const grey = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < grey.length; i++, at += 4) {
    grey[i] = (299 * (data[at] ?? 0) + 587 * (data[at + 1] ?? 0) + 114 * (data[at + 2] ?? 0) + 500) / 1000;
  }
  return { width, height, data: grey };
}

/** Running sums: `sum(x0, y0, x1, y1)` over the half-open rectangle in constant time. */
export function integralOf({ width, height, data }: Grey): (x0: number, y0: number, x1: number, y1: number) => number {
  const row = width + 1;
  const sums = new Float64Array(row * (height + 1));
  for (let y = 0; y < height; y++) {
    let line = 0;
    for (let x = 0; x < width; x++) {
      line += data[y * width + x] ?? 0;
      sums[(y + 1) * row + x + 1] = (sums[y * row + x + 1] ?? 0) + line;
    }
  }
  const at = (x: number, y: number) => sums[y * row + x] ?? 0;
  return (x0, y0, x1, y1) => at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0);
}

/**
 * Which pixels are ink: darker than `share` of the mean of the square around them (Bradley and Roth, "Adaptive
 * thresholding using the integral image", 2007). Shade and uneven light move the mean along.
 * @param side of the square, in pixels
 */
export function inkOf(grey: Grey, side: number, share: number): Uint8Array {
  const { width, height, data } = grey;
  const sum = integralOf(grey);
  const half = Math.max(1, side >> 1);
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const y0 = Math.max(0, y - half);
    const y1 = Math.min(height, y + half + 1);
    for (let x = 0; x < width; x++) {
      const x0 = Math.max(0, x - half);
      const x1 = Math.min(width, x + half + 1);
      const mean = sum(x0, y0, x1, y1) / ((x1 - x0) * (y1 - y0));
      if ((data[y * width + x] ?? 0) < mean * share) ink[y * width + x] = 1;
    }
  }
  return ink;
}

/** The grey between pixels, bilinear; outside of the picture its nearest edge. */
export function sampleAt({ width, height, data }: Grey, x: number, y: number): number {
  const cx = Math.min(width - 1, Math.max(0, x));
  const cy = Math.min(height - 1, Math.max(0, y));
  const x0 = Math.floor(cx);
  const y0 = Math.floor(cy);
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = cx - x0;
  const fy = cy - y0;
  const top = (data[y0 * width + x0] ?? 0) * (1 - fx) + (data[y0 * width + x1] ?? 0) * fx;
  const low = (data[y1 * width + x0] ?? 0) * (1 - fx) + (data[y1 * width + x1] ?? 0) * fx;
  return top * (1 - fy) + low * fy;
}

/** Stretches the greys so that the darkest `share` becomes black and paper white. */
export function stretched({ width, height, data }: Grey, dark = 0.03, light = 0.4): Grey {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  const level = (share: number) => {
    let seen = 0;
    for (let value = 0; value < 256; value++) {
      seen += counts[value] ?? 0;
      if (seen >= share * data.length) return value;
    }
    return 255;
  };
  const low = level(dark);
  const high = Math.max(low + 1, level(light));
  return { width, height, data: data.map((value) => Math.min(255, Math.max(0, ((value - low) * 255) / (high - low)))) };
}

/** Twice as large or any other factor, bilinear. */
export function scaled(grey: Grey, factor: number): Grey {
  const width = Math.max(1, Math.round(grey.width * factor));
  const height = Math.max(1, Math.round(grey.height * factor));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[y * width + x] = sampleAt(grey, (x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5);
  return { width, height, data };
}

/** A rectangle cut out, clipped to the picture. */
export function cut(grey: Grey, x: number, y: number, width: number, height: number): Grey {
  const x0 = Math.max(0, Math.floor(x));
  const y0 = Math.max(0, Math.floor(y));
  const w = Math.max(1, Math.min(grey.width - x0, Math.round(width)));
  const h = Math.max(1, Math.min(grey.height - y0, Math.round(height)));
  const data = new Uint8Array(w * h);
  for (let row = 0; row < h; row++)
    data.set(grey.data.subarray((y0 + row) * grey.width + x0, (y0 + row) * grey.width + x0 + w), row * w);
  return { width: w, height: h, data };
}
