import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { FiguredExam } from '../../../shared/contract/figures.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { figuredQuery } from './queries.ts';

/** The exams that somebody is registered for. */
export function FiguresListPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(figuredQuery);
  const columns = useMemo(
    (): Column<FiguredExam>[] => [
      {
        id: 'exam',
        header: t('col.exam'),
        value: ({ title }) => title,
        cell: ({ exam, title }) => (
          <Link to="/figures/$id" params={{ id: exam }}>
            {title}
          </Link>
        ),
      },
      { id: 'version', header: t('analysis.version'), value: ({ version }) => version, number: true },
    ],
    [t],
  );
  return (
    <Page title={t('nav.figures')} lead={t('figures.lead')}>
      <Loaded query={query}>
        {(exams) =>
          exams.length === 0 ? (
            <Empty title={t('figures.none')}>{t('figures.noneText')}</Empty>
          ) : (
            <DataTable label={t('nav.figures')} rows={exams} columns={columns} rowId={({ exam }) => exam} />
          )
        }
      </Loaded>
    </Page>
  );
}
