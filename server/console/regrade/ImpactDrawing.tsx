import { scaleLinear } from 'd3-scale';
import { FormattedNumber } from 'react-intl';
import type { ImpactRow } from '../../../shared/contract/regrade.ts';
import { directionOf, useLocale, useText } from '../app/text.tsx';
import { useWidth } from '../ui/useWidth.ts';
import { byDifference, lineHeight } from './model.ts';
import s from './Regrade.module.css';

const TOP = 8;
const BOTTOM = 26;
const ticks = [0, 0.25, 0.5, 0.75, 1];

/**
 * A line for each candidate from the old share to the new one, the greatest loss first. Whoever crosses the pass mark
 * ends in a triangle that points where they went; the table beside it says the same in words.
 */
export function ImpactDrawing({ rows }: { rows: readonly ImpactRow[] }) {
  const t = useText();
  const rtl = directionOf(useLocale()) === 'rtl';
  const { box, width } = useWidth();
  const sorted = byDifference(rows);
  const line = lineHeight(sorted.length);
  const height = TOP + line * sorted.length + BOTTOM;
  const x = scaleLinear([0, 1], rtl ? [width - 20, 20] : [20, width - 20]).clamp(true);
  const marks = [...new Set(sorted.map(({ passMark }) => passMark))];
  const up = sorted.filter(({ crosses }) => crosses === 'up').length;
  const down = sorted.filter(({ crosses }) => crosses === 'down').length;
  return (
    <figure className={s.drawing}>
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={t('regrade.drawing', { count: sorted.length, up, down })}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={height - BOTTOM} className={s.grid} />
                <text x={x(tick)} y={height - 8} textAnchor="middle" className={s.tickText}>
                  <FormattedNumber value={tick} style="percent" />
                </text>
              </g>
            ))}
            {marks.map((mark) => (
              <line key={mark} x1={x(mark)} x2={x(mark)} y1={TOP} y2={height - BOTTOM} className={s.mark} />
            ))}
            {sorted.map((row, at) => (
              <Candidate
                key={row.result}
                row={row}
                y={TOP + line * (at + 0.5)}
                x={x}
                size={Math.max(2, Math.min(4.5, line / 3))}
              />
            ))}
          </svg>
        )}
      </div>
      <figcaption className={s.legend}>
        <Legend shape="before" label={t('regrade.before')} />
        <Legend shape="after" label={t('regrade.after')} />
        <Legend shape="up" label={t('regrade.crossUp')} />
        <Legend shape="down" label={t('regrade.crossDown')} />
        <Legend shape="mark" label={t('regrade.passMark')} />
      </figcaption>
    </figure>
  );
}

type Place = { row: ImpactRow; x: (share: number) => number; y: number; size: number };

function Candidate({ row, x, y, size }: Place) {
  const [from, to] = [x(row.before.share), x(row.after.share)];
  return (
    <g data-crosses={row.crosses}>
      <title>{row.name}</title>
      <line x1={from} x2={to} y1={y} y2={y} className={s.way} />
      <circle cx={from} cy={y} r={size} className={s.from} />
      {row.crosses === 'none' ? (
        <circle cx={to} cy={y} r={size} className={s.to} />
      ) : (
        <Triangle cx={to} cy={y} up={row.crosses === 'up'} size={size * 1.5} />
      )}
    </g>
  );
}

const Triangle = ({ cx, cy, up, size }: { cx: number; cy: number; up: boolean; size: number }) => {
  const tip = up ? -size : size;
  return <path d={`M${cx},${cy + tip} L${cx + size},${cy - tip} L${cx - size},${cy - tip} Z`} className={up ? s.up : s.down} />;
};

function Legend({ shape, label }: { shape: 'before' | 'after' | 'up' | 'down' | 'mark'; label: string }) {
  return (
    <span>
      <svg width={14} height={14} aria-hidden="true">
        {shape === 'before' && <circle cx={7} cy={7} r={4} className={s.from} />}
        {shape === 'after' && <circle cx={7} cy={7} r={4} className={s.to} />}
        {(shape === 'up' || shape === 'down') && <Triangle cx={7} cy={7} up={shape === 'up'} size={5.5} />}
        {shape === 'mark' && <line x1={7} x2={7} y1={0} y2={14} className={s.mark} />}
      </svg>
      {label}
    </span>
  );
}
