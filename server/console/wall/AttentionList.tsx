import { ArrowUp } from 'lucide-react';
import type { WallTile } from '../../../shared/contract/console.ts';
import { useText } from '../app/text.tsx';
import { nameOfGate } from '../sitting/Gates.tsx';
import { Button } from '../ui/Button.tsx';
import { lookOf } from '../ui/cause.ts';
import s from './AttentionList.module.css';
import { groupNames, groupOf } from './model.ts';
import { badgeOf, Elapsed } from './Tile.tsx';
import type { Hold } from './useHold.ts';

type Props = {
  tiles: ReadonlyMap<string, WallTile>;
  list: Hold;
  selected: string | null;
  onSelect: (sitting: string) => void;
  onOpen: (sitting: string) => void;
};

/** Who needs someone, by level, the longest waiting first. Held still while the pointer or the focus is in it. */
export function AttentionList({ tiles, list, selected, onSelect, onOpen }: Props) {
  const t = useText();
  return (
    <section className={s.list} aria-label={t('wall.attention')} {...list.inside}>
      <p role="status" className={s.pill}>
        {list.waiting > 0 && (
          <Button icon={ArrowUp} look="main" onPress={list.settle}>
            {t('wall.new', { count: list.waiting })}
          </Button>
        )}
      </p>
      {list.rows.length === 0 && <p className={s.none}>{t('wall.calm')}</p>}
      {groupNames.map((group) => {
        const rows = list.rows.filter((row) => row.group === group);
        if (rows.length === 0) return null;
        return (
          <div key={group} className={s.group} data-group={group}>
            <h3>
              {t(`group.${group}`)} <span className="tnum">{rows.length}</span>
            </h3>
            <ol>
              {rows.map((row) => {
                const tile = tiles.get(row.sitting);
                return tile ? (
                  <li key={row.sitting}>
                    <Item tile={tile} selected={row.sitting === selected} onSelect={onSelect} onOpen={onOpen} />
                  </li>
                ) : null;
              })}
            </ol>
          </div>
        );
      })}
    </section>
  );
}

type ItemProps = { tile: WallTile; selected: boolean } & Pick<Props, 'onSelect' | 'onOpen'>;

function Item({ tile, selected, onSelect, onOpen }: ItemProps) {
  const t = useText();
  const badge = badgeOf(tile);
  const settled = groupOf(tile.level) === null;
  const Icon = badge?.icon;
  return (
    <button
      type="button"
      className={s.item}
      data-look={lookOf(tile.level, tile.reason)}
      data-settled={settled || undefined}
      aria-current={selected || undefined}
      onClick={() => onSelect(tile.sitting)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onOpen(tile.sitting);
      }}
    >
      {Icon && <Icon size={16} aria-hidden />}
      <span className={s.text}>
        <b>{settled ? t('wall.settled') : tile.reason ? t(`cause.${tile.reason}`) : t(`stage.${tile.stage}`)}</b>
        <span>
          <bdi>{tile.name}</bdi> {tile.note && <q dir="auto">{tile.note}</q>}
          {tile.held.map((gate) => nameOfGate(t, gate)).join(', ')}
        </span>
      </span>
      {!settled && tile.since !== null && <Elapsed since={tile.since} />}
    </button>
  );
}
