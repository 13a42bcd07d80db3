import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ProposalSummary } from '../../../shared/contract/regrade.ts';
import { useScheme } from '../app/document.ts';
import { useText, useWhen } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { ProposalTag } from './ProposalTag.tsx';
import { regradesQuery } from './queries.ts';
import s from './Regrade.module.css';

/** Every change of a key that was proposed, and what became of it. */
export function RegradesPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(regradesQuery);
  const columns = useMemo(
    (): Column<ProposalSummary>[] => [
      {
        id: 'changes',
        header: t('regrade.changes'),
        value: ({ changes }) => changes.join(' '),
        cell: ({ id, changes }) => (
          <Link to="/regrades/$id" params={{ id }} dir="auto">
            {changes.join('; ')}
          </Link>
        ),
      },
      { id: 'exam', header: t('col.exam'), value: ({ title }) => title },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`regrade.${state}`),
        cell: ({ state }) => <ProposalTag state={state} />,
      },
      {
        id: 'crosses',
        header: t('regrade.crossings'),
        value: ({ up, down }) => up + down,
        cell: ({ up, down }) => t('regrade.upDown', { up, down }),
        number: true,
      },
      {
        id: 'by',
        header: t('regrade.proposedBy'),
        value: ({ proposedBy }) => proposedBy,
        cell: ({ proposedBy }) => <bdi>{proposedBy}</bdi>,
      },
      {
        id: 'at',
        header: t('col.time'),
        value: ({ proposedAt }) => proposedAt,
        cell: ({ proposedAt }) => when.moment(proposedAt),
        number: true,
      },
    ],
    [t, when],
  );
  const propose = (
    <Link to="/regrades/new" className={s.propose ?? ''}>
      {t('regrade.propose')}
    </Link>
  );
  return (
    <Page title={t('nav.regrades')} lead={t('regrade.lead')} acts={propose}>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('regrade.none')}>{t('regrade.noneText')}</Empty>
          ) : (
            <DataTable label={t('nav.regrades')} rows={rows} columns={columns} rowId={({ id }) => id} find={t('regrade.find')} />
          )
        }
      </Loaded>
    </Page>
  );
}
