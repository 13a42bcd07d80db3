/** A gate refused: why, rule by rule, and what to do about it. */
import { RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Frame } from './frame.tsx';
import { Launch } from './launch.tsx';

export function Refused({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const [again, setAgain] = useState(false);
  if (again) return <Launch onPanel={onPanel} />;
  const actions = (
    <>
      <Action kind="primary" icon={RotateCw} onPress={() => setAgain(true)}>
        {t('refused.again')}
      </Action>
      <Action kind="quiet" icon={X} onPress={() => void bridge.quit({})}>
        {t('app.close')}
      </Action>
    </>
  );
  return (
    <Frame title={t('refused.title')} lead={t('refused.lead')} onPanel={onPanel} actions={actions}>
      {view.problem && <ProblemNotice problem={view.problem} />}
      <p>{t('refused.todo')}</p>
    </Frame>
  );
}
