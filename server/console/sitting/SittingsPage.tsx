import { Link } from '@tanstack/react-router';
import { Wifi, WifiOff } from 'lucide-react';
import { useMemo } from 'react';
import type { WallTile } from '../../../shared/contract/console.ts';
import { useScheme } from '../app/document.ts';
import { clockText } from '../app/format.ts';
import { useLink } from '../app/session.tsx';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loading } from '../ui/States.tsx';
import { Tag } from '../ui/Tag.tsx';
import { byPlace, emptyWall } from '../wall/model.ts';

/** The wall as a table: everyone in words and numbers, to be sorted and searched. */
export function SittingsPage() {
  const t = useText();
  useScheme('light');
  const wall = useLink()?.wall ?? emptyWall;
  const columns = useMemo(
    (): Column<WallTile>[] => [
      {
        id: 'name',
        header: t('col.name'),
        value: (tile) => tile.name,
        cell: (tile) => (
          <Link to="/sittings/$id" params={{ id: tile.sitting }}>
            <bdi>{tile.name}</bdi>
          </Link>
        ),
      },
      { id: 'country', header: t('col.country'), value: (tile) => tile.country },
      { id: 'stage', header: t('col.stage'), value: (tile) => t(`stage.${tile.stage}`) },
      { id: 'level', header: t('col.level'), value: (tile) => t(`level.${tile.level}`) },
      { id: 'reason', header: t('col.reason'), value: (tile) => (tile.reason ? t(`cause.${tile.reason}`) : '') },
      {
        id: 'answered',
        header: t('col.answered'),
        value: (tile) => tile.answered,
        cell: (tile) => t('wall.question', { question: tile.answered, questions: tile.questions }),
        number: true,
      },
      {
        id: 'left',
        header: t('col.left'),
        value: (tile) => tile.remainingMs ?? -1,
        cell: (tile) => (tile.remainingMs === null ? t('fact.none') : clockText(tile.remainingMs)),
        number: true,
      },
      {
        id: 'online',
        header: t('col.connection'),
        value: (tile) => t(tile.online ? 'connection.online' : 'connection.offline'),
        cell: (tile) => (
          <Tag icon={tile.online ? Wifi : WifiOff} tone={tile.online ? 'plain' : 'blue'}>
            {t(tile.online ? 'connection.online' : 'connection.offline')}
          </Tag>
        ),
      },
    ],
    [t],
  );
  const tiles = useMemo(() => byPlace(wall), [wall]);
  return (
    <Page title={t('nav.sittings')} lead={t('sittings.lead')}>
      {!wall.loaded && <Loading />}
      {wall.loaded && tiles.length === 0 && <Empty title={t('wall.empty.title')}>{t('wall.empty.text')}</Empty>}
      {tiles.length > 0 && (
        <DataTable
          label={t('nav.sittings')}
          rows={tiles}
          columns={columns}
          rowId={(tile) => tile.sitting}
          find={t('wall.find')}
        />
      )}
    </Page>
  );
}
