/** Groups of skin tone by the individual typology angle (ITA) over cheeks and forehead, for error rates alone: never in the product. */
import type { Face } from '../../../desktop/renderer/monitors/eyes.ts';
import type { Frame } from '../../../desktop/renderer/monitors/frame.ts';

export const tones = ['light', 'tan', 'dark'] as const;
export type Tone = (typeof tones)[number];

/** Mesh points on cheeks and forehead. */
const places = [50, 101, 118, 117, 280, 330, 347, 346, 151, 9] as const;
/** Degrees, after Chardon et al. 1991 and Del Bino and Bernerd 2013, with neighbours put together for want of cases. */
const LIGHT = 41;
const TAN = 10;

const linear = (value: number) => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};
const root = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The angle in degrees; in a portrait in normal light. */
export function itaOf({ data, width, height }: Frame, { points }: Face): number {
  const lightness: number[] = [];
  const yellow: number[] = [];
  for (const place of places) {
    const [cx, cy] = [Math.round(points[place * 3] ?? 0), Math.round(points[place * 3 + 1] ?? 0)];
    for (let y = Math.max(0, cy - 2); y <= Math.min(height - 1, cy + 2); y++) {
      for (let x = Math.max(0, cx - 2); x <= Math.min(width - 1, cx + 2); x++) {
        const at = (y * width + x) * 4;
        const [r, g, b] = [linear(data[at] ?? 0), linear(data[at + 1] ?? 0), linear(data[at + 2] ?? 0)];
        const luminance = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
        lightness.push(116 * luminance - 16);
        yellow.push(200 * (luminance - root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)));
      }
    }
  }
  return (Math.atan2(median(lightness) - 50, median(yellow)) * 180) / Math.PI;
}

export const toneOf = (ita: number): Tone => (ita > LIGHT ? 'light' : ita > TAN ? 'tan' : 'dark');
