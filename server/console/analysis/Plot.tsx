import type { ScaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useWidth } from '../ui/useWidth.ts';
import s from './Analysis.module.css';
import { frame } from './plot.ts';

export type Scale = ScaleLinear<number, number>;
type Axis = {
  label: string;
  domain: readonly [number, number];
  share?: boolean /** Only whole numbers mean something. */;
  whole?: boolean;
  /** No marks: rows are named in the drawing itself. */
  hidden?: boolean;
};
type Props = {
  /** Says in words what the drawing shows. */
  label: string;
  height: number;
  x: Axis;
  y: Axis;
  scale: (axis: readonly [number, number], range: readonly [number, number]) => Scale;
  children: (x: Scale, y: Scale) => ReactNode;
};

const ticksOf = (scale: Scale, count: number, whole = false): number[] =>
  scale.ticks(count).filter((at) => !whole || Number.isInteger(at));

/** A drawing with two axes. Numbers run from left to right in every language, as on a ruler. */
export function Plot({ label, height, x, y, scale, children }: Props) {
  const intl = useIntl();
  const { box, width } = useWidth();
  const across = scale(x.domain, [frame.left, Math.max(frame.left + 1, width - frame.right)]);
  const up = scale(y.domain, [height - frame.bottom, frame.top]);
  const text = (value: number, share = false) =>
    intl.formatNumber(value, share ? { style: 'percent' } : { maximumFractionDigits: 2 });
  return (
    <div ref={box} className={s.plot} dir="ltr">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          {ticksOf(across, Math.max(2, Math.floor(width / 90)), x.whole).map((at) => (
            <g key={at}>
              <line x1={across(at)} x2={across(at)} y1={frame.top} y2={height - frame.bottom} className={s.grid} />
              <text x={across(at)} y={height - frame.bottom + 14} textAnchor="middle" className={s.tick}>
                {text(at, x.share)}
              </text>
            </g>
          ))}
          {(y.hidden ? [] : ticksOf(up, 5, y.whole)).map((at) => (
            <g key={at}>
              <line x1={frame.left} x2={width - frame.right} y1={up(at)} y2={up(at)} className={s.grid} />
              <text x={frame.left - 6} y={up(at) + 4} textAnchor="end" className={s.tick}>
                {text(at, y.share)}
              </text>
            </g>
          ))}
          <text x={(frame.left + width - frame.right) / 2} y={height - 4} textAnchor="middle" className={s.axis}>
            {x.label}
          </text>
          <text
            className={s.axis}
            textAnchor="middle"
            transform={`translate(11 ${(frame.top + height - frame.bottom) / 2}) rotate(-90)`}
          >
            {y.label}
          </text>
          {children(across, up)}
        </svg>
      )}
    </div>
  );
}
