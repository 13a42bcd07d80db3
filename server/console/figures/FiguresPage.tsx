import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useIntl } from 'react-intl';
import { type Figures, figureRoutes } from '../../../shared/contract/figures.ts';
import plot from '../analysis/Analysis.module.css';
import { addressOf } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { Bars } from './Bars.tsx';
import s from './Figures.module.css';
import { RatePlot, ScorePlot, TimePlot } from './plots.tsx';
import { figuresQuery } from './queries.ts';

/** An exam in figures: how many came how far, who passed, with which scores, in which time, from where. */
export function FiguresPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(figuresQuery(id));
  return (
    <Page
      title={query.data ? t('figures.of', { title: query.data.title }) : t('nav.figures')}
      lead={query.data && t('figures.keptBack', { smallest: query.data.smallest })}
      acts={
        <a className={s.download} href={addressOf(figureRoutes.csv, { params: { id } })} download>
          <Download size={15} aria-hidden />
          {t('figures.download')}
        </a>
      }
    >
      <Loaded query={query}>{(figures) => <Body figures={figures} />}</Loaded>
    </Page>
  );
}

function Body({ figures }: { figures: Figures }) {
  const t = useText();
  const intl = useIntl();
  const show = (value: number | null) =>
    value === null ? t('figures.hidden') : intl.formatNumber(value, { maximumFractionDigits: 1 });
  const percent = (value: number | null) =>
    value === null ? t('figures.hidden') : intl.formatNumber(value, { style: 'percent', maximumFractionDigits: 1 });
  const regions = new Intl.DisplayNames([intl.locale], { type: 'region', fallback: 'code' });
  const countryName = (code: string) => (code === 'other' ? t('figures.other') : regions.of(code)) ?? code;
  const { funnel, windows, scores, time, countries, eligible } = figures;
  const stages = [
    { id: 'eligible', name: t('figures.stage.eligible'), count: eligible },
    ...funnel.map(({ stage, count }) => ({ id: stage, name: t(`figures.stage.${stage}`), count })),
  ];
  const bars = countries.map(({ country, count }) => ({ id: country, name: countryName(country), count }));
  return (
    <>
      <Section title={t('figures.funnel')}>
        <div className={plot.pair}>
          <Bars label={t('figures.funnelLabel')} bars={stages} />
          <Table
            label={t('figures.funnel')}
            head={[t('figures.stage'), t('figures.people')]}
            rows={stages.map(({ name, count }) => [name, show(count)])}
          />
        </div>
      </Section>
      <Section title={t('figures.rates')}>
        {windows.length === 0 ? (
          <p className={s.note}>{t('figures.tooFew')}</p>
        ) : (
          <div className={plot.pair}>
            <RatePlot windows={windows} />
            <Table
              label={t('figures.rates')}
              head={[
                t('figures.window'),
                t('figures.stage.registered'),
                t('figures.stage.graded'),
                t('figures.stage.passed'),
                t('figures.rate'),
                t('figures.interval'),
              ]}
              rows={windows.map(({ titles, registered, graded, passed, rate, low, high }) => [
                titles.join(' + '),
                show(registered),
                show(graded),
                show(passed),
                percent(rate),
                low === null || high === null
                  ? t('figures.hidden')
                  : t('figures.range', { from: percent(low), to: percent(high) }),
              ])}
            />
          </div>
        )}
      </Section>
      <Section title={t('figures.scores')}>
        {scores === null ? (
          <p className={s.note}>{t('figures.tooFew')}</p>
        ) : (
          <>
            <p className={s.note}>
              {t('figures.scoresNote', { people: scores.people, cut: scores.cut, median: show(scores.median) })}{' '}
              {scores.sem !== null && t('figures.semNote', { sem: show(scores.sem) })}
            </p>
            <div className={plot.pair}>
              <ScorePlot scores={scores} />
              <BinTable label={t('figures.scores')} bins={scores.bins} unit={t('figures.percent')} />
            </div>
          </>
        )}
      </Section>
      <Section title={t('figures.time')}>
        {time === null ? (
          <p className={s.note}>{t('figures.tooFew')}</p>
        ) : (
          <>
            <p className={s.note}>
              {t('figures.timeNote', {
                allowed: time.allowed,
                lower: show(time.lower),
                median: show(time.median),
                upper: show(time.upper),
              })}
            </p>
            <div className={plot.pair}>
              <TimePlot time={time} />
              <BinTable label={t('figures.time')} bins={time.bins} unit={t('figures.minutes')} />
            </div>
          </>
        )}
      </Section>
      <Section title={t('figures.countries')}>
        {bars.length === 0 ? (
          <p className={s.note}>{t('figures.tooFew')}</p>
        ) : (
          <div className={plot.pair}>
            <Bars label={t('figures.countriesLabel', { count: bars.length })} bars={bars} />
            <Table
              label={t('figures.countries')}
              head={[t('col.country'), t('figures.people')]}
              rows={bars.map(({ name, count }) => [name, show(count)])}
            />
          </div>
        )}
      </Section>
    </>
  );
}

function BinTable({
  label,
  bins,
  unit,
}: {
  label: string;
  bins: readonly { from: number; to: number; count: number }[];
  unit: string;
}) {
  const t = useText();
  const intl = useIntl();
  const rows = bins.map(({ from, to, count }) => [
    t('figures.range', { from: intl.formatNumber(from), to: intl.formatNumber(to) }),
    intl.formatNumber(count),
  ]);
  return <Table label={label} head={[unit, t('figures.people')]} rows={rows} />;
}

function Table({ label, head, rows }: { label: string; head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={plot.scroll} aria-label={label} tabIndex={0}>
      <table className={`${plot.table} ${s.table}`} aria-label={label}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name = '', ...cells]) => (
            <tr key={name}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              {cells.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                <td key={place}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
