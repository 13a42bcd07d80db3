import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ban, CircleCheck, History, KeyRound, type LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { credentialChangeRoutes } from '../../../shared/contract/credential-changes.ts';
import { credentialRoutes, type IssuerPage as Shown } from '../../../shared/contract/credentials.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { credentialChangesQuery, credentialsQuery, issuerQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import { Changes } from './Changes.tsx';
import s from './Credentials.module.css';

type Key = Shown['keys'][number];
const looks: Record<Key['state'], { icon: LucideIcon; tone: Tone }> = {
  active: { icon: CircleCheck, tone: 'green' },
  retired: { icon: History, tone: 'plain' },
  revoked: { icon: Ban, tone: 'red' },
};

/** The issuer's identity and its keys: which signs, which are retired, which are not trusted any more. */
export function IssuerPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(issuerQuery);
  const [asking, setAsking] = useState<Key | 'new' | null>(null);
  const canTurn = query.data?.documentUrl != null;
  return (
    <Page
      title={t('nav.issuer')}
      lead={t('issuer.lead')}
      acts={
        canTurn && (
          <Button icon={KeyRound} onPress={() => setAsking('new')}>
            {t('issuer.rotate')}
          </Button>
        )
      }
    >
      <Changes of={({ key }) => key !== null} />
      <Loaded query={query}>{(issuer) => <Body issuer={issuer} onRevoke={setAsking} />}</Loaded>
      {asking !== null && <KeyDialog of={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function Body({ issuer, onRevoke }: { issuer: Shown; onRevoke: (key: Key) => void }) {
  const t = useText();
  const when = useWhen();
  const canTurn = issuer.documentUrl !== null;
  const columns = useMemo(
    (): Column<Key>[] => [
      { id: 'number', header: t('col.key'), value: ({ number }) => number, number: true },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`issuer.${state}`),
        cell: ({ state, changedAt, by, reason }) => (
          <>
            <Tag {...looks[state]}>{t(`issuer.${state}`)}</Tag>
            <span className={s.why}>
              {when.day(changedAt)}, <bdi>{by}</bdi> <span dir="auto">{reason}</span>
            </span>
          </>
        ),
      },
      { id: 'badges', header: t('col.badges'), value: ({ badges }) => badges, number: true },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: (key) =>
          canTurn &&
          key.state !== 'revoked' && (
            <Button
              icon={Ban}
              look="danger"
              aria-label={t('issuer.revokeOf', { number: key.number })}
              onPress={() => onRevoke(key)}
            >
              {t('issuer.revoke')}
            </Button>
          ),
      },
    ],
    [t, when, canTurn, onRevoke],
  );
  return (
    <>
      <Section title={issuer.name}>
        <dl className={s.facts}>
          <div>
            <dt>{t('issuer.identity')}</dt>
            <dd>
              <bdi>{issuer.did}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t('issuer.document')}</dt>
            <dd>{issuer.documentUrl === null ? t('issuer.noDocument') : <bdi>{issuer.documentUrl}</bdi>}</dd>
          </div>
        </dl>
      </Section>
      <DataTable label={t('issuer.keys')} rows={issuer.keys} columns={columns} rowId={({ number }) => String(number)} />
    </>
  );
}

function KeyDialog({ of, onClose }: { of: Key | 'new'; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const isNew = of === 'new';
  const submit = async () => {
    const because = { reason: reason.trim() };
    if (isNew) await api(credentialRoutes.rotateKey, { body: because });
    else await api(credentialChangeRoutes.propose, { body: { wish: { act: 'revoke-key', key: of.number, ...because } } });
    await client.invalidateQueries({ queryKey: credentialChangesQuery.queryKey });
    await client.invalidateQueries({ queryKey: issuerQuery.queryKey });
    await client.invalidateQueries({ queryKey: credentialsQuery.queryKey });
  };
  return (
    <FormDialog
      title={isNew ? t('issuer.rotateTitle') : t('issuer.revokeTitle', { number: of.number })}
      intro={isNew ? t('issuer.rotateIntro') : t('issuer.revokeIntro', { count: of.badges })}
      submit={t(isNew ? 'issuer.rotate' : 'change.propose')}
      danger={!isNew}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field
        label={t('ask.reason')}
        help={t('issuer.reasonHelp')}
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
