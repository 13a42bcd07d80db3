/** What to do when there is no picture. A technical state, never a reproach. */
import { RotateCw, VideoOff } from 'lucide-react';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Notice } from '../ui/notice.tsx';
import { type CameraState, useCamera } from './camera.tsx';

type Trouble = Exclude<CameraState['kind'], 'off' | 'starting' | 'live'>;
const words: Record<Trouble, { title: MessageId; todo: MessageId }> = {
  refused: { title: 'camera.refused', todo: 'camera.refused-do' },
  missing: { title: 'camera.missing', todo: 'camera.missing-do' },
  taken: { title: 'camera.taken', todo: 'camera.taken-do' },
  lost: { title: 'camera.lost', todo: 'camera.lost-do' },
};

/** Nothing while the camera is fine. */
export function CameraTrouble() {
  const t = useText();
  const { state, retry } = useCamera();
  if (state.kind === 'off' || state.kind === 'starting' || state.kind === 'live') return null;
  const { title, todo } = words[state.kind];
  return (
    <Notice tone="blue" icon={VideoOff} title={t(title)} live>
      <p>{t(todo)}</p>
      <p>
        <Action kind="link" icon={RotateCw} onPress={retry}>
          {t('camera.retry')}
        </Action>
      </p>
    </Notice>
  );
}
