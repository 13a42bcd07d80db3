/** Over: what happens next, and whether everything has reached the exam centre. */
import { CloudCheck, CloudUpload, X } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client/client.tsx';
import type { MessageId } from '../i18n/locales.ts';
import { useText, useTimeOfDay } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { Frame } from './frame.tsx';

type Cause = 'candidate' | 'time-over' | 'terminated';
const words: Record<Cause, { title: MessageId; lead: MessageId; next: MessageId }> = {
  candidate: { title: 'finished.candidate', lead: 'finished.candidate-lead', next: 'finished.next' },
  'time-over': { title: 'finished.time-over', lead: 'finished.time-over-lead', next: 'finished.next' },
  terminated: { title: 'finished.terminated', lead: 'finished.terminated-lead', next: 'finished.terminated-next' },
};

export function Finished({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const timeOfDay = useTimeOfDay();
  const { bridge, view } = useClient();
  const [leaving, setLeaving] = useState(false);
  const { title, lead, next } = words[view.sitting?.submitCause ?? 'candidate'];
  const { waiting, sentAt } = view.saved;
  const offline = view.connection === 'offline';
  const close = () => void bridge.quit({});
  const actions = (
    <Action kind={waiting === 0 ? 'primary' : 'secondary'} icon={X} onPress={() => (waiting === 0 ? close() : setLeaving(true))}>
      {t('app.close')}
    </Action>
  );
  return (
    <Frame title={t(title)} lead={t(lead)} onPanel={onPanel} actions={actions}>
      {waiting === 0 ? (
        <Notice tone="green" icon={CloudCheck} title={t('finished.sent')} live>
          <p>{sentAt === null ? t('finished.may-close') : t('finished.sent-at', { time: timeOfDay(sentAt) })}</p>
        </Notice>
      ) : (
        <Notice tone="amber" icon={CloudUpload} title={t('finished.sending', { count: waiting })}>
          <p>{t(offline ? 'finished.offline' : 'finished.keep-open')}</p>
        </Notice>
      )}
      <p>{t(next)}</p>
      <Dialog
        title={t('finished.leave-title')}
        open={leaving && waiting > 0}
        onClose={() => setLeaving(false)}
        alert
        actions={
          <>
            <Action kind="primary" onPress={() => setLeaving(false)}>
              {t('finished.stay')}
            </Action>
            <Action icon={X} onPress={close}>
              {t('finished.leave')}
            </Action>
          </>
        }
      >
        <p>{t('finished.leave-body')}</p>
      </Dialog>
    </Frame>
  );
}
