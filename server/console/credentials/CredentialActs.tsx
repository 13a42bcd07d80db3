import { useQueryClient } from '@tanstack/react-query';
import { Ban, CirclePause, PenLine, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { credentialChangeRoutes } from '../../../shared/contract/credential-changes.ts';
import { type CredentialSummary, credentialRoutes } from '../../../shared/contract/credentials.ts';
import { api } from '../app/api.ts';
import { credentialChangesQuery, credentialsQuery } from '../app/queries.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Check } from './Check.tsx';

const acts = {
  suspend: { icon: CirclePause, danger: false },
  reinstate: { icon: RotateCcw, danger: false },
  revoke: { icon: Ban, danger: true },
} as const;
type Act = keyof typeof acts;

/** What an administrator can do with a credential in its state. All but suspending only proposes it to another one. */
export function CredentialActs({ credential }: { credential: CredentialSummary }) {
  const t = useText();
  const [asking, setAsking] = useState<Act | 'correctName' | null>(null);
  const close = () => setAsking(null);
  const possible: readonly Act[] =
    credential.state === 'valid' ? ['suspend', 'revoke'] : credential.state === 'suspended' ? ['reinstate', 'revoke'] : [];
  return (
    <>
      {credential.state === 'valid' && (
        <Button icon={PenLine} onPress={() => setAsking('correctName')}>
          {t('credential.correctName')}
        </Button>
      )}
      {possible.map((act) => (
        <Button key={act} icon={acts[act].icon} look={acts[act].danger ? 'danger' : 'plain'} onPress={() => setAsking(act)}>
          {t(`credential.${act}`)}
        </Button>
      ))}
      {asking === 'correctName' && <NameDialog credential={credential} onClose={close} />}
      {asking !== null && asking !== 'correctName' && <StateDialog act={asking} credential={credential} onClose={close} />}
    </>
  );
}

type DialogProps = { credential: CredentialSummary; onClose: () => void };

function StateDialog({ act, credential, onClose }: DialogProps & { act: Act }) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const submit = async () => {
    const because = { reason: reason.trim() };
    if (act === 'suspend') await api(credentialRoutes.suspend, { params: { id: credential.id }, body: because });
    else await api(credentialChangeRoutes.propose, { body: { wish: { act, credential: credential.id, ...because } } });
    await client.invalidateQueries({ queryKey: credentialsQuery.queryKey });
    await client.invalidateQueries({ queryKey: credentialChangesQuery.queryKey });
  };
  return (
    <FormDialog
      title={t(`credential.${act}Title`, { name: credential.name })}
      intro={t(`credential.${act}Intro`)}
      submit={t(act === 'suspend' ? 'credential.suspend' : 'change.propose')}
      danger={acts[act].danger}
      onClose={onClose}
      onSubmit={submit}
    >
      <Reason value={reason} onChange={setReason} autoFocus />
    </FormDialog>
  );
}

function NameDialog({ credential, onClose }: DialogProps) {
  const t = useText();
  const client = useQueryClient();
  const [name, setName] = useState(credential.name);
  const [reason, setReason] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const submit = async () => {
    const wish = {
      act: 'correct-name' as const,
      credential: credential.id,
      name: name.trim(),
      reason: reason.trim(),
      confirmed,
    };
    await api(credentialChangeRoutes.propose, { body: { wish } });
    await client.invalidateQueries({ queryKey: credentialChangesQuery.queryKey });
  };
  return (
    <FormDialog
      title={t('credential.nameTitle', { name: credential.name })}
      intro={t('credential.nameIntro')}
      submit={t('change.propose')}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={t('credential.newName')} value={name} onChange={setName} maxLength={200} isRequired autoFocus />
      <Reason value={reason} onChange={setReason} />
      <Check checked={confirmed} onChange={setConfirmed}>
        {t('credential.looked')}
      </Check>
    </FormDialog>
  );
}

function Reason(props: { value: string; onChange: (value: string) => void; autoFocus?: boolean }) {
  const t = useText();
  return <Field label={t('ask.reason')} help={t('credential.reasonHelp')} rows={3} maxLength={500} isRequired {...props} />;
}
