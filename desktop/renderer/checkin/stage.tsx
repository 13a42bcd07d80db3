/** The camera's live picture, and the picture that was taken from it. */
import { useEffect, useRef, useState } from 'react';
import type { PicturePurpose } from '../../../shared/journal/entry.ts';
import { useCamera } from '../camera/camera.tsx';
import { jpegOf } from '../camera/jpeg.ts';
import { useText } from '../i18n/text.ts';
import s from './checkin.module.css';

const quality = 0.9;
export type Taken = { blob: Blob; url: string };

/** Where the camera stands for this step: its track, whether a first frame is there, and a way to take a picture. */
export function useStage(most: { width: number; height: number }) {
  const { state } = useCamera();
  const video = useRef<HTMLVideoElement>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [seen, setSeen] = useState<MediaStream | null>(null);
  const stream = state.kind === 'live' ? state.stream : null;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => {
    return () => {
      if (taken) URL.revokeObjectURL(taken.url);
    };
  }, [taken]);
  const take = async (): Promise<Blob | null> => {
    const blob = video.current && (await jpegOf(video.current, most, quality));
    if (blob) setTaken({ blob, url: URL.createObjectURL(blob) });
    return blob;
  };
  return {
    video,
    stream,
    track: stream?.getVideoTracks()[0] ?? null,
    ready: stream !== null && seen === stream,
    onSeen: () => setSeen(stream),
    starting: state.kind === 'starting',
    taken,
    take,
    again: () => setTaken(null),
  };
}
export type StageState = ReturnType<typeof useStage>;

export function Stage({ stage, purpose }: { stage: StageState; purpose: PicturePurpose | 'liveness' }) {
  const t = useText();
  const { video, stream, taken, onSeen, starting } = stage;
  return (
    <div className={s.stage} data-purpose={purpose}>
      <video
        ref={video}
        onLoadedData={onSeen}
        className={s.video}
        autoPlay
        muted
        playsInline
        aria-label={t('picture.live')}
        hidden={taken !== null}
      />
      {taken && <img className={s.video} src={taken.url} alt={t('picture.taken')} />}
      {!taken && stream && (purpose === 'portrait' || purpose === 'liveness') && (
        <svg className={s.outline} viewBox="0 0 400 300" aria-hidden="true" preserveAspectRatio="xMidYMid meet">
          <ellipse cx="200" cy="140" rx="72" ry="96" />
        </svg>
      )}
      {!taken && stream && purpose === 'document' && (
        <svg className={s.outline} viewBox="0 0 400 300" aria-hidden="true" preserveAspectRatio="xMidYMid meet">
          <rect x="40" y="38" width="320" height="224" rx="10" />
          <path d="M62 224h276M62 240h276" />
        </svg>
      )}
      {!stream && !taken && <p className={s.empty}>{t(starting ? 'camera.starting' : 'camera.no-picture')}</p>}
    </div>
  );
}
