/** What the drawings share: sizes in px, and points as a path. */
import { curveMonotoneX, line } from 'd3-shape';

export const frame = { left: 58, right: 12, top: 10, bottom: 34 };
export type Point = readonly [x: number, y: number];
export const pathOf = (points: readonly Point[]): string =>
  line<Point>()
    .x(([x]) => x)
    .y(([, y]) => y)
    .curve(curveMonotoneX)([...points]) ?? '';
export const logistic = ({ a, b }: { a: number; b: number }, ability: number): number => 1 / (1 + Math.exp(-a * (ability - b)));
