import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDot, Gavel, type LucideIcon, Users } from 'lucide-react';
import { useMemo } from 'react';
import type { IncidentState, IncidentSummary } from '../../../shared/contract/console.ts';
import { clockText } from '../app/format.ts';
import { maySee } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { causeIcons } from '../ui/cause.ts';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import s from './IncidentTable.module.css';
import { isForMe } from './model.ts';

const looks: Record<IncidentState, { icon: LucideIcon; tone: Tone }> = {
  open: { icon: CircleDot, tone: 'plain' },
  'second-review': { icon: Users, tone: 'violet' },
  'third-review': { icon: Users, tone: 'violet' },
  dismissed: { icon: CircleCheck, tone: 'green' },
  upheld: { icon: Gavel, tone: 'amber' },
};

export function StateTag({ state }: { state: IncidentState }) {
  const t = useText();
  return (
    <Tag icon={looks[state].icon} tone={looks[state].tone}>
      {t(`incident.${state}`)}
    </Tag>
  );
}

/** Incidents as a table; whoever reviews gets the way to each. */
export function IncidentTable({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const t = useText();
  const when = useWhen();
  const reviews = maySee(useAccount(), 'incidents');
  const columns = useMemo(
    (): Column<IncidentSummary>[] => [
      {
        id: 'cause',
        header: t('col.cause'),
        value: ({ cause }) => t(`cause.${cause}`),
        cell: ({ id, cause }) => {
          const Icon = causeIcons[cause];
          return (
            <span className={s.cause}>
              <Icon size={15} aria-hidden />
              {reviews ? (
                <Link to="/incidents/$id" params={{ id }}>
                  {t(`cause.${cause}`)}
                </Link>
              ) : (
                t(`cause.${cause}`)
              )}
            </span>
          );
        },
      },
      { id: 'name', header: t('col.candidate'), value: ({ name }) => name, cell: ({ name }) => <bdi>{name}</bdi> },
      { id: 'from', header: t('col.time'), value: ({ from }) => from, cell: ({ from }) => when.moment(from), number: true },
      {
        id: 'length',
        header: t('col.length'),
        value: ({ from, to }) => to - from,
        cell: ({ from, to }) => clockText(to - from),
        number: true,
      },
      { id: 'signals', header: t('col.signals'), value: ({ signals }) => signals, number: true },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`incident.${state}`),
        cell: ({ state }) => <StateTag state={state} />,
      },
      { id: 'mine', header: t('col.turn'), value: (incident) => t(isForMe(incident) ? 'turn.yours' : 'turn.notYours') },
    ],
    [t, when, reviews],
  );
  return (
    <DataTable label={t('nav.incidents')} rows={incidents} columns={columns} rowId={({ id }) => id} find={t('incidents.find')} />
  );
}
