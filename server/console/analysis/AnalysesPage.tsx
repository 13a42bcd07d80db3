import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { AnalysedExam } from '../../../shared/contract/analysis.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { analysesQuery } from './queries.ts';

/** The exams that somebody has taken. */
export function AnalysesPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(analysesQuery);
  const columns = useMemo(
    (): Column<AnalysedExam>[] => [
      {
        id: 'exam',
        header: t('col.exam'),
        value: ({ title }) => title,
        cell: ({ exam, title }) => (
          <Link to="/analysis/$id" params={{ id: exam }}>
            {title}
          </Link>
        ),
      },
      { id: 'version', header: t('analysis.version'), value: ({ version }) => version, number: true },
      { id: 'people', header: t('analysis.candidates'), value: ({ people }) => people, number: true },
    ],
    [t],
  );
  return (
    <Page title={t('nav.analysis')} lead={t('analysis.lead')}>
      <Loaded query={query}>
        {(exams) =>
          exams.length === 0 ? (
            <Empty title={t('analysis.none')}>{t('analysis.noneText')}</Empty>
          ) : (
            <DataTable label={t('nav.analysis')} rows={exams} columns={columns} rowId={({ exam }) => exam} />
          )
        }
      </Loaded>
    </Page>
  );
}
