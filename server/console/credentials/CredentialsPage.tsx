import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type CredentialSummary, ShownState } from '../../../shared/contract/credentials.ts';
import { useScheme } from '../app/document.ts';
import { credentialsQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Choice } from '../ui/Field.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Changes } from './Changes.tsx';
import { CredentialLinks } from './CredentialLinks.tsx';
import { CredentialStateTag } from './CredentialStateTag.tsx';
import s from './Credentials.module.css';

type Shown = ShownState | 'all';

/** Every credential issued, by state; each opens with its history and what can be done. */
export function CredentialsPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(credentialsQuery);
  const [shown, setShown] = useState<Shown>('all');
  const columns = useMemo(
    (): Column<CredentialSummary>[] => [
      {
        id: 'name',
        header: t('col.learner'),
        value: ({ name }) => name,
        cell: ({ id, name }) => (
          <Link to="/credentials/$id" params={{ id }}>
            <bdi>{name}</bdi>
          </Link>
        ),
      },
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
        cell: ({ state, changedAt, reason }) => (
          <>
            <CredentialStateTag state={state} />
            {changedAt !== null && (
              <span className={s.why}>
                {when.day(changedAt)} <span dir="auto">{reason}</span>
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
    ],
    [t, when],
  );
  return (
    <Page title={t('nav.credentials')} lead={t('credentials.lead')} acts={<CredentialLinks />}>
      <Changes of={() => true} />
      <Loaded query={query}>
        {(credentials) => {
          if (credentials.length === 0) return <Empty title={t('credentials.none')}>{t('credentials.noneText')}</Empty>;
          const there = ShownState.options.filter((state) => credentials.some((each) => each.state === state));
          const options = [
            { value: 'all' as Shown, label: t('credentials.showAll') },
            ...there.map((state) => ({ value: state as Shown, label: t(`credential.${state}`) })),
          ];
          const rows = credentials.filter(({ state }) => shown === 'all' || state === shown);
          return (
            <>
              {there.length > 1 && <Choice label={t('credentials.show')} value={shown} onChange={setShown} options={options} />}
              {rows.length === 0 ? (
                <p>{t('credentials.showNone')}</p>
              ) : (
                <DataTable
                  label={t('nav.credentials')}
                  rows={rows}
                  columns={columns}
                  rowId={({ id }) => id}
                  find={t('credentials.find')}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
