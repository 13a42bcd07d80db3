/** What this computer can hold, can only watch, or cannot do: an honest report before anything is asked. */
import { ArrowRight, CircleSlash, Eye, type LucideIcon, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { Measure } from '../../../shared/contract/bridge.ts';
import type { MeasureState } from '../../../shared/journal/entry.ts';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import s from './capability.module.css';
import { Frame } from './frame.tsx';
import { measureNames } from './measures.ts';

const states: Record<MeasureState, { icon: LucideIcon; word: MessageId; means: MessageId }> = {
  enforced: { icon: ShieldCheck, word: 'state.enforced', means: 'state.enforced.means' },
  monitored: { icon: Eye, word: 'state.monitored', means: 'state.monitored.means' },
  unavailable: { icon: CircleSlash, word: 'state.unavailable', means: 'state.unavailable.means' },
};

export function Capability({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { run, running, problem } = useCommand();
  const missing = view.measures.filter((measure) => measure.missing).length;
  const actions = (
    <Action
      kind="primary"
      icon={ArrowRight}
      iconAfter
      flips
      disabled={running || view.busy}
      onPress={() => void run(() => bridge.acceptCapability({}))}
    >
      {t('go.on')}
    </Action>
  );
  return (
    <Frame title={t('capability.title')} lead={t('capability.lead')} wide onPanel={onPanel} actions={actions}>
      {missing > 0 ? (
        <Notice tone="amber" icon={TriangleAlert} title={t('capability.missing', { count: missing })}>
          <p>{t('capability.missing-do')}</p>
        </Notice>
      ) : (
        <Notice tone="green" icon={ShieldCheck} title={t('capability.enough')}>
          <p>{t('capability.enough-why')}</p>
        </Notice>
      )}
      <ul className={s.list}>
        {view.measures
          .toSorted((a, b) => Number(b.missing) - Number(a.missing))
          .map((measure) => (
            <Row key={measure.id} measure={measure} />
          ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
    </Frame>
  );
}

function Row({ measure }: { measure: Measure }) {
  const t = useText();
  const { icon: Icon, word, means } = states[measure.state];
  const known = measureNames[measure.id];
  return (
    <li className={s.row} data-missing={measure.missing || undefined}>
      <div>
        <p className={s.name}>{known ? t(known.name) : measure.id}</p>
        <p className={s.what}>
          {known && `${t(known.what)} `}
          {t(means)}
        </p>
        {measure.missing && <p className={s.missing}>{t('capability.needed')}</p>}
      </div>
      <p className={s.state} data-state={measure.state}>
        <Icon aria-hidden className={s.icon} />
        {t(word)}
      </p>
    </li>
  );
}
