import { useQuery } from '@tanstack/react-query';
import type { PictureRef } from '../../../shared/contract/console.ts';
import { pictureUrl } from '../app/api.ts';
import { sittingQuery } from '../app/queries.ts';
import { useText } from '../app/text.tsx';
import s from './ReleasePictures.module.css';

/** The newest portrait and document of a sitting: the same step may have been asked for twice. */
export const newestPair = (pictures: readonly PictureRef[]): PictureRef[] =>
  (['portrait', 'document'] as const).flatMap((purpose) => {
    const newest = pictures.filter((picture) => picture.purpose === purpose).toSorted((a, b) => a.takenAt - b.takenAt);
    return newest.slice(-1);
  });

/** Face and document side by side: what a release decides on. */
export function Pair({ pictures }: { pictures: readonly PictureRef[] }) {
  const t = useText();
  const pair = newestPair(pictures);
  return (
    <div className={s.pair}>
      {(['portrait', 'document'] as const).map((purpose) => {
        const picture = pair.find((one) => one.purpose === purpose);
        return (
          <figure key={purpose}>
            {picture ? (
              <img src={pictureUrl(picture.hash)} alt={t(`purpose.${purpose}`)} />
            ) : (
              <p className={s.none}>{t('checkin.noPicture')}</p>
            )}
            <figcaption>{t(`purpose.${purpose}`)}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}

export function ReleasePictures({ sitting }: { sitting: string }) {
  const { data } = useQuery(sittingQuery(sitting));
  return <Pair pictures={data?.pictures ?? []} />;
}
