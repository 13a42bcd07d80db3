import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { FormattedNumber } from 'react-intl';
import type { ResultSummary } from '../../../shared/contract/console.ts';
import { useScheme } from '../app/document.ts';
import { resultsQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { PassTag, ResultStateTag } from './ResultTags.tsx';

/** Every graded sitting: score, whether it passes, and what still holds it. */
export function ResultsPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(resultsQuery);
  const columns = useMemo(
    (): Column<ResultSummary>[] => [
      {
        id: 'name',
        header: t('col.candidate'),
        value: ({ name }) => name,
        cell: ({ id, name }) => (
          <Link to="/results/$id" params={{ id }}>
            <bdi>{name}</bdi>
          </Link>
        ),
      },
      { id: 'exam', header: t('col.exam'), value: ({ exam }) => exam },
      {
        id: 'score',
        header: t('col.score'),
        value: ({ score }) => score,
        cell: ({ score, max, percent }) => (
          <>
            {t('result.score', { score, max })} · <FormattedNumber value={percent / 100} style="percent" />
          </>
        ),
        number: true,
      },
      {
        id: 'passed',
        header: t('col.outcome'),
        value: ({ passed }) => t(passed ? 'result.passed' : 'result.failed'),
        cell: ({ passed }) => <PassTag passed={passed} />,
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`result.${state}`),
        cell: ({ state }) => <ResultStateTag state={state} />,
      },
      { id: 'incidents', header: t('col.openIncidents'), value: ({ openIncidents }) => openIncidents, number: true },
      {
        id: 'graded',
        header: t('col.graded'),
        value: ({ gradedAt }) => gradedAt,
        cell: ({ gradedAt }) => when.moment(gradedAt),
        number: true,
      },
    ],
    [t, when],
  );
  return (
    <Page title={t('nav.results')} lead={t('results.lead')}>
      <Loaded query={query}>
        {(results) =>
          results.length === 0 ? (
            <Empty title={t('results.none')}>{t('results.noneText')}</Empty>
          ) : (
            <DataTable
              label={t('nav.results')}
              rows={results}
              columns={columns}
              rowId={({ id }) => id}
              find={t('results.find')}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
