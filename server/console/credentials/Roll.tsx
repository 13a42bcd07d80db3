import { useQueryClient } from '@tanstack/react-query';
import { ListMinus, ListPlus } from 'lucide-react';
import { useState } from 'react';
import { type CredentialPage, credentialRoutes } from '../../../shared/contract/credentials.ts';
import { api } from '../app/api.ts';
import { cohortQuery, credentialsQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Section } from '../ui/Page.tsx';
import s from './Credentials.module.css';

/** Whether the learner asked to be named in public, and since when. */
export function Roll({ page, administers }: { page: CredentialPage; administers: boolean }) {
  const t = useText();
  const when = useWhen();
  const [asking, setAsking] = useState(false);
  const { listed, at, by, reason } = page.roll;
  const act = listed ? 'unlist' : 'list';
  return (
    <Section title={t('credential.roll')}>
      <div className={s.roll}>
        <p>{t(listed ? 'credential.rollOn' : 'credential.rollOff')}</p>
        {at !== null && (
          <p className={s.note} dir="auto">
            {t('credential.rollSince', { day: when.day(at), by: by ?? '', reason: reason ?? '' })}
          </p>
        )}
        {administers && (
          <Button icon={listed ? ListMinus : ListPlus} onPress={() => setAsking(true)}>
            {t(`credential.${act}`)}
          </Button>
        )}
      </div>
      {asking && <RollDialog id={page.credential.id} act={act} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function RollDialog({ id, act, onClose }: { id: string; act: 'list' | 'unlist'; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const submit = async () => {
    await api(credentialRoutes.roll, { params: { id }, body: { listed: act === 'list', reason: reason.trim() } });
    await client.invalidateQueries({ queryKey: credentialsQuery.queryKey });
    await client.invalidateQueries({ queryKey: cohortQuery.queryKey });
  };
  return (
    <FormDialog
      title={t(`credential.${act}`)}
      intro={t(`credential.${act}Intro`)}
      submit={t(`credential.${act}`)}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field
        label={t('ask.reason')}
        help={t('credential.listHelp')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
