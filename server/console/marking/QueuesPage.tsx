import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BookOpenCheck, CircleAlert, CircleDashed, PenLine } from 'lucide-react';
import { useMemo } from 'react';
import type { MarkerStanding, QueueForMarker } from '../../../shared/contract/marking.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import { queuesQuery } from './queries.ts';

const looks: Record<MarkerStanding, { icon: typeof PenLine; tone: Tone }> = {
  practice: { icon: BookOpenCheck, tone: 'blue' },
  live: { icon: PenLine, tone: 'green' },
  stopped: { icon: CircleAlert, tone: 'amber' },
  'practice-failed': { icon: CircleAlert, tone: 'amber' },
  'no-scheme': { icon: CircleDashed, tone: 'plain' },
};

export function StandingTag({ standing }: { standing: MarkerStanding }) {
  const t = useText();
  const { icon, tone } = looks[standing];
  return (
    <Tag icon={icon} tone={tone}>
      {t(`marking.standing.${standing}`)}
    </Tag>
  );
}

/** The questions a marker works on. */
export function QueuesPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(queuesQuery);
  const columns = useMemo(
    (): Column<QueueForMarker>[] => [
      {
        id: 'item',
        header: t('marking.question'),
        value: ({ item }) => item,
        cell: ({ item, queue }) => (
          <Link to="/marking/$queue" params={{ queue }} dir="auto">
            {item}
          </Link>
        ),
      },
      { id: 'exam', header: t('col.exam'), value: ({ exam }) => exam, cell: ({ exam }) => <span dir="auto">{exam}</span> },
      {
        id: 'standing',
        header: t('col.state'),
        value: ({ standing }) => t(`marking.standing.${standing}`),
        cell: ({ standing }) => <StandingTag standing={standing} />,
      },
      { id: 'marked', header: t('marking.byYou'), value: ({ marked }) => marked, number: true },
    ],
    [t],
  );
  return (
    <Page title={t('nav.marking')} lead={t('marking.lead')}>
      <Loaded query={query}>
        {(queues) =>
          queues.length === 0 ? (
            <Empty title={t('marking.noQueues')}>{t('marking.noQueuesText')}</Empty>
          ) : (
            <DataTable label={t('nav.marking')} rows={queues} columns={columns} rowId={({ queue }) => queue} />
          )
        }
      </Loaded>
    </Page>
  );
}
