import { scaleLinear } from 'd3-scale';
import type { Figures } from '../../../shared/contract/figures.ts';
import plot from '../analysis/Analysis.module.css';
import { Plot, type Scale } from '../analysis/Plot.tsx';
import { frame } from '../analysis/plot.ts';
import { useText } from '../app/text.tsx';
import s from './Figures.module.css';

const HEIGHT = 250;
const scale = (domain: readonly [number, number], range: readonly [number, number]): Scale =>
  scaleLinear([...domain], [...range]);
type Bin = { from: number; to: number; count: number };
/** Bins differ in width, so that a bar's area is its count: the height is people for each unit. */
const density = ({ from, to, count }: Bin, unit: number): number => (count * unit) / (to - from);

function BinRects({
  bins,
  unit,
  x,
  y,
  passing,
}: {
  bins: readonly Bin[];
  unit: number;
  x: Scale;
  y: Scale;
  passing: (bin: Bin) => boolean;
}) {
  const t = useText();
  return bins.map((bin) => (
    <rect
      key={bin.from}
      x={x(bin.from) + 1}
      width={Math.max(1, x(bin.to) - x(bin.from) - 2)}
      y={y(density(bin, unit))}
      height={y(0) - y(density(bin, unit))}
      className={passing(bin) ? plot.passing : plot.bar}
    >
      <title>{t('figures.bin', { from: bin.from, to: bin.to, count: bin.count })}</title>
    </rect>
  ));
}

/** How many reached which share of the points, with the cut and the band of one standard error around it. */
export function ScorePlot({ scores }: { scores: NonNullable<Figures['scores']> }) {
  const t = useText();
  const { bins, cut, sem, people } = scores;
  // Room for the cut's name above the bars.
  const most = 1.15 * Math.max(1, ...bins.map((bin) => density(bin, 5)));
  return (
    <Plot
      label={t('figures.scoresLabel', { people, cut })}
      height={HEIGHT}
      x={{ label: t('figures.percent'), domain: [0, 100] }}
      y={{ label: t('figures.perFive'), domain: [0, most] }}
      scale={scale}
    >
      {(x, y) => (
        <>
          {sem !== null && (
            <rect
              x={x(Math.max(0, cut - sem))}
              width={Math.max(0, x(Math.min(100, cut + sem)) - x(Math.max(0, cut - sem)))}
              y={frame.top}
              height={HEIGHT - frame.top - frame.bottom}
              className={plot.band}
            />
          )}
          <BinRects bins={bins} unit={5} x={x} y={y} passing={({ from }) => from >= cut} />
          <line x1={x(cut)} x2={x(cut)} y1={frame.top} y2={HEIGHT - frame.bottom} className={plot.cut} />
          <text x={x(cut) + 5} y={frame.top + 11} className={plot.note}>
            {t('figures.cut', { cut })}
          </text>
        </>
      )}
    </Plot>
  );
}

/** How long people took. */
export function TimePlot({ time }: { time: NonNullable<Figures['time']> }) {
  const t = useText();
  const { bins, allowed, people, median } = time;
  const most = Math.max(1, ...bins.map((bin) => density(bin, 10)));
  return (
    <Plot
      label={t('figures.timeLabel', { people })}
      height={HEIGHT}
      x={{ label: t('figures.minutes'), domain: [0, allowed] }}
      y={{ label: t('figures.perTen'), domain: [0, most] }}
      scale={scale}
    >
      {(x, y) => (
        <>
          <BinRects bins={bins} unit={10} x={x} y={y} passing={() => true} />
          {median !== null && (
            <line
              x1={x(Math.min(median, allowed))}
              x2={x(Math.min(median, allowed))}
              y1={frame.top}
              y2={HEIGHT - frame.bottom}
              className={plot.cut}
            />
          )}
        </>
      )}
    </Plot>
  );
}

const ROW = 34;
/** A dot for each window's pass rate, and its interval as a line. */
export function RatePlot({ windows }: { windows: Figures['windows'] }) {
  const t = useText();
  const known = windows.flatMap((window) =>
    window.rate === null || window.low === null || window.high === null
      ? []
      : [{ name: window.titles.join(' + '), rate: window.rate, low: window.low, high: window.high }],
  );
  if (known.length === 0) return null;
  const height = known.length * ROW + frame.top + frame.bottom + 8;
  return (
    <Plot
      label={t('figures.ratesLabel', { windows: known.length })}
      height={height}
      x={{ label: t('figures.rate'), domain: [0, 1], share: true }}
      y={{ label: '', domain: [known.length, 0], hidden: true }}
      scale={scale}
    >
      {(x, y) =>
        known.map(({ name, rate, low, high }, place) => (
          <g key={name}>
            <text x={x(0) + 2} y={y(place + 0.35)} className={plot.note}>
              {name}
            </text>
            <line x1={x(low)} x2={x(high)} y1={y(place + 0.7)} y2={y(place + 0.7)} className={s.interval} />
            <circle cx={x(rate)} cy={y(place + 0.7)} r={5} className={s.point} />
          </g>
        ))
      }
    </Plot>
  );
}
