import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ExamRow } from '../../../shared/contract/content.ts';
import { useScheme } from '../app/document.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ImportSection } from './ImportSection.tsx';
import { examsQuery } from './queries.ts';

/** Every published version of every exam: importing one, and taking its package away. */
export function ExamsPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(examsQuery);
  const [chosen, setChosen] = useState<ExamRow | null>(null);
  const columns = useMemo(
    (): Column<ExamRow>[] => [
      { id: 'title', header: t('col.exam'), value: ({ title }) => title, cell: ({ title }) => <bdi>{title}</bdi> },
      { id: 'version', header: t('content.version'), value: ({ version }) => version, number: true },
      { id: 'items', header: t('content.questions'), value: ({ items }) => items, number: true },
      {
        id: 'published',
        header: t('content.published'),
        value: ({ publishedAt }) => publishedAt,
        cell: ({ publishedAt, publishedBy }) => (
          <>
            {when.moment(publishedAt)} · <bdi>{publishedBy}</bdi>
          </>
        ),
      },
      {
        id: 'export',
        header: t('content.export'),
        value: () => '',
        plain: true,
        cell: (row) => (
          <Button aria-label={t('content.exportOne', { exam: row.title, version: row.version })} onPress={() => setChosen(row)}>
            {t('content.export')}
          </Button>
        ),
      },
    ],
    [t, when],
  );
  return (
    <Page title={t('nav.exams')} lead={t('content.lead')}>
      <ImportSection />
      <Loaded query={query}>
        {(exams) =>
          exams.length === 0 ? (
            <Empty title={t('content.none')}>{t('content.noneText')}</Empty>
          ) : (
            <DataTable label={t('nav.exams')} rows={exams} columns={columns} rowId={({ id }) => id} find={t('content.find')} />
          )
        }
      </Loaded>
      {chosen && <ExportDialog exam={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}
