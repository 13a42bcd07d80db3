/** Where the drawing of markers puts everything. Pure. */
import type { QueueFigures } from '../../../shared/contract/marking.ts';

const WIDTH = 460;
const HEIGHT = 262;
const LEFT = 40;
const RIGHT = 444;
const TOP = 24;
const BOTTOM = 214;
/** Names closer than this on the vertical are moved apart. */
const LINE = 14;

export function plotOf({ markers }: Pick<QueueFigures, 'markers'>) {
  const shown = markers.filter(({ severity }) => severity !== null);
  const reach = Math.max(2, ...shown.map(({ severity }) => Math.ceil(Math.abs(severity ?? 0))));
  const x = (value: number): number => LEFT + ((value + reach) / (2 * reach)) * (RIGHT - LEFT);
  const y = (value: number): number => BOTTOM - Math.max(0, Math.min(1, value)) * (BOTTOM - TOP);
  const step = reach > 4 ? 2 : 1;
  const ticks = Array.from({ length: Math.floor((2 * reach) / step) + 1 }, (_, i) => i * step - reach);
  const labels: { x: number; y: number }[] = [];
  const points = shown
    .map(({ marker, name, severity, agreement, standing }) => ({
      marker,
      name,
      stopped: standing === 'stopped',
      cx: x(severity ?? 0),
      cy: y(agreement.kappa ?? 0),
    }))
    .toSorted((a, b) => a.cy - b.cy)
    .map((point) => {
      const end = point.cx > (LEFT + RIGHT) / 2 + 90;
      let label = point.cy + 4;
      while (labels.some((other) => Math.abs(other.y - label) < LINE && Math.abs(other.x - point.cx) < 130)) label += LINE;
      labels.push({ x: point.cx, y: label });
      return { ...point, end, label };
    });
  return { width: WIDTH, height: HEIGHT, left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM, zero: x(0), x, y, ticks, points };
}
