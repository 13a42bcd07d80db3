import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check as Tick, X } from 'lucide-react';
import { useState } from 'react';
import { credentialChangeRoutes, type ProposedChange } from '../../../shared/contract/credential-changes.ts';
import { api } from '../app/api.ts';
import { credentialChangesQuery, credentialsQuery, issuerQuery } from '../app/queries.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Section } from '../ui/Page.tsx';
import s from './Credentials.module.css';

/** What one administrator has proposed and another has to bring about; nothing is shown when nothing waits. */
export function Changes({ of }: { of: (change: ProposedChange) => boolean }) {
  const t = useText();
  const { data = [] } = useQuery({ ...credentialChangesQuery, enabled: isAdministrator(useAccount()) });
  const waiting = data.filter(of);
  if (waiting.length === 0) return null;
  return (
    <Section title={t('change.waiting')}>
      <ol className={s.history}>
        {waiting.map((change) => (
          <Waiting key={change.id} change={change} />
        ))}
      </ol>
    </Section>
  );
}

function Waiting({ change }: { change: ProposedChange }) {
  const t = useText();
  const when = useWhen();
  const [asking, setAsking] = useState<'approve' | 'decline' | null>(null);
  const what = useWhat(change);
  const close = () => setAsking(null);
  return (
    <li>
      <b>{what}</b>
      <span>
        {when.moment(change.proposedAt)}, <bdi>{change.proposedBy}</bdi>
      </span>
      <p>
        <bdi>{change.reason}</bdi>
      </p>
      {change.own && <p>{t('change.own')}</p>}
      <div className={s.acts}>
        {!change.own && (
          <Button icon={Tick} look="main" onPress={() => setAsking('approve')} aria-label={t('change.approveOf', { what })}>
            {t('change.approve')}
          </Button>
        )}
        <Button icon={X} onPress={() => setAsking('decline')} aria-label={t('change.declineOf', { what })}>
          {t(change.own ? 'change.withdraw' : 'change.decline')}
        </Button>
      </div>
      {asking === 'approve' && <ApproveDialog change={change} onClose={close} />}
      {asking === 'decline' && <DeclineDialog change={change} onClose={close} />}
    </li>
  );
}

function useWhat({ act, holder, name, key }: ProposedChange): string {
  const t = useText();
  return t(`change.${act}`, { holder, name: name ?? '', key: key ?? 0 });
}

type DialogProps = { change: ProposedChange; onClose: () => void };

function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [credentialChangesQuery, credentialsQuery, issuerQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })),
    );
}

function ApproveDialog({ change, onClose }: DialogProps) {
  const t = useText();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const submit = async () => {
    const { credential } = await api(credentialChangeRoutes.approve, { params: { id: change.id } });
    await refresh();
    if (credential !== null) await navigate({ to: '/credentials/$id', params: { id: credential } });
  };
  return (
    <FormDialog
      title={useWhat(change)}
      intro={t(`change.${change.act}Intro`)}
      submit={t('change.approve')}
      danger={change.act !== 'reinstate'}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>
        <bdi>{change.proposedBy}</bdi>: <bdi>{change.reason}</bdi>
      </p>
    </FormDialog>
  );
}

function DeclineDialog({ change, onClose }: DialogProps) {
  const t = useText();
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const submit = async () => {
    await api(credentialChangeRoutes.decline, { params: { id: change.id }, body: { reason: reason.trim() } });
    await refresh();
  };
  return (
    <FormDialog
      title={useWhat(change)}
      intro={t('change.declineIntro')}
      submit={t(change.own ? 'change.withdraw' : 'change.decline')}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={t('ask.reason')} rows={3} value={reason} onChange={setReason} maxLength={500} isRequired autoFocus />
    </FormDialog>
  );
}
