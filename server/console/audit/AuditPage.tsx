import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditRow } from '../../../shared/contract/console.ts';
import { useScheme } from '../app/document.ts';
import { auditQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';

type Row = AuditRow & { place: number };

/** Every act of the staff: when, who, what, on what. */
export function AuditPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(auditQuery);
  const rows = useMemo(() => query.data?.map((row, place): Row => ({ ...row, place })) ?? [], [query.data]);
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'at', header: t('col.time'), value: ({ at }) => at, cell: ({ at }) => when.moment(at), number: true },
      { id: 'by', header: t('col.by'), value: ({ by }) => by, cell: ({ by }) => <bdi>{by}</bdi> },
      { id: 'act', header: t('col.what'), value: ({ act }) => act },
      { id: 'subject', header: t('col.subject'), value: ({ subject }) => subject, cell: ({ subject }) => <bdi>{subject}</bdi> },
      {
        id: 'detail',
        header: t('col.detail'),
        value: ({ detail }) => detail,
        cell: ({ detail }) => <span dir="auto">{detail}</span>,
      },
    ],
    [t, when],
  );
  return (
    <Page title={t('nav.audit')} lead={t('audit.lead')}>
      <Loaded query={query}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t('audit.none')}>{t('audit.noneText')}</Empty>
          ) : (
            <DataTable
              label={t('nav.audit')}
              rows={rows}
              columns={columns}
              rowId={({ place }) => String(place)}
              find={t('audit.find')}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
