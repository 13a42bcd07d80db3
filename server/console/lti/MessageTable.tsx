import { CircleCheck, CircleX, Hourglass, type LucideIcon, RotateCw, SkipForward } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type LtiMessage, ltiRoutes } from '../../../shared/contract/lti.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText, useWhen } from '../app/text.tsx';
import s from '../credentials/Credentials.module.css';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { FaultNote } from '../ui/States.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import { useRefresh } from './useRefresh.ts';

const looks: Record<LtiMessage['state'], { icon: LucideIcon; tone: Tone }> = {
  waiting: { icon: Hourglass, tone: 'amber' },
  sent: { icon: CircleCheck, tone: 'green' },
  superseded: { icon: SkipForward, tone: 'plain' },
  refused: { icon: CircleX, tone: 'red' },
};

/** Scores and control messages on their way. */
export function MessageTable({ messages }: { messages: readonly LtiMessage[] }) {
  const t = useText();
  const when = useWhen();
  const refresh = useRefresh();
  const [fault, setFault] = useState<Fault | null>(null);
  const columns = useMemo((): Column<LtiMessage>[] => {
    const retry = async (id: string) => {
      setFault(null);
      try {
        await api(ltiRoutes.retry, { params: { id } });
        await refresh();
      } catch (thrown) {
        setFault(asFault(thrown));
      }
    };
    return [
      { id: 'made', header: t('lti.made'), value: ({ createdAt }) => createdAt, cell: ({ createdAt }) => when.moment(createdAt) },
      {
        id: 'what',
        header: t('lti.what'),
        value: ({ kind, what }) => `${t(`lti.kind.${kind}`)} ${what}`,
        cell: ({ kind, what, learner, platformTitle }) => (
          <>
            {t(`lti.kind.${kind}`)}: <bdi>{what}</bdi>
            <span className={s.why}>
              <bdi>{`${learner} · ${platformTitle}`}</bdi>
            </span>
          </>
        ),
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`lti.message.${state}`),
        cell: ({ state, attempts, nextAt, lastError }) => (
          <>
            <Tag {...looks[state]}>{t(`lti.message.${state}`)}</Tag>
            <span className={s.why}>
              {t('lti.attempts', { count: attempts })}{' '}
              {nextAt !== null && attempts > 0 && t('lti.next', { time: when.minute(nextAt) })}
              {lastError && <bdi> {lastError}</bdi>}
            </span>
          </>
        ),
      },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: ({ id, state, what }) =>
          state === 'refused' && (
            <Button icon={RotateCw} aria-label={t('lti.retryOf', { what })} onPress={() => void retry(id)}>
              {t('state.retry')}
            </Button>
          ),
      },
    ];
  }, [t, when, refresh]);
  return (
    <>
      {fault && <FaultNote fault={fault} />}
      <DataTable label={t('lti.messages')} rows={messages} columns={columns} rowId={({ id }) => id} />
    </>
  );
}
