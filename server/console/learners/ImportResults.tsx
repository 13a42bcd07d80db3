import { useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { consoleRoutes, type ImportReport } from '../../../shared/contract/console.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { learnersQuery } from '../app/queries.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { FaultNote } from '../ui/States.tsx';
import s from './LearnersPage.module.css';

type RowProblem = ImportReport['problems'][number];

/** Takes a CSV of course results and says row by row what was wrong with it. */
export function ImportResults() {
  const t = useText();
  const client = useQueryClient();
  const [report, setReport] = useState<ImportReport | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  async function take(files: FileList | null) {
    const file = files?.[0];
    if (!file) return;
    setBusy(true);
    setFault(null);
    setReport(null);
    try {
      setReport(await api(consoleRoutes.importResults, { body: { csv: await file.text() } }));
      await client.invalidateQueries({ queryKey: learnersQuery.queryKey });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={s.import}>
      <p>{t('import.help')}</p>
      <FileTrigger acceptedFileTypes={['.csv', 'text/csv']} onSelect={take}>
        <Button icon={FileUp} isPending={busy}>
          {t('import.choose')}
        </Button>
      </FileTrigger>
      {fault && <FaultNote fault={fault} />}
      {report && <Report report={report} />}
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
