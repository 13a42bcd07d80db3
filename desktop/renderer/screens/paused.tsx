/** Stopped by a proctor: why, and that the clock stands still. */
import { CirclePause } from 'lucide-react';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import { minutesOf } from '../notices/minutes.ts';
import type { Panel } from '../notices/panels.tsx';
import { Notice } from '../ui/notice.tsx';
import { Frame } from './frame.tsx';

export function Paused({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { view } = useClient();
  const minutes = minutesOf(view.sitting?.remainingMs ?? 0);
  return (
    <Frame title={t('paused.title')} lead={t('paused.lead')} onPanel={onPanel}>
      <Notice tone="blue" icon={CirclePause} title={t('paused.clock', { minutes })}>
        <p>{t('paused.safe')}</p>
      </Notice>
      {view.sitting?.pauseReason && (
        <p>
          <strong>{t('paused.reason')}</strong> <bdi>{view.sitting.pauseReason}</bdi>
        </p>
      )}
      <p>{t('paused.next')}</p>
    </Frame>
  );
}
