import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HoldSummary } from '../../../shared/contract/holds.ts';
import { releaseRoutes } from '../../../shared/contract/release.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { holdsQuery } from '../programmes/queries.ts';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';

/** Whether a finding stands after the candidate's appeal, and why. */
export function SettleDialog({ hold, onClose }: { hold: HoldSummary; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [stands, setStands] = useState<'yes' | 'no' | null>(null);
  const [reason, setReason] = useState('');
  const send = async () => {
    if (!stands) return;
    const body = { stands: stands === 'yes', reason };
    client.setQueryData(holdsQuery.queryKey, await api(releaseRoutes.settle, { params: { id: hold.id }, body }));
    for (const queryKey of [['incidents'], ['decisions'], ['results']]) await client.invalidateQueries({ queryKey });
  };
  return (
    <FormDialog
      title={t('appeal.settleOf', { name: hold.name })}
      intro={hold.reason}
      submit={t('appeal.settle')}
      onClose={onClose}
      onSubmit={send}
    >
      <Choice
        label={t('appeal.stands')}
        value={stands}
        onChange={setStands}
        options={[
          { value: 'yes', label: t('appeal.yes') },
          { value: 'no', label: t('appeal.no') },
        ]}
      />
      <Field
        label={t('appeal.reason')}
        help={t('appeal.reasonHelp')}
        value={reason}
        onChange={setReason}
        rows={4}
        maxLength={500}
        isRequired
      />
    </FormDialog>
  );
}
