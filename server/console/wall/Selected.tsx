import { Link } from '@tanstack/react-router';
import { ArrowUpRight } from 'lucide-react';
import type { WallTile } from '../../../shared/contract/console.ts';
import { pictureUrl } from '../app/api.ts';
import { clockText } from '../app/format.ts';
import { useText } from '../app/text.tsx';
import { Doubts } from '../checkin/Doubts.tsx';
import { HeldGates } from '../checkin/HeldGates.tsx';
import { ReleasePictures } from '../checkin/ReleasePictures.tsx';
import { type Acting, Acts } from '../sitting/Acts.tsx';
import { lookOf } from '../ui/cause.ts';
import s from './Selected.module.css';
import { badgeOf, Elapsed } from './Tile.tsx';

/** The sitting that keys and buttons act on, seen larger. */
export function Selected({ tile, acting }: { tile: WallTile | null; acting: Acting }) {
  const t = useText();
  if (!tile) return <p className={s.nobody}>{t('wall.choose')}</p>;
  const badge = badgeOf(tile);
  const Icon = badge?.icon;
  return (
    <section className={s.focus} aria-labelledby="selected-name">
      <div className={s.head}>
        <div aria-live="polite">
          <h2 id="selected-name">
            <bdi>{tile.name}</bdi>
            <span>{tile.country}</span>
          </h2>
          <p className={s.why} data-look={lookOf(tile.level, tile.reason)}>
            {Icon && <Icon size={14} strokeWidth={2.2} aria-hidden />}
            {tile.reason ? t(`cause.${tile.reason}`) : t(`stage.${tile.stage}`)}
          </p>
        </div>
        {badge?.since != null && (
          <p className={s.since}>
            <Elapsed since={badge.since} />
          </p>
        )}
        <Link
          to="/sittings/$id"
          params={{ id: tile.sitting }}
          className={s.open ?? ''}
          aria-label={t('wall.open', { name: tile.name })}
        >
          <ArrowUpRight size={17} aria-hidden />
        </Link>
      </div>
      {tile.stage === 'waiting' ? (
        <ReleasePictures sitting={tile.sitting} />
      ) : (
        <div className={s.row}>
          <Still tile={tile} />
          <dl className={s.facts}>
            <div>
              <dt>{t('fact.question')}</dt>
              <dd className="tnum">
                {tile.question === null
                  ? t('fact.none')
                  : t('wall.question', { question: tile.question, questions: tile.questions })}
              </dd>
            </div>
            <div>
              <dt>{t('fact.answered')}</dt>
              <dd className="tnum">{t('wall.question', { question: tile.answered, questions: tile.questions })}</dd>
            </div>
            <div>
              <dt>{t('fact.left')}</dt>
              <dd className="tnum">{tile.remainingMs === null ? t('fact.none') : clockText(tile.remainingMs)}</dd>
            </div>
            <div>
              <dt>{t('fact.incidents')}</dt>
              <dd className="tnum">{tile.openIncidents}</dd>
            </div>
          </dl>
        </div>
      )}
      <HeldGates tile={tile} acting={acting} />
      {tile.stage === 'waiting' && <Doubts doubts={tile.doubts} />}
      {tile.note && (
        <q className={s.note} dir="auto">
          {tile.note}
        </q>
      )}
      <Acts tile={tile} acting={acting} hints />
    </section>
  );
}

function Still({ tile }: { tile: WallTile }) {
  const t = useText();
  if (!tile.still) return <p className={s.none}>{t('wall.noPicture')}</p>;
  return (
    <img
      className={s.big}
      src={pictureUrl(tile.still)}
      alt={t('picture.newest', { name: tile.name })}
      data-offline={!tile.online || undefined}
    />
  );
}
