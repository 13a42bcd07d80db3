import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import { useScheme } from '../app/document.ts';
import { useText, useWhen } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { ImportForm } from './ImportForm.tsx';
import { runsQuery } from './queries.ts';

/** Files of other systems: looked at, then applied. */
export function ImportsPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(runsQuery);
  const columns = useMemo(
    (): Column<ImportRun>[] => [
      { id: 'at', header: t('imports.at'), value: ({ at }) => at, cell: ({ at }) => when.moment(at) },
      { id: 'by', header: t('imports.by'), value: ({ by }) => by, cell: ({ by }) => <bdi>{by}</bdi> },
      { id: 'format', header: t('imports.format'), value: ({ format }) => t(`imports.format.${format}`) },
      { id: 'file', header: t('imports.file'), value: ({ file }) => file, cell: ({ file }) => <bdi>{file}</bdi> },
      { id: 'taken', header: t('imports.taken'), value: ({ taken }) => taken, number: true },
      { id: 'unchanged', header: t('imports.unchanged'), value: ({ unchanged }) => unchanged, number: true },
      { id: 'problems', header: t('imports.problems'), value: ({ problems }) => problems, number: true },
    ],
    [t, when],
  );
  return (
    <Page title={t('nav.imports')} lead={t('imports.lead')}>
      <Section title={t('imports.new')}>
        <ImportForm />
      </Section>
      <Section title={t('imports.before')}>
        <Loaded query={query}>
          {(runs) =>
            runs.length === 0 ? (
              <Empty title={t('imports.none')}>{t('imports.noneText')}</Empty>
            ) : (
              <DataTable label={t('imports.before')} rows={runs} columns={columns} rowId={({ id }) => id} />
            )
          }
        </Loaded>
      </Section>
    </Page>
  );
}
