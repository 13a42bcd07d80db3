import { useState } from 'react';
import type { PictureRef } from '../../../shared/contract/console.ts';
import { pictureUrl } from '../app/api.ts';
import { useText, useWhen } from '../app/text.tsx';
import s from './Pictures.module.css';

/** A strip of pictures with one seen large; the strip chooses, in the order in which they were taken. */
export function Pictures({
  pictures,
  name,
  first,
}: {
  pictures: readonly PictureRef[];
  name: string;
  first?: string | undefined;
}) {
  const t = useText();
  const when = useWhen();
  const [chosen, setChosen] = useState(first);
  const ordered = pictures.toSorted((a, b) => a.takenAt - b.takenAt);
  const large = ordered.find((picture) => picture.hash === chosen) ?? ordered[0];
  if (!large) return null;
  return (
    <div className={s.pictures}>
      <figure className={s.large}>
        <img src={pictureUrl(large.hash)} alt={t('picture.of', { name, purpose: t(`purpose.${large.purpose}`) })} />
        <figcaption>
          <b>{t(`purpose.${large.purpose}`)}</b> <span className="tnum">{when.time(large.takenAt)}</span>
        </figcaption>
      </figure>
      <ol className={s.strip}>
        {ordered.map((picture) => (
          <li key={picture.hash}>
            <button type="button" aria-pressed={picture.hash === large.hash} onClick={() => setChosen(picture.hash)}>
              <img src={pictureUrl(picture.hash)} alt="" loading="lazy" />
              <span>{t(`purpose.${picture.purpose}`)}</span>
              <span className="tnum">{when.time(picture.takenAt)}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
