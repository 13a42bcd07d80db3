import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ContentReport, consoleRoutes } from '../../../shared/contract/console.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { FileImport } from '../ui/FileImport.tsx';
import { Section } from '../ui/Page.tsx';
import s from './Content.module.css';
import { examsQuery } from './queries.ts';

type Problem = ContentReport['problems'][number];

/** Takes a content package, whole or not at all, and lists everything that is wrong with it. */
export function ImportSection() {
  const t = useText();
  const client = useQueryClient();
  const send = async (file: File) => {
    const report = await api(consoleRoutes.importContent, { body: new Uint8Array(await file.arrayBuffer()) });
    await client.invalidateQueries({ queryKey: examsQuery.queryKey });
    return report;
  };
  return (
    <Section title={t('content.import')}>
      <div className={s.import}>
        <p>{t('content.importHelp')}</p>
        <FileImport types={['.zip', 'application/zip']} choose={t('content.choose')} send={send}>
          {(report) => <Report report={report} />}
        </FileImport>
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
