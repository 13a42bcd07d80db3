/** Asking a person for help, and the keys that help without one. */
import { CircleCheck, Send } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import s from './panels.module.css';

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { run, running, problem } = useCommand();
  const [text, setText] = useState('');
  const ask = async () => {
    if (await run(() => bridge.askHelp({ text: text.trim() }))) setText('');
  };
  const waiting = view.sitting?.helpAsked ?? false;
  return (
    <Dialog title={t('help.title')} open={open} onClose={onClose}>
      {waiting && (
        <Notice tone="blue" icon={CircleCheck} title={t('help.asked')} live>
          <p>{t(view.connection === 'offline' ? 'help.asked-offline' : 'help.asked-online')}</p>
        </Notice>
      )}
      <label className={s.field}>
        {t('help.label')}
        <textarea rows={3} maxLength={1000} dir="auto" value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <p>
        <Action kind="primary" icon={Send} flips disabled={running || text.trim() === ''} onPress={() => void ask()}>
          {t('help.send')}
        </Action>
      </p>
      {problem && <ProblemNotice problem={problem} />}
      {view.screen === 'exam' && (
        <>
          <h3 className={s.legend}>{t('help.keys')}</h3>
          <dl className={s.keys}>
            <dt>
              <kbd>Alt</kbd> <kbd>T</kbd>
            </dt>
            <dd>{t('help.key-time')}</dd>
            <dt>
              <kbd>Tab</kbd>
            </dt>
            <dd>{t('help.key-tab')}</dd>
            <dt>
              <kbd>Esc</kbd>
            </dt>
            <dd>{t('help.key-escape')}</dd>
          </dl>
        </>
      )}
    </Dialog>
  );
}
