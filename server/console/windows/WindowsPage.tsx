import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { WindowRow } from '../../../shared/contract/registration.ts';
import { useScheme } from '../app/document.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import s from '../credentials/Credentials.module.css';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { windowsQuery } from './queries.ts';
import { WindowDialog } from './WindowDialog.tsx';

/** When exams may be taken, and how full each window is. */
export function WindowsPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(windowsQuery);
  const mayChange = isAdministrator(useAccount());
  const [asking, setAsking] = useState(false);
  const columns = useMemo(
    (): Column<WindowRow>[] => [
      {
        id: 'title',
        header: t('windows.window'),
        value: ({ title }) => title,
        cell: ({ id, title, examTitle }) => (
          <>
            {mayChange ? (
              <Link to="/windows/$id" params={{ id }}>
                <bdi>{title}</bdi>
              </Link>
            ) : (
              <bdi>{title}</bdi>
            )}
            <span className={s.why}>
              <bdi>{examTitle}</bdi>
            </span>
          </>
        ),
      },
      { id: 'opens', header: t('windows.opens'), value: ({ opensAt }) => opensAt, cell: ({ opensAt }) => when.moment(opensAt) },
      {
        id: 'closes',
        header: t('windows.closes'),
        value: ({ closesAt }) => closesAt,
        cell: ({ closesAt }) => when.moment(closesAt),
      },
      {
        id: 'until',
        header: t('windows.registersUntil'),
        value: ({ rule }) => rule.registersUntil,
        cell: ({ rule }) => when.moment(rule.registersUntil),
      },
      {
        id: 'seats',
        header: t('windows.seats'),
        value: ({ counts }) => counts.granted + counts.used,
        cell: ({ counts, rule }) =>
          rule.seats === null
            ? counts.granted + counts.used
            : t('windows.takenOf', { taken: counts.granted + counts.used, seats: rule.seats }),
      },
      { id: 'missed', header: t('windows.state.no-show'), value: ({ counts }) => counts['no-show'], number: true },
    ],
    [t, when, mayChange],
  );
  return (
    <Page
      title={t('nav.windows')}
      lead={t('windows.lead')}
      acts={
        mayChange && (
          <Button icon={Plus} look="main" onPress={() => setAsking(true)}>
            {t('windows.new')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(windows) =>
          windows.length === 0 ? (
            <Empty title={t('windows.none')}>{t('windows.noneText')}</Empty>
          ) : (
            <DataTable label={t('nav.windows')} rows={windows} columns={columns} rowId={({ id }) => id} />
          )
        }
      </Loaded>
      {asking && <WindowDialog of={null} onClose={() => setAsking(false)} />}
    </Page>
  );
}
