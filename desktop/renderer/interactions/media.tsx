/** Listen or watch. Where plays are counted there is one button and no way to wind back; a pause costs nothing. */
import { Pause, Play } from 'lucide-react';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Ask } from './ask.tsx';
import { useResponse } from './desk.tsx';
import s from './media.module.css';
import { useRecording } from './recording.tsx';

type Props = { interaction: Extract<Interaction, { interaction: 'media' }> };

export function Media({ interaction: { response, prompt, recording, maxPlays } }: Props) {
  const t = useText();
  const { values, disabled, set } = useResponse(response);
  const [state, setState] = useState<'still' | 'playing' | 'paused'>('still');
  const player = useRef<HTMLMediaElement>(null);
  const src = useRecording(recording);
  const plays = Number(values[0] ?? '0');
  const left = maxPlays - plays;
  useEffect(() => {
    if (disabled) player.current?.pause();
  }, [disabled]);

  const onPlay = ({ currentTarget }: SyntheticEvent<HTMLMediaElement>) => {
    if (state === 'still' || currentTarget.currentTime === 0) set([String(plays + 1)]);
    setState('playing');
  };
  const onPause = ({ currentTarget }: SyntheticEvent<HTMLMediaElement>) => setState(currentTarget.ended ? 'still' : 'paused');
  const press = () => {
    if (state === 'playing') player.current?.pause();
    else void player.current?.play();
  };
  const hold = (node: HTMLMediaElement | null) => {
    player.current = node;
  };
  const shared = {
    src,
    controls: maxPlays === 0,
    controlsList: 'nodownload noremoteplayback',
    disablePictureInPicture: true,
    'aria-label': recording.description,
    onPlay,
    onPause,
    onEnded: () => setState('still'),
    className: s.player,
  };
  return (
    <Ask prompt={prompt} instruction={maxPlays === 0 ? t('media.how') : t('media.limited', { max: maxPlays })}>
      <figure className={s.figure}>
        {recording.kind === 'audio' ? <audio {...shared} ref={hold} /> : <video {...shared} ref={hold} />}
        <figcaption className={s.caption}>{recording.description}</figcaption>
      </figure>
      {maxPlays > 0 && (
        <Action icon={state === 'playing' ? Pause : Play} disabled={disabled || (state === 'still' && left <= 0)} onPress={press}>
          {t(state === 'playing' ? 'media.pause' : state === 'paused' ? 'media.continue' : 'media.play')}
        </Action>
      )}
      <p className={s.status} role="status">
        {maxPlays === 0 ? t('media.played', { count: plays }) : t('media.left', { count: Math.max(0, left) })}
      </p>
    </Ask>
  );
}
