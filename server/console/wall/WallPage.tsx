import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { WallTile } from '../../../shared/contract/console.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { useKeys } from '../app/keys.ts';
import { useLink } from '../app/session.tsx';
import { useText } from '../app/text.tsx';
import { useActing } from '../sitting/Acts.tsx';
import { actOfKey } from '../sitting/acts.ts';
import { Empty, Loading } from '../ui/States.tsx';
import { AttentionList } from './AttentionList.tsx';
import { Grid } from './Grid.tsx';
import { KeyHints, KeysDialog } from './Keys.tsx';
import { byPlace, emptyWall, findTiles, neighbour, rowsOf } from './model.ts';
import { Selected } from './Selected.tsx';
import { Summary } from './Summary.tsx';
import { useHold } from './useHold.ts';
import s from './WallPage.module.css';

/** The wall: fixed places for everyone, a sorted list of who needs someone, and the acts on the one selected. */
export function WallPage() {
  const t = useText();
  useScheme('dark');
  useTitle(t('app.titled', { page: t('nav.wall') }));
  const wall = useLink()?.wall ?? emptyWall;
  const tiles = useMemo(() => byPlace(wall), [wall]);
  const latest = useMemo(() => rowsOf(tiles), [tiles]);
  const list = useHold(latest);
  const [selected, setSelected] = useState<string | null>(null);
  const [find, setFind] = useState('');
  const [help, setHelp] = useState(false);
  const findField = useRef<HTMLInputElement>(null);
  const acting = useActing();
  const navigate = useNavigate();
  const open = useCallback((id: string) => void navigate({ to: '/sittings/$id', params: { id } }), [navigate]);
  const found = useMemo(
    () => (find.trim() === '' ? null : new Set(findTiles(tiles, find).map((tile) => tile.sitting))),
    [tiles, find],
  );

  const chosen: WallTile | null = (selected !== null && wall.tiles.get(selected)) || null;
  const move = (step: 1 | -1) =>
    setSelected(
      neighbour(
        list.rows.map((row) => row.sitting),
        selected,
        step,
      ),
    );
  const actBy = (event: KeyboardEvent, key: string) => {
    const act = chosen && actOfKey(key, chosen.stage);
    if (!act) return;
    // The letter must not land in the field of the dialog that opens.
    event.preventDefault();
    acting.begin(act, chosen);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    m: (event) => actBy(event, 'm'),
    p: (event) => actBy(event, 'p'),
    n: (event) => actBy(event, 'n'),
    e: (event) => actBy(event, 'e'),
    enter: (event) => {
      if (chosen && event.target === document.body) open(chosen.sitting);
    },
    '/': (event) => {
      event.preventDefault();
      findField.current?.focus();
    },
    '?': () => setHelp(true),
  });
  const choose = (tile: WallTile | undefined) => {
    if (!tile) return;
    setSelected(tile.sitting);
    document.querySelector<HTMLElement>(`[data-sitting="${tile.sitting}"]`)?.focus();
  };

  return (
    <div className={s.app}>
      <Summary
        tiles={tiles}
        find={find}
        onFind={setFind}
        found={found?.size ?? null}
        field={findField}
        onChoose={() => choose(findTiles(tiles, find)[0])}
      />
      <main className={s.wall} id="main" tabIndex={-1} aria-label={t('wall.label', { count: tiles.length })}>
        {!wall.loaded && <Loading />}
        {wall.loaded && tiles.length === 0 && <Empty title={t('wall.empty.title')}>{t('wall.empty.text')}</Empty>}
        <Grid tiles={tiles} selected={selected} found={found} onSelect={setSelected} onOpen={open} />
      </main>
      <aside className={s.side} aria-label={t('wall.attention')}>
        <Selected tile={chosen} acting={acting} />
        <AttentionList tiles={wall.tiles} list={list} selected={selected} onSelect={setSelected} onOpen={open} />
        <KeyHints onHelp={() => setHelp(true)} />
      </aside>
      {help && <KeysDialog onClose={() => setHelp(false)} />}
    </div>
  );
}
