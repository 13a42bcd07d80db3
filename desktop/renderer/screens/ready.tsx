/** Released: what the exam is, and the button that starts the clock. */
import { Play } from 'lucide-react';
import { CameraTrouble } from '../camera/trouble.tsx';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useText } from '../i18n/text.ts';
import { minutesOf } from '../notices/minutes.ts';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Frame } from './frame.tsx';
import s from './screens.module.css';

export function Ready({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { run, running, problem } = useCommand();
  const busy = running || view.busy;
  const minutes = view.sitting ? minutesOf(view.sitting.remainingMs) : (view.exam?.minutes ?? 0);
  const actions = (
    <Action kind="primary" icon={Play} flips disabled={busy} onPress={() => void run(() => bridge.begin({}))}>
      {t(busy ? 'ready.busy' : 'ready.begin')}
    </Action>
  );
  return (
    <Frame title={t('ready.title')} lead={t('ready.lead')} onPanel={onPanel} actions={actions}>
      <dl className={s.summary}>
        <div>
          <dt>{t('ready.programme')}</dt>
          <dd>{view.exam?.programme}</dd>
        </div>
        <div>
          <dt>{t('ready.questions')}</dt>
          <dd>
            {t(view.exam?.open ? 'course.questions-at-most' : 'ready.questions-count', { count: view.exam?.questions ?? 0 })}
          </dd>
        </div>
        <div>
          <dt>{t('ready.time')}</dt>
          <dd>{t('time.minutes', { minutes })}</dd>
        </div>
      </dl>
      <ul className={s.facts}>
        <li>{t(view.exam?.planned ? 'course.ready-order' : 'ready.order')}</li>
        <li>{t('ready.saved')}</li>
        <li>{t(view.exam?.open ? 'course.ready-offline' : 'ready.offline')}</li>
        <li>{t('ready.help')}</li>
      </ul>
      <CameraTrouble />
      {problem && <ProblemNotice problem={problem} />}
    </Frame>
  );
}
