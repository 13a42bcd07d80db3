import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, Clock3, Scale } from 'lucide-react';
import { useMemo } from 'react';
import type { ScriptRow } from '../../../shared/contract/marking.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import { scriptsQuery } from './queries.ts';

const looks: Record<ScriptRow['state'], { icon: typeof Scale; tone: Tone }> = {
  waiting: { icon: CircleDashed, tone: 'plain' },
  'one-mark': { icon: Clock3, tone: 'plain' },
  'to-adjudicate': { icon: Scale, tone: 'violet' },
  settled: { icon: CircleCheck, tone: 'green' },
};

/** Responses whose marks lie too far apart, and below them all others, which may be reviewed once settled. */
export function AdjudicationPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(scriptsQuery);
  const columns = useMemo(
    (): Column<ScriptRow>[] => [
      {
        id: 'script',
        header: t('marking.response'),
        value: ({ script }) => script,
        cell: ({ queue, script, state }) =>
          state === 'to-adjudicate' || state === 'settled' ? (
            <Link to="/adjudication/$queue/$script" params={{ queue, script }}>
              <bdi>{script.slice(0, 8)}</bdi>
            </Link>
          ) : (
            <bdi>{script.slice(0, 8)}</bdi>
          ),
      },
      {
        id: 'item',
        header: t('marking.question'),
        value: ({ item }) => item,
        cell: ({ item }) => <span dir="auto">{item}</span>,
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`marking.state.${state}`),
        cell: ({ state }) => (
          <Tag icon={looks[state].icon} tone={looks[state].tone}>
            {t(`marking.state.${state}`)}
          </Tag>
        ),
      },
      { id: 'total', header: t('col.score'), value: ({ total }) => total ?? '', number: true },
      {
        id: 'flags',
        header: t('marking.flags'),
        value: ({ flags }) => flags.map((flag) => t(`marking.short.${flag}`)).join(', '),
      },
      {
        id: 'mine',
        header: t('col.turn'),
        value: ({ mine, state }) => (state === 'to-adjudicate' ? t(mine ? 'marking.mine' : 'marking.notMine') : ''),
      },
    ],
    [t],
  );
  return (
    <Page title={t('nav.adjudication')} lead={t('marking.adjudicationLead')}>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('marking.noScripts')}>{t('marking.noScriptsText')}</Empty>
          ) : (
            <DataTable
              label={t('nav.adjudication')}
              find={t('marking.find')}
              rows={rows}
              columns={columns}
              rowId={({ script }) => script}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
