import type { QueueFigures } from '../../../shared/contract/marking.ts';
import { useText } from '../app/text.tsx';
import { plotOf } from './plot.ts';
import s from './Quality.module.css';

/** Markers by how generous they are and how well they agree. The table beside it has the same numbers. */
export function SeverityPlot({ figures }: { figures: QueueFigures }) {
  const t = useText();
  const { width, height, left, right, top, bottom, zero, x, y, ticks, points } = plotOf(figures);
  return (
    // Harsh stands left and generous right in every language, as on any axis of numbers.
    <svg className={s.plot} viewBox={`0 0 ${width} ${height}`} direction="ltr" aria-hidden="true">
      <rect x={x(-1)} y={top} width={x(1) - x(-1)} height={bottom - top} className={s.band} />
      {[0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value)} y2={y(value)} className={s.grid} />
          <text x={left - 8} y={y(value) + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      <line x1={zero} x2={zero} y1={top} y2={bottom} className={s.zero} />
      {ticks.map((value) => (
        <text key={value} x={x(value)} y={bottom + 17} textAnchor="middle">
          {value > 0 ? `+${value}` : value}
        </text>
      ))}
      <text x={left} y={height - 6} className={s.axis}>
        ← {t('marking.harsh')}
      </text>
      <text x={right} y={height - 6} textAnchor="end" className={s.axis}>
        {t('marking.generous')} →
      </text>
      <text x={left} y={12} className={s.axis}>
        ↑ {t('marking.kappa')}
      </text>
      {points.map(({ marker, cx, cy, label, end, stopped }) => (
        <g key={marker} data-stopped={stopped} className={s.marker}>
          <circle cx={cx} cy={cy} r={6} />
          <text x={end ? cx - 11 : cx + 11} y={label} textAnchor={end ? 'end' : 'start'}>
            {points.find((each) => each.marker === marker)?.name}
          </text>
        </g>
      ))}
    </svg>
  );
}
