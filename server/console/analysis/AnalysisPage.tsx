import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { FormattedNumber } from 'react-intl';
import type { ExamAnalysis } from '../../../shared/contract/analysis.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import s from './Analysis.module.css';
import { Equated } from './Equated.tsx';
import { ItemDetail } from './ItemDetail.tsx';
import { ItemTable } from './ItemTable.tsx';
import { DistributionPlot, ErrorPlot, ItemMap } from './plots.tsx';
import { analysisQuery } from './queries.ts';

/** One exam: how far its totals can be trusted, and how each item worked. */
export function AnalysisPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const [focal, setFocal] = useState<string | null>(null);
  const query = useQuery(analysisQuery(id, focal));
  return (
    <Page title={query.data?.title ?? t('nav.analysis')} lead={query.data && t('analysis.of', { people: query.data.people })}>
      <Loaded query={query}>
        {(analysis) =>
          analysis.people < 2 ? (
            <Empty title={t('analysis.tooFew')}>{t('analysis.tooFewText')}</Empty>
          ) : (
            <Body analysis={analysis} onFocal={setFocal} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Figure({
  name,
  value,
  note,
  percent = false,
}: {
  name: string;
  value: number | null;
  note?: string;
  percent?: boolean;
}) {
  const t = useText();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value === null ? (
          t('analysis.unknown')
        ) : (
          <FormattedNumber
            value={value}
            {...(percent ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 3 })}
          />
        )}
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}

function Body({ analysis, onFocal }: { analysis: ExamAnalysis; onFocal: (country: string | null) => void }) {
  const t = useText();
  const focalId = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const { decisions, items, groups, focal } = analysis;
  const item = items.find((each) => each.item === chosen);
  const rows = analysis.distribution.map((count, score) => ({ count, score }));
  return (
    <>
      <dl className={s.figures}>
        <Figure name={t('analysis.mean')} value={analysis.mean} note={t('analysis.ofMax', { max: analysis.max })} />
        <Figure name={t('analysis.deviation')} value={analysis.deviation} />
        <Figure name={t('analysis.alpha')} value={analysis.alpha} note={t('analysis.alphaNote')} />
        <Figure name={t('analysis.sem')} value={analysis.sem} note={t('analysis.points')} />
        <Figure
          name={t('analysis.consistency')}
          value={decisions?.consistency ?? null}
          percent
          note={t('analysis.consistencyNote')}
        />
        <Figure name={t('analysis.accuracy')} value={decisions?.accuracy ?? null} percent note={t('analysis.accuracyNote')} />
      </dl>
      <Section title={t('analysis.distribution')}>
        <DistributionPlot analysis={analysis} />
        <details className={s.more}>
          <summary>{t('analysis.asTable')}</summary>
          <div className={s.scroll}>
            <table className={s.table}>
              <thead>
                <tr>
                  <th scope="col">{t('analysis.total')}</th>
                  <th scope="col">{t('analysis.candidates')}</th>
                  <th scope="col">{t('analysis.sem')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ count, score }) => (
                  <tr key={score}>
                    <th scope="row">{score}</th>
                    <td>{count}</td>
                    <td>
                      <FormattedNumber value={analysis.conditional[score] ?? 0} maximumFractionDigits={2} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      </Section>
      {analysis.conditional.length > 0 && (
        <Section title={t('analysis.error')}>
          <ErrorPlot analysis={analysis} />
        </Section>
      )}
      <Section title={t('analysis.items')}>
        <ItemMap items={items} chosen={chosen} onChoose={setChosen} />
        {groups.length > 0 && (
          <p className={s.choose}>
            <label htmlFor={focalId}>{t('analysis.compare')}</label>
            <select
              id={focalId}
              value={focal ?? ''}
              onChange={({ target }) => onFocal(target.value === '' ? null : target.value)}
            >
              <option value="">{t('analysis.noComparison')}</option>
              {groups.map((group) => (
                <option key={group}>{group}</option>
              ))}
            </select>
          </p>
        )}
        <ItemTable analysis={analysis} chosen={chosen} onChoose={setChosen} />
      </Section>
      {item && <ItemDetail item={item} curvesFrom={analysis.curvesFrom} />}
      <Equated exam={analysis.exam} />
    </>
  );
}
