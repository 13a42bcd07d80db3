import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleX, Pencil, Undo2, UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Authorisation } from '../../../shared/contract/registration.ts';
import { authorisationStates } from '../../../shared/contract/registration.ts';
import figures from '../analysis/Analysis.module.css';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { type Asking, AuthorisationDialog } from './AuthorisationDialog.tsx';
import { Events } from './Events.tsx';
import { windowQuery } from './queries.ts';
import { StateTag } from './StateTag.tsx';
import { WindowDialog } from './WindowDialog.tsx';

/** One window: how many in which state, and everybody's authorisation with what happened to it. */
export function WindowPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(windowQuery(id));
  const [asking, setAsking] = useState<Asking | null>(null);
  const [changing, setChanging] = useState(false);
  const columns = useMemo(
    (): Column<Authorisation>[] => [
      {
        id: 'learner',
        header: t('col.learner'),
        value: ({ name }) => name,
        cell: ({ learner, name }) => (
          <Link to="/learners/$id" params={{ id: learner }}>
            <bdi>{name}</bdi>
          </Link>
        ),
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`windows.state.${state}`),
        cell: ({ state, registration }) => (
          <>
            <StateTag state={state} /> {state === 'granted' && registration === null && t('windows.invited')}
          </>
        ),
      },
      {
        id: 'events',
        header: t('windows.events'),
        value: ({ events }) => events.length,
        cell: ({ events }) => <Events events={events} />,
      },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: (one) => (
          <>
            {one.state === 'granted' && (
              <Button
                icon={CircleX}
                aria-label={t('windows.cancelOf', { name: one.name })}
                onPress={() => setAsking({ act: 'cancel', of: one })}
              >
                {t('windows.cancel')}
              </Button>
            )}
            {(one.state === 'used' || one.state === 'no-show') && (
              <Button
                icon={Undo2}
                aria-label={t('windows.restoreOf', { name: one.name })}
                onPress={() => setAsking({ act: 'restore', of: one })}
              >
                {t('windows.restore')}
              </Button>
            )}
          </>
        ),
      },
    ],
    [t],
  );
  return (
    <Page
      title={query.data?.window.title ?? t('nav.windows')}
      {...(query.data ? { lead: query.data.window.examTitle } : {})}
      acts={
        <>
          <Button icon={Pencil} onPress={() => setChanging(true)}>
            {t('windows.change')}
          </Button>
          <Button icon={UserPlus} look="main" onPress={() => setAsking({ act: 'authorise', window: id })}>
            {t('windows.authorise')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>
        {({ window, authorisations }) => (
          <>
            <dl className={figures.figures}>
              {authorisationStates.map((state) => (
                <div key={state}>
                  <dt>{t(`windows.state.${state}`)}</dt>
                  <dd>{window.counts[state]}</dd>
                </div>
              ))}
            </dl>
            <Section title={t('windows.authorisations')}>
              {authorisations.length === 0 ? (
                <Empty title={t('windows.nobody')}>{t('windows.nobodyText')}</Empty>
              ) : (
                <DataTable
                  label={t('windows.authorisations')}
                  rows={authorisations}
                  columns={columns}
                  rowId={({ id: row }) => row}
                  find={t('learners.find')}
                />
              )}
            </Section>
            {changing && <WindowDialog of={window} onClose={() => setChanging(false)} />}
          </>
        )}
      </Loaded>
      {asking && <AuthorisationDialog asking={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}
