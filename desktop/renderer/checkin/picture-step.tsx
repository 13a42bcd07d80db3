/** What the portrait and the document share: live picture, advice, take, take again, use. Advice never holds the button back. */
import { Camera, Check, Info, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PicturePurpose } from '../../../shared/journal/entry.ts';
import { CameraTrouble } from '../camera/trouble.tsx';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Frame } from '../screens/frame.tsx';
import { Action } from '../ui/action.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import s from './checkin.module.css';
import { Decline } from './decline.tsx';
import { Stage, type StageState } from './stage.tsx';

type Props = {
  purpose: Exclude<PicturePurpose, 'room'>;
  title: MessageId;
  lead: MessageId;
  points: readonly MessageId[];
  stage: StageState;
  /** Advice while the camera is live. */
  advice: ReactNode;
  /** What is said of the picture that was taken. */
  about?: ReactNode;
  onTake?: (picture: Blob) => void;
  /** Keeps the picture. */
  onUse: (picture: Blob) => ReturnType<Parameters<ReturnType<typeof useCommand>['run']>[0]>;
  onPanel: (panel: Panel) => void;
};

export function PictureStep({ purpose, title, lead, points, stage, advice, about, onTake, onUse, onPanel }: Props) {
  const t = useText();
  const { view } = useClient();
  const { run, running, problem } = useCommand();
  const busy = running || view.busy;
  const { taken } = stage;
  const take = async () => {
    const picture = await stage.take();
    if (picture) onTake?.(picture);
  };
  const actions = (
    <>
      {taken ? (
        <>
          <Action kind="primary" icon={Check} disabled={busy} onPress={() => void run(() => onUse(taken.blob))}>
            {t(busy ? 'picture.sending' : 'picture.use')}
          </Action>
          <Action icon={RotateCcw} disabled={busy} onPress={stage.again}>
            {t('picture.again')}
          </Action>
        </>
      ) : (
        <Action kind="primary" icon={Camera} disabled={!stage.ready} onPress={() => void take()}>
          {t('picture.take')}
        </Action>
      )}
      <Decline step={purpose} />
    </>
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
        <div className={s.seen}>
          <Stage stage={stage} purpose={purpose} />
          {taken ? about : advice}
        </div>
        <div className={s.guide}>
          <h2 className={s.guideTitle}>{t(taken ? 'picture.check' : 'picture.guide')}</h2>
          <ul className={s.points}>
            {points.map((id) => (
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
