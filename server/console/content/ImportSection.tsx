import { useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { type ContentReport, consoleRoutes } from '../../../shared/contract/console.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Section } from '../ui/Page.tsx';
import { FaultNote } from '../ui/States.tsx';
import s from './Content.module.css';
import { examsQuery } from './queries.ts';

type Problem = ContentReport['problems'][number];

/** Takes a content package, whole or not at all, and lists everything that is wrong with it. */
export function ImportSection() {
  const t = useText();
  const client = useQueryClient();
  const [report, setReport] = useState<ContentReport | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  async function take(files: FileList | null) {
    const file = files?.[0];
    if (!file) return;
    setBusy(true);
    setFault(null);
    setReport(null);
    try {
      setReport(await api(consoleRoutes.importContent, { body: new Uint8Array(await file.arrayBuffer()) }));
      await client.invalidateQueries({ queryKey: examsQuery.queryKey });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Section title={t('content.import')}>
      <div className={s.import}>
        <p>{t('content.importHelp')}</p>
        <FileTrigger acceptedFileTypes={['.zip', 'application/zip']} onSelect={take}>
          <Button icon={FileUp} isPending={busy}>
            {t('content.choose')}
          </Button>
        </FileTrigger>
        {fault && <FaultNote fault={fault} />}
        {report && <Report report={report} />}
      </div>
    </Section>
  );
}

function Report({ report: { exam, items, problems, warnings } }: { report: ContentReport }) {
  const t = useText();
  return (
    <div className={s.report} role="status">
      <p>{exam === null ? t('content.refused', { problems: problems.length }) : t('content.taken', { items })}</p>
      {problems.length > 0 && <Notes label={t('content.problems')} rows={problems} />}
      {warnings.length > 0 && (
        <>
          <p>{t('content.warnings')}</p>
          <Notes label={t('content.warnings')} rows={warnings} />
        </>
      )}
    </div>
  );
}

function Notes({ label, rows }: { label: string; rows: readonly Problem[] }) {
  const t = useText();
  const columns = useMemo(
    (): Column<Problem>[] => [
      { id: 'file', header: t('content.file'), value: ({ file }) => file, cell: ({ file }) => <bdi dir="ltr">{file}</bdi> },
      { id: 'line', header: t('content.line'), value: ({ line }) => line ?? '', number: true },
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
    <DataTable label={label} rows={rows} columns={columns} rowId={({ file, line, message }) => `${file} ${line} ${message}`} />
  );
}
