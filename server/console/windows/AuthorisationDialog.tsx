import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Authorisation, registrationRoutes } from '../../../shared/contract/registration.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { windowsQuery } from './queries.ts';

export type Asking = { act: 'cancel' | 'restore'; of: Authorisation } | { act: 'authorise'; window: string };

/** Asks for the reason of an act of staff on an authorisation. */
export function AuthorisationDialog({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [learner, setLearner] = useState('');
  const [reason, setReason] = useState('');
  const submit = async () => {
    const body = { reason: reason.trim() };
    if (asking.act === 'authorise')
      await api(registrationRoutes.authorise, { params: { id: asking.window }, body: { ...body, learner: learner.trim() } });
    else if (asking.act === 'cancel') await api(registrationRoutes.cancelFor, { params: { id: asking.of.id }, body });
    else await api(registrationRoutes.restore, { params: { id: asking.of.id }, body });
    await client.invalidateQueries({ queryKey: windowsQuery.queryKey });
    await client.invalidateQueries({ queryKey: ['support'] });
  };
  const title = asking.act === 'authorise' ? t('windows.authorise') : t(`windows.${asking.act}Of`, { name: asking.of.name });
  return (
    <FormDialog
      title={title}
      intro={t(`windows.${asking.act}Intro`)}
      submit={t(`windows.${asking.act}`)}
      danger={asking.act === 'cancel'}
      onClose={onClose}
      onSubmit={submit}
    >
      {asking.act === 'authorise' && (
        <Field label={t('lti.learnerId')} value={learner} onChange={setLearner} maxLength={64} isRequired autoFocus />
      )}
      <Field
        label={t('ask.reason')}
        rows={3}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isRequired
        autoFocus={asking.act !== 'authorise'}
      />
    </FormDialog>
  );
}
