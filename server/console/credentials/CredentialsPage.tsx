import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ban, ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type CredentialSummary, consoleRoutes } from '../../../shared/contract/console.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { credentialsQuery } from '../app/queries.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { CredentialStateTag } from './CredentialStateTag.tsx';
import s from './Credentials.module.css';

/** Every credential issued, its state, its public page; an administrator may revoke with a reason. */
export function CredentialsPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(credentialsQuery);
  const administers = isAdministrator(useAccount());
  const [revoking, setRevoking] = useState<CredentialSummary | null>(null);
  const columns = useMemo(
    (): Column<CredentialSummary>[] => [
      { id: 'name', header: t('col.learner'), value: ({ name }) => name, cell: ({ name }) => <bdi>{name}</bdi> },
      { id: 'programme', header: t('col.programme'), value: ({ programme }) => programme },
      {
        id: 'issued',
        header: t('col.issued'),
        value: ({ issuedAt }) => issuedAt,
        cell: ({ issuedAt }) => when.day(issuedAt),
        number: true,
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`credential.${state}`),
        cell: ({ state, revokedAt, reason }) => (
          <>
            <CredentialStateTag state={state} />
            {revokedAt !== null && (
              <span className={s.why}>
                {when.day(revokedAt)} <span dir="auto">{reason}</span>
              </span>
            )}
          </>
        ),
      },
      {
        id: 'public',
        header: t('col.publicPage'),
        value: ({ id }) => id,
        plain: true,
        cell: ({ id, name }) => (
          <Link to="/c/$id" params={{ id }} className={s.public ?? ''} aria-label={t('credentials.openOf', { name })}>
            <ExternalLink size={14} aria-hidden />
            {t('credentials.open')}
          </Link>
        ),
      },
      ...(administers
        ? [
            {
              id: 'act',
              header: t('col.act'),
              value: () => '',
              plain: true,
              cell: (credential: CredentialSummary) =>
                credential.state === 'valid' && (
                  <Button
                    icon={Ban}
                    look="danger"
                    aria-label={t('credentials.revokeOf', { name: credential.name })}
                    onPress={() => setRevoking(credential)}
                  >
                    {t('credentials.revoke')}
                  </Button>
                ),
            },
          ]
        : []),
    ],
    [t, when, administers],
  );
  return (
    <Page title={t('nav.credentials')} lead={t('credentials.lead')}>
      <Loaded query={query}>
        {(credentials) =>
          credentials.length === 0 ? (
            <Empty title={t('credentials.none')}>{t('credentials.noneText')}</Empty>
          ) : (
            <DataTable
              label={t('nav.credentials')}
              rows={credentials}
              columns={columns}
              rowId={({ id }) => id}
              find={t('credentials.find')}
            />
          )
        }
      </Loaded>
      {revoking && <RevokeDialog credential={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}

function RevokeDialog({ credential, onClose }: { credential: CredentialSummary; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const revoke = async () => {
    await api(consoleRoutes.revoke, { params: { id: credential.id }, body: { reason: reason.trim() } });
    await client.invalidateQueries({ queryKey: credentialsQuery.queryKey });
  };
  return (
    <FormDialog
      title={t('revoke.title', { name: credential.name })}
      intro={t('revoke.intro', { programme: credential.programme })}
      submit={t('credentials.revoke')}
      danger
      onClose={onClose}
      onSubmit={revoke}
    >
      <Field
        label={t('ask.reason')}
        help={t('revoke.help')}
        rows={3}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
