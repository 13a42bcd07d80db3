import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { consoleRoutes, type ImportReport } from '../../../shared/contract/console.ts';
import { api } from '../app/api.ts';
import { learnersQuery } from '../app/queries.ts';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { FileImport } from '../ui/FileImport.tsx';
import s from './LearnersPage.module.css';

type RowProblem = ImportReport['problems'][number];

/** Takes a CSV of course results and says row by row what was wrong with it. */
export function ImportResults() {
  const t = useText();
  const client = useQueryClient();
  const send = async (file: File) => {
    const report = await api(consoleRoutes.importResults, { body: { csv: await file.text() } });
    await client.invalidateQueries({ queryKey: learnersQuery.queryKey });
    return report;
  };
  return (
    <div className={s.import}>
      <p>{t('import.help')}</p>
      <FileImport types={['.csv', 'text/csv']} choose={t('import.choose')} send={send}>
        {(report) => <Report report={report} />}
      </FileImport>
    </div>
  );
}

function Report({ report }: { report: ImportReport }) {
  const t = useText();
  const columns = useMemo(
    (): Column<RowProblem>[] => [
      { id: 'row', header: t('col.row'), value: ({ row }) => row, number: true },
      { id: 'column', header: t('col.column'), value: ({ column }) => column ?? t('import.wholeRow') },
      {
        id: 'message',
        header: t('col.problem'),
        value: ({ message }) => message,
        cell: ({ message }) => <span dir="auto">{message}</span>,
      },
    ],
    [t],
  );
  return (
    <div className={s.report} role="status">
      <p>{t('import.report', { taken: report.taken, unchanged: report.unchanged, problems: report.problems.length })}</p>
      {report.problems.length > 0 && (
        <DataTable
          label={t('import.problems')}
          rows={report.problems}
          columns={columns}
          rowId={({ row, column, message }) => `${row} ${column} ${message}`}
        />
      )}
    </div>
  );
}
