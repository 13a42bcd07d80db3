/** Checked in: what happens now, and that one may move about until the exam begins. */
import { Coffee } from 'lucide-react';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Notice } from '../ui/notice.tsx';
import { Frame } from './frame.tsx';
import s from './screens.module.css';

export function Waiting({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { view } = useClient();
  const doubts = view.checkIn?.doubts ?? [];
  const byProctor = view.exam?.release === 'proctor';
  return (
    <Frame title={t('waiting.title')} lead={t(byProctor ? 'waiting.proctor' : 'waiting.policy')} onPanel={onPanel}>
      <Notice tone="green" icon={Coffee} title={t('waiting.move')}>
        <p>{t('waiting.move-why')}</p>
      </Notice>
      {doubts.length > 0 && (
        <div className={s.paper}>
          <h2>{t('waiting.looked-at')}</h2>
          <ul className={s.facts}>
            {doubts.map((doubt) => (
              <li key={doubt}>{t(`doubt.${doubt}`)}</li>
            ))}
          </ul>
          <p className={s.hint}>{t('waiting.looked-at-why')}</p>
        </div>
      )}
      <ol className={s.numbered}>
        {byProctor && <li>{t('waiting.step-look')}</li>}
        <li>{t('waiting.step-button')}</li>
        <li>{t('waiting.step-clock')}</li>
      </ol>
      <p role="status" className={s.hint}>
        {t(view.connection === 'offline' ? 'waiting.offline' : 'waiting.connected')}
      </p>
    </Frame>
  );
}
