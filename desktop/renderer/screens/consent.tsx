/** What the exam records and for how long, before the camera is on. */
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useDisplay } from '../i18n/display.tsx';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Frame } from './frame.tsx';
import s from './screens.module.css';

export function Consent({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { locale } = useDisplay();
  const { run, running, problem } = useCommand();
  const [declining, setDeclining] = useState(false);
  const actions = (
    <>
      <Action
        kind="primary"
        icon={Check}
        disabled={running || view.busy}
        onPress={() => void run(() => bridge.consent({ locale }))}
      >
        {t('consent.agree')}
      </Action>
      <Action onPress={() => setDeclining(true)}>{t('consent.decline')}</Action>
    </>
  );
  const { consent } = view.exam ?? {};
  const language = consent?.[locale] ? locale : 'en';
  const steps = view.checkIn?.steps ?? [];
  const { stillSeconds = 0, retentionDays = 0, monitors = [] } = view.exam ?? {};
  return (
    <Frame title={t('consent.title')} lead={t('consent.lead')} onPanel={onPanel} actions={actions}>
      <div className={s.paper} lang={language}>
        {consent?.[language]?.map((paragraph) => (
          <p key={paragraph} dir="auto">
            {paragraph}
          </p>
        ))}
      </div>
      <ul className={s.facts}>
        {steps.includes('document') && <li>{t('consent.document', { count: view.checkIn?.documentDigits ?? 0 })}</li>}
        {steps.includes('room') && <li>{t('consent.room')}</li>}
        {steps.includes('liveness') && <li>{t('consent.liveness')}</li>}
        <li>{t('consent.face')}</li>
        <li>{t('consent.decline-steps')}</li>
        {monitors.includes('camera') && <li>{t('consent.monitors')}</li>}
        {monitors.includes('microphone') && <li>{t('consent.microphone')}</li>}
        {monitors.includes('keys') && <li>{t('consent.keys')}</li>}
        {monitors.includes('clips') && <li>{t('consent.clips')}</li>}
        <li>{stillSeconds > 0 ? t('consent.stills', { seconds: stillSeconds }) : t('consent.no-stills')}</li>
        <li>{t('consent.retention', { days: retentionDays })}</li>
        <li>{t('consent.people')}</li>
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      <Dialog
        title={t('consent.declined-title')}
        open={declining}
        onClose={() => setDeclining(false)}
        actions={
          <>
            <Action onPress={() => setDeclining(false)}>{t('consent.read-again')}</Action>
            <Action icon={X} onPress={() => void bridge.quit({})}>
              {t('app.close')}
            </Action>
          </>
        }
      >
        <p>{t('consent.declined')}</p>
      </Dialog>
    </Frame>
  );
}
