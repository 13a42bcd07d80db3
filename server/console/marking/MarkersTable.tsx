import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type MarkerFigures, markingRoutes, type QueueFigures } from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Figure } from './Number.tsx';
import { StandingTag } from './QueuesPage.tsx';

const isOut = ({ standing }: MarkerFigures): boolean => standing === 'stopped' || standing === 'practice-failed';

/** Every marker's figures, and the way back for those who were stopped. */
export function MarkersTable({ figures }: { figures: QueueFigures }) {
  const t = useText();
  const [back, setBack] = useState<MarkerFigures | null>(null);
  const columns = useMemo(
    (): Column<MarkerFigures>[] => [
      { id: 'name', header: t('marking.marker'), value: ({ name }) => name, cell: ({ name }) => <bdi>{name}</bdi> },
      {
        id: 'standing',
        header: t('col.state'),
        value: ({ standing }) => t(`marking.standing.${standing}`),
        cell: ({ standing }) => <StandingTag standing={standing} />,
      },
      { id: 'marked', header: t('marking.marked'), value: ({ marked }) => marked, number: true },
      {
        id: 'seeds',
        header: t('marking.seedsWithin'),
        value: ({ seeds }) => seeds.within,
        cell: ({ seeds }) => t('marking.seedsOf', { within: seeds.within, given: seeds.given, left: seeds.left }),
      },
      { id: 'voided', header: t('marking.voided'), value: ({ voided }) => voided, number: true },
      {
        id: 'severity',
        header: t('marking.severity'),
        value: ({ severity }) => severity ?? 0,
        cell: ({ severity }) => <Figure value={severity} signed />,
        number: true,
      },
      {
        id: 'kappa',
        header: t('marking.kappa'),
        value: ({ agreement }) => agreement.kappa ?? 0,
        cell: ({ agreement }) => <Figure value={agreement.kappa} />,
        number: true,
      },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: (marker) => isOut(marker) && <Button onPress={() => setBack(marker)}>{t('marking.readmit')}</Button>,
      },
    ],
    [t],
  );
  return (
    <>
      <DataTable label={t('marking.markers')} rows={figures.markers} columns={columns} rowId={({ marker }) => marker} />
      {back && <Readmit queue={figures.queue} marker={back} onClose={() => setBack(null)} />}
    </>
  );
}

function Readmit({ queue, marker, onClose }: { queue: string; marker: MarkerFigures; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={t('marking.readmitTitle', { name: marker.name })}
      intro={t('marking.readmitText')}
      submit={t('marking.readmit')}
      onClose={onClose}
      onSubmit={async () => {
        await api(markingRoutes.readmit, { params: { queue }, body: { marker: marker.marker, note: note.trim() } });
        await client.invalidateQueries({ queryKey: ['marking'] });
      }}
    >
      <Field label={t('marking.note')} rows={3} value={note} onChange={setNote} maxLength={1000} isRequired autoFocus />
    </FormDialog>
  );
}
