/** Camera and microphone, tried when the candidate says so: a picture, a meter, and their own voice played back. */
import { Check as CheckIcon, Mic, Play, Video, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Check } from '../../../shared/preflight/report.ts';
import { useText } from '../i18n/text.ts';
import { useMonitors } from '../monitors/provider.tsx';
import { Action } from '../ui/action.tsx';
import { hearMicrophone, seeCamera } from './devices.ts';
import { judgeCamera, judgeDetectors, judgeFace, judgeMicrophone, judgePlayback } from './judge.ts';
import s from './preflight.module.css';
import { probeDetectors } from './probe.ts';

type Stage = 'idle' | 'looking' | 'listening' | 'asking';

/** `onFound` gets everything once the camera was seen and the microphone heard, and the playback once it was answered. */
export function DeviceCheck({ onFound }: { onFound: (checks: Check[]) => void }) {
  const t = useText();
  const { monitor } = useMonitors();
  const video = useRef<HTMLVideoElement>(null);
  const [stage, setStage] = useState<Stage>('idle');
  const [level, setLevel] = useState(0);
  const [sound, setSound] = useState<string | null>(null);
  useEffect(() => () => void (sound && URL.revokeObjectURL(sound)), [sound]);

  const start = async () => {
    if (!video.current) return;
    setStage('looking');
    const { brightness, width, probe } = await seeCamera(video.current, (playing) => probeDetectors(monitor, playing));
    setStage('listening');
    const { level: loudest, recording } = await hearMicrophone(setLevel);
    onFound([judgeCamera(brightness, width), judgeFace(probe), judgeDetectors(probe), judgeMicrophone(loudest)]);
    setSound(recording && URL.createObjectURL(recording));
    setStage(recording ? 'asking' : 'idle');
  };
  const answer = (heard: boolean) => {
    onFound([judgePlayback(heard)]);
    setStage('idle');
  };
  const busy = stage === 'looking' || stage === 'listening';
  return (
    <section className={s.devices} aria-labelledby="devices-title">
      <div className={s.words}>
        <h2 id="devices-title" className={s.heading}>
          {t('devices.title')}
        </h2>
        <p className={s.what}>{t('devices.private')}</p>
        <p role="status" className={s.say}>
          {stage === 'looking' && t('devices.looking')}
          {stage === 'listening' && t('devices.listening')}
          {stage === 'asking' && t('devices.asking')}
        </p>
        {stage === 'asking' && sound ? (
          <div className={s.buttons}>
            {/* biome-ignore lint/a11y/useMediaCaption: the candidate's own words of a moment ago have no captions */}
            <audio className={s.audio} src={sound} autoPlay controls />
            <Action icon={CheckIcon} onPress={() => answer(true)}>
              {t('devices.heard')}
            </Action>
            <Action icon={X} onPress={() => answer(false)}>
              {t('devices.not-heard')}
            </Action>
          </div>
        ) : (
          <Action icon={Play} flips disabled={busy} onPress={() => void start()}>
            {t('devices.start')}
          </Action>
        )}
      </div>
      <div className={s.pictures}>
        <div className={s.screen} data-live={stage === 'looking' || undefined}>
          <video ref={video} className={s.video} muted playsInline />
          <Video aria-hidden className={s.idle} />
        </div>
        <div className={s.meter}>
          <Mic aria-hidden className={s.icon} />
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className={s.bar}>
            <rect width={100} height={8} className={s.whole} />
            <rect width={Math.min(100, level * 100)} height={8} className={s.loud} />
          </svg>
        </div>
      </div>
    </section>
  );
}
