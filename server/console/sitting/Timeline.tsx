import { scaleLinear, scaleTime } from 'd3-scale';
import { Activity, Keyboard, type LucideIcon, Monitor, UserRound, Wifi } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TimelineEntry } from '../../../shared/contract/console.ts';
import { clockText } from '../app/format.ts';
import { directionOf, useLocale, useText, useWhen } from '../app/text.tsx';
import { useWidth } from '../ui/useWidth.ts';
import { lanesOf, type Order, type Span, stacked } from './lanes.ts';
import s from './Timeline.module.css';

const LANE = 27;
const STACK = 20;
const TOP = 24;
const laneNames = ['questions', 'answers', 'signals', 'acts', 'network'] as const;
type LaneName = (typeof laneNames)[number];
const icons: Record<LaneName, LucideIcon> = {
  questions: Monitor,
  answers: Keyboard,
  signals: Activity,
  acts: UserRound,
  network: Wifi,
};

type Props = {
  entries: readonly TimelineEntry[];
  order: Order;
  range: Span;
  /** A stretch to stand out, such as an incident. */
  mark?: Span;
};

/** The lanes of a sitting over time, in reading direction. The table of entries says the same in words. */
export function Timeline({ entries, order, range, mark }: Props) {
  const t = useText();
  const when = useWhen();
  const rtl = directionOf(useLocale()) === 'rtl';
  const { box, width } = useWidth();
  const lanes = lanesOf(entries, order, range.to);
  const gutter = width < 560 ? 30 : 104;
  const x = scaleLinear([range.from, range.to], rtl ? [width - gutter, 6] : [gutter, width - 6]).clamp(true);
  const seen = ({ from, to }: Span) => to >= range.from && from <= range.to;
  const signals = stacked(lanes.signals.filter(seen).toSorted((a, b) => a.from - b.from));
  const deeper = Math.max(0, ...signals.map((signal) => signal.row)) * STACK;
  const row = (name: LaneName) => {
    const place = laneNames.indexOf(name);
    return TOP + place * LANE + (place > laneNames.indexOf('signals') ? deeper : 0);
  };
  const bar = (span: Span, least = 3) => ({
    x: Math.min(x(span.from), x(span.to)) - (rtl ? Math.max(0, least - Math.abs(x(span.to) - x(span.from))) : 0),
    width: Math.max(least, Math.abs(x(span.to) - x(span.from))),
  });
  const fits = (span: Span, px: number) => Math.abs(x(span.to) - x(span.from)) > px;
  const ticks = scaleTime([range.from, range.to], [0, 1])
    .ticks(Math.max(2, Math.floor((width - gutter) / 130)))
    .map(Number);
  const clock = range.to - range.from > 20 * 60_000 ? when.minute : when.time;
  const height = TOP + laneNames.length * LANE + deeper;
  const label = t('timeline.label', {
    from: when.time(range.from),
    to: when.time(range.to),
    questions: lanes.questions.length,
    answers: lanes.answers.length,
    signals: lanes.signals.length,
    acts: lanes.acts.length,
    gaps: lanes.network.length,
  });
  const titled = (title: string): ReactNode => <title>{title}</title>;

  return (
    <div ref={box} className={s.box}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          {mark && <rect {...bar(mark)} y={TOP - 4} height={height - TOP + 4} className={s.mark} />}
          {ticks.map((at) => (
            <g key={at}>
              <line x1={x(at)} x2={x(at)} y1={TOP - 4} y2={height} className={s.grid} />
              <text x={x(at)} y={12} textAnchor="middle" className={s.tick}>
                {clock(at)}
              </text>
            </g>
          ))}
          {laneNames.map((name) => {
            const Icon = icons[name];
            return (
              <g key={name}>
                <line
                  x1={0}
                  x2={width}
                  y1={row(name) + LANE + (name === 'signals' ? deeper : 0)}
                  y2={row(name) + LANE + (name === 'signals' ? deeper : 0)}
                  className={s.rule}
                />
                <Icon x={rtl ? width - 16 : 2} y={row(name) + 6} size={14} className={s.icon} />
                {gutter > 40 && (
                  <text x={rtl ? width - 24 : 24} y={row(name) + 18} className={s.name}>
                    {t(`lane.${name}`)}
                  </text>
                )}
              </g>
            );
          })}
          {lanes.questions.filter(seen).map((span) => (
            <g key={span.from}>
              <rect {...bar(span)} y={row('questions') + 5} height={17} rx={2} className={s.question} />
              {span.question !== null && fits(span, 24) && (
                <text
                  x={x(Math.max(span.from, range.from)) + (rtl ? -5 : 5)}
                  y={row('questions') + 17.5}
                  className={s.questionText}
                >
                  {span.question}
                </text>
              )}
              {titled(`${t('lane.questions')} ${span.question ?? ''} ${clock(span.from)}`)}
            </g>
          ))}
          {lanes.answers
            .filter(({ at }) => seen({ from: at, to: at }))
            .map(({ at, question }) => (
              <rect key={at} x={x(at) - 1} y={row('answers') + 7} width={2.5} height={13} className={s.answer}>
                {titled(`${t('lane.answers')} ${question ?? ''} ${clock(at)}`)}
              </rect>
            ))}
          {signals.map((span) => (
            <g key={`${span.signal}${span.from}`}>
              <rect {...bar(span, 5)} y={row('signals') + 5 + span.row * STACK} height={17} rx={3} className={s.signal} />
              {fits(span, 14 + t(`brief.${span.signal}`).length * 7) && (
                <text
                  x={x(Math.max(span.from, range.from)) + (rtl ? -6 : 6)}
                  y={row('signals') + 17.5 + span.row * STACK}
                  className={s.signalText}
                >
                  {t(`brief.${span.signal}`)}
                </text>
              )}
              {titled(`${t(`cause.${span.signal}`)} ${clock(span.from)}, ${clockText(span.to - span.from)}`)}
            </g>
          ))}
          {lanes.acts
            .filter(({ at }) => seen({ from: at, to: at }))
            .map(({ at, kind }, place, all) => (
              <g key={`${kind}${at}`}>
                <circle cx={x(at)} cy={row('acts') + 13.5} r={5} className={s.act} />
                {Math.abs(x(all[place + 1]?.at ?? range.to) - x(at)) > 120 && (
                  <text x={x(at) + (rtl ? -9 : 9)} y={row('acts') + 17.5} className={s.actText}>
                    {t(`entry.${kind}`)}
                  </text>
                )}
                {titled(`${t(`entry.${kind}`)} ${clock(at)}`)}
              </g>
            ))}
          <line x1={x(range.from)} x2={x(range.to)} y1={row('network') + 13.5} y2={row('network') + 13.5} className={s.online} />
          {lanes.network.filter(seen).map((span) => (
            <rect key={span.from} {...bar(span)} y={row('network') + 8} height={11} rx={2} className={s.offline}>
              {titled(`${t('timeline.offline')} ${clock(span.from)}, ${clockText(span.to - span.from)}`)}
            </rect>
          ))}
        </svg>
      )}
    </div>
  );
}
