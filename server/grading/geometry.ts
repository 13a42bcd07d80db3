/** Points and areas in the pixels of a picture; an area's edge belongs to it. */
import type { Point } from '../../shared/assessment/value.ts';
import type { Shape } from '../exams/index.ts';

/** Whether the point lies in the area; coordinates as in HTML `area`, and for an ellipse cx, cy, rx, ry. */
export function inArea({ x, y }: Point, shape: Shape, coords: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = coords;
  switch (shape) {
    case 'default':
      return true;
    case 'circle':
      return (x - a) ** 2 + (y - b) ** 2 <= c ** 2;
    case 'ellipse':
      return c > 0 && d > 0 && ((x - a) / c) ** 2 + ((y - b) / d) ** 2 <= 1;
    case 'rect':
      return x >= Math.min(a, c) && x <= Math.max(a, c) && y >= Math.min(b, d) && y <= Math.max(b, d);
    case 'poly':
      return inPolygon({ x, y }, coords);
  }
}

/** Even-odd rule: a ray to the right crosses the outline an odd number of times. */
function inPolygon({ x, y }: Point, coords: readonly number[]): boolean {
  const corners = Array.from(
    { length: coords.length / 2 },
    (_, i): Point => ({ x: coords[2 * i] ?? 0, y: coords[2 * i + 1] ?? 0 }),
  );
  let inside = false;
  let from = corners.at(-1) ?? { x: 0, y: 0 };
  for (const to of corners) {
    const turn = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    const between = x >= Math.min(from.x, to.x) && x <= Math.max(from.x, to.x);
    if (turn === 0 && between && y >= Math.min(from.y, to.y) && y <= Math.max(from.y, to.y)) return true;
    const spans = from.y > y !== to.y > y;
    if (spans && x < ((to.x - from.x) * (y - from.y)) / (to.y - from.y) + from.x) inside = !inside;
    from = to;
  }
  return inside;
}
