import { type KeyboardEvent, memo, useRef } from 'react';
import type { WallTile } from '../../../shared/contract/console.ts';
import { directionOf, useLocale } from '../app/text.tsx';
import { stepIn } from './stepIn.ts';
import { Tile } from './Tile.tsx';
import s from './WallPage.module.css';

type Props = {
  tiles: readonly WallTile[];
  selected: string | null;
  /** Sittings that the search found; null while nobody searches. */
  found: ReadonlySet<string> | null;
  onSelect: (sitting: string) => void;
  onOpen: (sitting: string) => void;
};

/** Everyone in their place. One tab stop; arrows walk the grid and select, Enter opens. */
export const Grid = memo(function Grid({ tiles, selected, found, onSelect, onOpen }: Props) {
  const rtl = directionOf(useLocale()) === 'rtl';
  const list = useRef<HTMLOListElement>(null);
  const stop = tiles.some((tile) => tile.sitting === selected) ? selected : tiles[0]?.sitting;

  const walk = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-sitting]') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const top = buttons[0]?.getBoundingClientRect().top;
    const columns = buttons.filter((button) => button.getBoundingClientRect().top === top).length;
    const next = at < 0 ? null : stepIn(event.key, { at, count: buttons.length, columns, rtl });
    const button = next === null ? undefined : buttons[next];
    if (!button?.dataset.sitting) return;
    event.preventDefault();
    button.focus();
    onSelect(button.dataset.sitting);
  };

  return (
    <ol className={s.grid} ref={list}>
      {tiles.map((tile) => (
        <li key={tile.sitting} data-dim={(found !== null && !found.has(tile.sitting)) || undefined}>
          <Tile
            tile={tile}
            selected={tile.sitting === selected}
            tabStop={tile.sitting === stop}
            onSelect={onSelect}
            onOpen={onOpen}
            onWalk={walk}
          />
        </li>
      ))}
    </ol>
  );
});
