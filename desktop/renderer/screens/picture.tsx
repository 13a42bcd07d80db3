/** A picture of the candidate, or of the identity document: live view, guidance in words, take, take again, use. */
import { Camera, Check, Info, RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { PicturePurpose } from '../../../shared/journal/entry.ts';
import { useCamera } from '../camera/camera.tsx';
import { bytesOf, jpegOf } from '../camera/jpeg.ts';
import { CameraTrouble } from '../camera/trouble.tsx';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Frame } from './frame.tsx';
import s from './picture.module.css';

const pictureSize = { width: 1280, height: 960 };
const pictureQuality = 0.9;

type Words = { title: MessageId; lead: MessageId; guide: MessageId[] };
const words: Record<PicturePurpose, Words> = {
  portrait: { title: 'portrait.title', lead: 'portrait.lead', guide: ['portrait.light', 'portrait.face', 'portrait.alone'] },
  document: { title: 'document.title', lead: 'document.lead', guide: ['document.flat', 'document.whole', 'document.glare'] },
};

type Taken = { blob: Blob; url: string };
type Props = { purpose: PicturePurpose; onPanel: (panel: Panel) => void };

export function Picture({ purpose, onPanel }: Props) {
  const t = useText();
  const { bridge, view } = useClient();
  const { state } = useCamera();
  const { run, running, problem } = useCommand();
  const video = useRef<HTMLVideoElement>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  /** The stream whose first frame is there; before it there is nothing to take. */
  const [seen, setSeen] = useState<MediaStream | null>(null);
  const { title, lead, guide } = words[purpose];
  const stream = state.kind === 'live' ? state.stream : null;
  const busy = running || view.busy;

  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => {
    return () => {
      if (taken) URL.revokeObjectURL(taken.url);
    };
  }, [taken]);

  const take = async () => {
    const blob = video.current && (await jpegOf(video.current, pictureSize, pictureQuality));
    if (blob) setTaken({ blob, url: URL.createObjectURL(blob) });
  };
  const use = async (picture: Taken) => {
    const jpeg = await bytesOf(picture.blob);
    await run(() => bridge.picture({ purpose, jpeg }));
  };

  const actions = taken ? (
    <>
      <Action kind="primary" icon={Check} disabled={busy} onPress={() => void use(taken)}>
        {t(busy ? 'picture.sending' : 'picture.use')}
      </Action>
      <Action icon={RotateCcw} disabled={busy} onPress={() => setTaken(null)}>
        {t('picture.again')}
      </Action>
    </>
  ) : (
    <Action kind="primary" icon={Camera} disabled={!stream || seen !== stream} onPress={() => void take()}>
      {t('picture.take')}
    </Action>
  );
  return (
    <Frame title={t(title)} lead={t(lead)} wide onPanel={onPanel} actions={actions}>
      {view.returned && (
        <Notice tone="blue" icon={Info} title={t('picture.returned')} live>
          <p dir="auto">{view.returned}</p>
        </Notice>
      )}
      <CameraTrouble />
      <div className={s.layout}>
        <div className={s.stage} data-purpose={purpose}>
          <video
            ref={video}
            onLoadedData={() => setSeen(stream)}
            className={s.video}
            autoPlay
            muted
            playsInline
            aria-label={t('picture.live')}
            hidden={taken !== null}
          />
          {taken && <img className={s.video} src={taken.url} alt={t('picture.taken')} />}
          {!stream && !taken && (
            <p className={s.empty}>{t(state.kind === 'starting' ? 'camera.starting' : 'camera.no-picture')}</p>
          )}
        </div>
        <div className={s.guide}>
          <h2 className={s.guideTitle}>{t(taken ? 'picture.check' : 'picture.guide')}</h2>
          <ul className={s.points}>
            {guide.map((id) => (
              <li key={id}>{t(id)}</li>
            ))}
          </ul>
          <p className={s.help}>{t('picture.cannot')}</p>
        </div>
      </div>
      <p className="sr" role="status">
        {taken && t('picture.taken')}
      </p>
      {problem && <ProblemNotice problem={problem} />}
    </Frame>
  );
}
