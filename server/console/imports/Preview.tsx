import { Check } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import type { ImportPreview } from '../../../shared/contract/imports.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import s from './Imports.module.css';

type Props = {
  preview: ImportPreview;
  confirmed: readonly number[];
  busy: boolean;
  onConfirm: (rows: number[]) => void;
  onApply: () => void;
};

/** What an import would do, what it would leave out and why, and what a person must answer first. */
export function Preview({ preview, confirmed, busy, onConfirm, onApply }: Props) {
  const t = useText();
  const { report, questions, changes } = preview;
  const [ticked, setTicked] = useState<number[]>([]);
  const problemColumns = useMemo(
    (): Column<ImportPreview['report']['problems'][number]>[] => [
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
  const changeColumns = useMemo(
    (): Column<ImportPreview['changes'][number]>[] => [
      { id: 'row', header: t('col.row'), value: ({ row }) => row, number: true },
      { id: 'learner', header: t('col.learner'), value: ({ learner }) => learner, cell: ({ learner }) => <bdi>{learner}</bdi> },
      { id: 'what', header: t('imports.change'), value: ({ what }) => what, cell: ({ what }) => <span dir="auto">{what}</span> },
    ],
    [t],
  );
  return (
    <div className={s.preview} role="status">
      <p className={s.sum}>
        {t('imports.would', { taken: report.taken, unchanged: report.unchanged, problems: report.problems.length })}
      </p>
      {questions.length > 0 && (
        <fieldset className={s.questions}>
          <legend>{t('imports.questions')}</legend>
          {questions.map(({ row, message }) => (
            <Checkbox
              key={row}
              className={s.question ?? ''}
              isSelected={ticked.includes(row)}
              onChange={(on) => setTicked((before) => (on ? [...before, row] : before.filter((each) => each !== row)))}
            >
              <span className={s.box}>
                <Check size={12} aria-hidden />
              </span>
              <span dir="auto">{t('imports.question', { row, message })}</span>
            </Checkbox>
          ))}
          <Button isDisabled={ticked.length === 0 || busy} onPress={() => onConfirm([...confirmed, ...ticked])}>
            {t('imports.confirm')}
          </Button>
        </fieldset>
      )}
      {report.problems.length > 0 && (
        <>
          <h3>{t('imports.left')}</h3>
          <DataTable
            label={t('imports.left')}
            rows={report.problems}
            columns={problemColumns}
            rowId={({ row, column, message }) => `${row} ${column} ${message}`}
          />
        </>
      )}
      {changes.length > 0 && (
        <>
          <h3>{t('imports.changes')}</h3>
          <DataTable
            label={t('imports.changes')}
            rows={changes}
            columns={changeColumns}
            rowId={({ row, learner }) => `${row} ${learner}`}
            find={t('imports.find')}
          />
        </>
      )}
      <Button look="main" isPending={busy} isDisabled={changes.length === 0} onPress={onApply}>
        {t('imports.apply', { count: changes.length })}
      </Button>
    </div>
  );
}
