import { CameraOff, CircleCheckBig, CirclePause, IdCard, type LucideIcon, OctagonX, WifiOff } from 'lucide-react';
import { type KeyboardEvent, memo } from 'react';
import type { WallTile } from '../../../shared/contract/console.ts';
import { pictureUrl } from '../app/api.ts';
import { clockText } from '../app/format.ts';
import { useNow } from '../app/now.ts';
import { useText } from '../app/text.tsx';
import { causeIcons, lookOf } from '../ui/cause.ts';
import s from './Tile.module.css';

/** Time since a moment, as it runs. */
export function Elapsed({ since }: { since: number }) {
  return <span className="tnum">{clockText(useNow() - since)}</span>;
}

type Badge = { icon: LucideIcon; text: `brief.${string}` | `stage.${string}`; since: number | null };

/** The one thing a tile says over its picture: its reason, else that it is offline, else a stage worth knowing. */
export function badgeOf(tile: WallTile): Badge | null {
  if (tile.reason) return { icon: causeIcons[tile.reason], text: `brief.${tile.reason}`, since: tile.since };
  if (tile.stage === 'submitted') return { icon: CircleCheckBig, text: 'stage.submitted', since: null };
  if (tile.stage === 'terminated') return { icon: OctagonX, text: 'stage.terminated', since: null };
  if (!tile.online) return { icon: WifiOff, text: 'brief.offline', since: tile.lastSeen };
  if (tile.stage === 'paused') return { icon: CirclePause, text: 'stage.paused', since: null };
  if (tile.stage === 'check-in') return { icon: IdCard, text: 'stage.check-in', since: null };
  return null;
}

type Props = {
  tile: WallTile;
  selected: boolean;
  tabStop: boolean;
  onSelect: (sitting: string) => void;
  onOpen: (sitting: string) => void;
  onWalk: (event: KeyboardEvent) => void;
};

export const Tile = memo(function Tile({ tile, selected, tabStop, onSelect, onOpen, onWalk }: Props) {
  const t = useText();
  const badge = badgeOf(tile);
  const Icon = badge?.icon;
  const question = tile.question === null ? null : t('wall.question', { question: tile.question, questions: tile.questions });
  const state = badge ? t(badge.text as 'brief.help') : t('wall.nothing');
  return (
    <button
      type="button"
      className={s.tile}
      data-sitting={tile.sitting}
      data-look={lookOf(tile.level, tile.reason)}
      data-offline={!tile.online || undefined}
      aria-current={selected || undefined}
      aria-label={[tile.name, state, t(`level.${tile.level}`), question].filter(Boolean).join('. ')}
      tabIndex={tabStop ? 0 : -1}
      onClick={() => onSelect(tile.sitting)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          onOpen(tile.sitting);
        } else onWalk(event);
      }}
    >
      <span className={s.frame}>
        {tile.still ? (
          <img src={pictureUrl(tile.still)} alt="" loading="lazy" decoding="async" />
        ) : (
          <span className={s.none}>
            <CameraOff size={18} aria-hidden />
            {t('wall.noPicture')}
          </span>
        )}
        {badge && Icon && (
          <span className={s.tag}>
            <Icon size={12} strokeWidth={2.2} aria-hidden />
            <span className={s.word}>{state}</span>
            {badge.since !== null && <Elapsed since={badge.since} />}
          </span>
        )}
      </span>
      <span className={s.meta}>
        <b dir="auto">{tile.name}</b>
        {question && <span className="tnum">{question}</span>}
      </span>
    </button>
  );
});
