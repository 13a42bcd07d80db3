import { scaleLinear } from 'd3-scale';
import { useIntl } from 'react-intl';
import { useText } from '../app/text.tsx';
import { useWidth } from '../ui/useWidth.ts';
import s from './Figures.module.css';

export type Bar = { id: string; name: string; count: number | null };

const ROW = 30;
const GAP = 10;

/** Counts as lying bars with their names and numbers. A count that is kept back is hatched, at no length of its own. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const t = useText();
  const intl = useIntl();
  const { box, width } = useWidth();
  const most = Math.max(1, ...bars.map(({ count }) => count ?? 0));
  const names = Math.min(170, width * 0.36);
  const across = scaleLinear([0, most], [0, Math.max(1, width - names - GAP - 56)]);
  return (
    <div ref={box} className={s.bars} dir="ltr">
      {width > 0 && (
        <svg width={width} height={bars.length * ROW} role="img" aria-label={label}>
          {bars.map(({ id, name, count }, place) => (
            <g key={id} transform={`translate(0 ${place * ROW})`}>
              <text x={names} y={ROW / 2 + 4} textAnchor="end" className={s.name}>
                {name}
              </text>
              {count === null ? (
                <text x={names + GAP} y={ROW / 2 + 4} className={s.hidden}>
                  {t('figures.hidden')}
                </text>
              ) : (
                <>
                  <rect x={names + GAP} y={4} width={Math.max(1, across(count))} height={ROW - 8} rx={3} className={s.bar} />
                  <text x={names + GAP + Math.max(1, across(count)) + 6} y={ROW / 2 + 4} className={s.count}>
                    {intl.formatNumber(count)}
                  </text>
                </>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
