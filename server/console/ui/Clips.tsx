import { Play } from 'lucide-react';
import { useState } from 'react';
import type { ClipRef } from '../../../shared/contract/evidence.ts';
import { clipUrl } from '../app/api.ts';
import { useText, useWhen } from '../app/text.tsx';
import s from './Clips.module.css';

/** Clips around an incident: the pieces in their order, one after another without a pause for the hand. */
export function Clips({ clips, destroyedAt }: { clips: readonly ClipRef[]; destroyedAt: number | null }) {
  const t = useText();
  const when = useWhen();
  const here = clips.filter(({ state }) => state === 'here');
  // Nothing is fetched, and no look is put down in the audit trail, before somebody wants to see one.
  const [chosen, setChosen] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const piece = chosen === null ? undefined : here[chosen];
  const choose = (place: number) => {
    setChosen(place);
    setFailed(false);
  };
  return (
    <section className={s.clips} aria-labelledby="clips">
      <h2 id="clips">{t('clips.title')}</h2>
      {piece && chosen !== null && (
        // biome-ignore lint/a11y/useMediaCaption: clips are recorded without sound
        <video
          key={piece.hash}
          className={s.video}
          src={clipUrl(piece.hash)}
          controls
          autoPlay
          aria-label={t('clips.piece', { number: chosen + 1, time: when.time(piece.from) })}
          onEnded={() => chosen + 1 < here.length && choose(chosen + 1)}
          onError={() => setFailed(true)}
        />
      )}
      {failed && <p role="alert">{t('clips.failed')}</p>}
      <ol className={s.pieces}>
        {clips.map((clip) => {
          const place = here.indexOf(clip);
          const seconds = Math.max(1, Math.round((clip.to - clip.from) / 1000));
          return (
            <li key={clip.hash}>
              {place < 0 ? (
                <span className={s.waiting}>
                  <span className="tnum">{when.time(clip.from)}</span> {t('clips.waiting')}
                </span>
              ) : (
                <button type="button" aria-pressed={place === chosen} onClick={() => choose(place)}>
                  <Play size={13} aria-hidden /> <span className="tnum">{when.time(clip.from)}</span>{' '}
                  {t('clips.seconds', { count: seconds })}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <p className={s.kept}>
        {destroyedAt === null ? t('clips.keptUntilFinal') : t('clips.keptUntil', { date: when.day(destroyedAt) })}
      </p>
    </section>
  );
}
