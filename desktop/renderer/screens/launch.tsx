/** The way in: a launch code, or the link from the invitation. */
import { KeyRound, LoaderCircle, LogIn, MonitorCheck, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Frame } from './frame.tsx';
import s from './screens.module.css';

export function Launch({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { run, running, problem } = useCommand();
  const [typed, setTyped] = useState('');
  const busy = running || view.busy;
  const shown = problem ?? view.problem;
  const launch = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '' && !busy) void run(() => bridge.launch({ codeOrLink: typed.trim() }));
  };
  return (
    <Frame title={t('launch.title')} lead={t('launch.lead')} onPanel={onPanel}>
      <form className={s.form} onSubmit={launch}>
        <label className={s.label} htmlFor="launch-code">
          {t('launch.label')}
        </label>
        <p id="launch-hint" className={s.hint}>
          {t('launch.hint')}
        </p>
        <div className={s.entry}>
          <KeyRound aria-hidden className={s.entryIcon} />
          <input
            id="launch-code"
            className={s.code}
            dir="ltr"
            value={typed}
            maxLength={2000}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-describedby="launch-hint"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {shown && !busy && <ProblemNotice problem={shown} />}
        <div className={s.row}>
          <Action kind="primary" icon={busy ? LoaderCircle : LogIn} flips submit disabled={busy || typed.trim() === ''}>
            {t(busy ? 'launch.busy' : 'launch.go')}
          </Action>
          <Action
            icon={MonitorCheck}
            disabled={busy}
            onPress={() => void run(() => bridge.systemCheck({ codeOrLink: typed.trim() === '' ? null : typed.trim() }))}
          >
            {t('launch.check')}
          </Action>
          <Action kind="quiet" icon={X} onPress={() => void bridge.quit({})}>
            {t('app.close')}
          </Action>
        </div>
        <p className={s.hint}>{t('launch.check-hint')}</p>
        <p className="sr" role="status">
          {busy && t('launch.busy')}
        </p>
      </form>
    </Frame>
  );
}
