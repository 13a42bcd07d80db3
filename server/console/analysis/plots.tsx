import { scaleLinear } from 'd3-scale';
import { useIntl } from 'react-intl';
import type { Equating, ExamAnalysis, ItemAnalysis } from '../../../shared/contract/analysis.ts';
import { useText } from '../app/text.tsx';
import s from './Analysis.module.css';
import { Plot, type Scale } from './Plot.tsx';
import { frame, logistic, type Point, pathOf } from './plot.ts';

const scale = (domain: readonly [number, number], range: readonly [number, number]): Scale =>
  scaleLinear([...domain], [...range]);
const HEIGHT = 240;

/** How many candidates got each total, with the cut and the band of one standard error around it. */
export function DistributionPlot({ analysis }: { analysis: ExamAnalysis }) {
  const t = useText();
  const { distribution, max, cut, semAtCut, people } = analysis;
  const most = Math.max(1, ...distribution);
  const bars = distribution.map((count, score) => ({ count, score }));
  return (
    <Plot
      label={t('analysis.distributionLabel', { people, cut })}
      height={HEIGHT}
      x={{ label: t('analysis.total'), domain: [-0.5, Math.floor(max) + 0.5] }}
      y={{ label: t('analysis.candidates'), domain: [0, most], whole: true }}
      scale={scale}
    >
      {(x, y) => (
        <>
          {semAtCut !== null && (
            <rect
              x={x(Math.max(-0.5, cut - semAtCut))}
              width={Math.max(0, x(Math.min(max + 0.5, cut + semAtCut)) - x(Math.max(-0.5, cut - semAtCut)))}
              y={frame.top}
              height={HEIGHT - frame.top - frame.bottom}
              className={s.band}
            />
          )}
          {bars.map(({ count, score }) => (
            <rect
              key={score}
              x={x(score - 0.42)}
              width={Math.max(1, x(score + 0.42) - x(score - 0.42))}
              y={y(count)}
              height={y(0) - y(count)}
              className={score >= cut ? s.passing : s.bar}
            >
              <title>{t('analysis.bar', { score, count })}</title>
            </rect>
          ))}
          <line x1={x(cut - 0.5)} x2={x(cut - 0.5)} y1={frame.top} y2={HEIGHT - frame.bottom} className={s.cut} />
          <text x={x(cut - 0.5) + 5} y={frame.top + 11} className={s.note}>
            {t('analysis.cut', { cut })}
          </text>
        </>
      )}
    </Plot>
  );
}

/** Standard error of measurement at each total. */
export function ErrorPlot({ analysis }: { analysis: ExamAnalysis }) {
  const t = useText();
  const { conditional, max, cut } = analysis;
  const points = conditional.map((sem, score): Point => [score, sem]);
  return (
    <Plot
      label={t('analysis.errorLabel')}
      height={HEIGHT}
      x={{ label: t('analysis.total'), domain: [0, Math.floor(max)] }}
      y={{ label: t('analysis.sem'), domain: [0, Math.max(1, ...conditional) * 1.1] }}
      scale={scale}
    >
      {(x, y) => (
        <>
          <path d={pathOf(points.map(([a, b]) => [x(a), y(b)]))} className={s.curve} />
          <line x1={x(cut)} x2={x(cut)} y1={frame.top} y2={HEIGHT - frame.bottom} className={s.cut} />
        </>
      )}
    </Plot>
  );
}

/** Every item by difficulty and discrimination; the number is its place in the table. */
export function ItemMap({
  items,
  chosen,
  onChoose,
}: {
  items: readonly ItemAnalysis[];
  chosen: string | null;
  onChoose: (item: string) => void;
}) {
  const t = useText();
  const known = items.flatMap((item, place) => (item.discrimination === null ? [] : [{ item, place, y: item.discrimination }]));
  const low = Math.min(0, ...known.map(({ y }) => y)) - 0.1;
  const high = Math.max(0.5, ...known.map(({ y }) => y));
  return (
    <Plot
      label={t('analysis.mapLabel', { items: known.length })}
      height={300}
      x={{ label: t('analysis.difficulty'), domain: [0, 1], share: true }}
      y={{ label: t('analysis.discrimination'), domain: [low, high] }}
      scale={scale}
    >
      {(x, y) => (
        <>
          <line x1={x(0)} x2={x(1)} y1={y(0)} y2={y(0)} className={s.zero} />
          {known.map(({ item, place, y: discrimination }) => (
            // The table below does the same for the keyboard.
            // biome-ignore lint/a11y/noStaticElementInteractions: a second way for the pointer
            <g
              key={item.item}
              onClick={() => onChoose(item.item)}
              className={s.dot}
              data-flagged={item.flags.length > 0}
              data-chosen={item.item === chosen}
            >
              <circle cx={x(item.difficulty)} cy={y(discrimination)} r={10} />
              <text x={x(item.difficulty)} y={y(discrimination) + 3.5} textAnchor="middle">
                {place + 1}
              </text>
              <title>{item.title}</title>
            </g>
          ))}
        </>
      )}
    </Plot>
  );
}

const dashes = ['', '6 3', '2 3', '8 3 2 3', '1 4', '10 4', '4 4'];

/** How groups of strength answered: a line a choice, the key thick; without choices the share of the maximum. */
export function GroupPlot({ item }: { item: ItemAnalysis }) {
  const t = useText();
  const lines =
    item.choices.length > 0
      ? item.choices.map(({ choice, isKey, byGroup }) => ({
          name: choice === '' ? t('analysis.blank') : choice,
          isKey,
          values: byGroup,
        }))
      : [{ name: t('analysis.meanShare'), isKey: true, values: item.byGroup }];
  return (
    <Plot
      label={t('analysis.groupLabel', { item: item.title })}
      height={HEIGHT}
      x={{ label: t('analysis.groups'), domain: [1, Math.max(2, item.byGroup.length)], whole: true }}
      y={{ label: t('analysis.share'), domain: [0, 1], share: true }}
      scale={scale}
    >
      {(x, y) =>
        lines.map(({ name, isKey, values }, place) => (
          <g key={name}>
            <path
              d={pathOf(values.map((value, group) => [x(group + 1), y(value)]))}
              className={isKey ? s.key : s.distractor}
              strokeDasharray={isKey ? undefined : dashes[place % dashes.length]}
            />
            <text x={x(values.length) - 4} y={y(values.at(-1) ?? 0) - 5} textAnchor="end" className={s.note}>
              {name}
            </text>
          </g>
        ))
      }
    </Plot>
  );
}

/** The chance of a full score over ability. */
export function CurvePlot({ item }: { item: ItemAnalysis }) {
  const t = useText();
  const { curve } = item;
  if (!curve) return null;
  const abilities = Array.from({ length: 61 }, (_, i) => -3 + i / 10);
  return (
    <Plot
      label={t('analysis.curveLabel', { item: item.title })}
      height={HEIGHT}
      x={{ label: t('analysis.ability'), domain: [-3, 3] }}
      y={{ label: t('analysis.chance'), domain: [0, 1], share: true }}
      scale={scale}
    >
      {(x, y) => <path d={pathOf(abilities.map((ability) => [x(ability), y(logistic(curve, ability))]))} className={s.key} />}
    </Plot>
  );
}

/** What a total on the new form is worth on the old one, by both methods. */
export function EquatingPlot({ equating }: { equating: Equating }) {
  const t = useText();
  const intl = useIntl();
  const { scores } = equating;
  const top = Math.max(1, ...scores.flatMap(({ linear, equipercentile }) => [linear, equipercentile]));
  return (
    <Plot
      label={t('analysis.equatedLabel', {
        slope: intl.formatNumber(equating.slope),
        intercept: intl.formatNumber(equating.intercept),
      })}
      height={HEIGHT}
      x={{ label: t('analysis.newForm'), domain: [0, scores.length - 1] }}
      y={{ label: t('analysis.oldForm'), domain: [0, top] }}
      scale={scale}
    >
      {(x, y) => (
        <>
          <path d={pathOf(scores.map(({ score, equipercentile }) => [x(score), y(equipercentile)]))} className={s.key} />
          <path
            d={pathOf(scores.map(({ score, linear }) => [x(score), y(linear)]))}
            className={s.distractor}
            strokeDasharray="6 3"
          />
        </>
      )}
    </Plot>
  );
}
