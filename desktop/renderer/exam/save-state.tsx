/** Two promises, said apart: on this computer's disk, and at the exam centre. */
import { CloudCheck, LoaderCircle, TriangleAlert, WifiOff } from 'lucide-react';
import { useClient } from '../client/client.tsx';
import type { MessageId } from '../i18n/locales.ts';
import { useText, useTimeOfDay } from '../i18n/text.ts';
import type { Saving } from './drafts.ts';
import s from './save-state.module.css';
import { useDrafts } from './session.tsx';

const here: Record<Saving, MessageId> = {
  idle: 'save.here',
  pending: 'save.saving',
  saved: 'save.here',
  failed: 'save.failed',
};

export function SaveState() {
  const t = useText();
  const timeOfDay = useTimeOfDay();
  const { view } = useClient();
  const { saving } = useDrafts();
  const { sentAt, waiting } = view.saved;
  const offline = view.connection === 'offline';
  const there = offline
    ? t('save.waiting', { count: waiting })
    : sentAt === null
      ? t('save.not-sent')
      : t('save.sent', { time: timeOfDay(sentAt) });
  const [Icon, tone] =
    saving === 'failed'
      ? [TriangleAlert, 'amber']
      : saving === 'pending'
        ? [LoaderCircle, 'plain']
        : offline
          ? [WifiOff, 'amber']
          : [CloudCheck, 'green'];
  return (
    <div className={s.save}>
      <Icon aria-hidden className={s.icon} data-tone={tone} />
      <div>
        <p className={s.here}>{t(here[saving])}</p>
        <p>{there}</p>
      </div>
      <p className="sr" role="status">
        {saving === 'failed' && t('save.failed-spoken')}
      </p>
    </div>
  );
}
