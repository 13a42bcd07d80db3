import { Image, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { releaseRoutes, type ToldIncident } from '../../../shared/contract/release.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText, useWhen } from '../app/text.tsx';
import { FaultNote, Loading } from '../ui/States.tsx';
import s from './My.module.css';

type Props = Pick<ToldIncident, 'pictures' | 'clips'> & { incident: string; destroyedAt: number | null; token: string };
type Shown = { hash: string; kind: 'picture' | 'clip'; at: number };

/** Pictures and clips that speak for a finding. Nothing is fetched before somebody wants to see it. */
export function Evidence({ incident, pictures, clips, destroyedAt, token }: Props) {
  const t = useText();
  const when = useWhen();
  const [shown, setShown] = useState<Shown | null>(null);
  const all: Shown[] = [
    ...pictures.map(({ hash, takenAt }) => ({ hash, kind: 'picture' as const, at: takenAt })),
    ...clips.flatMap(({ hash, from, state }) => (state === 'here' ? [{ hash, kind: 'clip' as const, at: from }] : [])),
  ].toSorted((a, b) => a.at - b.at);
  if (all.length === 0) return <p>{t('my.noEvidence')}</p>;
  return (
    <div className={s.evidence}>
      <p>{t('my.evidence')}</p>
      <ul>
        {all.map((one) => {
          const Icon = one.kind === 'clip' ? Play : Image;
          return (
            <li key={one.hash}>
              <button type="button" aria-pressed={shown?.hash === one.hash} onClick={() => setShown(one)}>
                <Icon size={14} aria-hidden /> {t(`my.${one.kind}`)} <span className="tnum">{when.time(one.at)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown && <Piece key={shown.hash} shown={shown} incident={incident} token={token} />}
      {destroyedAt !== null && <p>{t('clips.keptUntil', { date: when.day(destroyedAt) })}</p>}
    </div>
  );
}

function Piece({ shown, incident, token }: { shown: Shown; incident: string; token: string }) {
  const t = useText();
  const when = useWhen();
  const [url, setUrl] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    api(releaseRoutes.evidence, { body: { token, incident, hash: shown.hash } })
      .then((bytes) => {
        if (gone) return;
        const type = shown.kind === 'clip' ? 'video/webm' : 'image/jpeg';
        made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
        setUrl(made);
      })
      .catch((thrown: unknown) => setFault(asFault(thrown)));
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [shown, incident, token]);
  if (fault) return <FaultNote fault={fault} />;
  if (!url) return <Loading />;
  const name = t(`my.${shown.kind}Of`, { time: when.time(shown.at) });
  // biome-ignore lint/a11y/useMediaCaption: clips are recorded without sound
  return shown.kind === 'clip' ? <video src={url} controls autoPlay aria-label={name} /> : <img src={url} alt={name} />;
}
