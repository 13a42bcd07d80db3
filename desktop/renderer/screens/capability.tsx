/** What this computer can hold, can only watch, or cannot do: an honest report before anything is asked. */
import { ArrowRight, CircleSlash, Eye, type LucideIcon, RotateCw, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { Measure } from '../../../shared/contract/bridge.ts';
import type { MeasureState } from '../../../shared/journal/entry.ts';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { CheckList } from '../preflight/check-list.tsx';
import { DeviceCheck } from '../preflight/device-check.tsx';
import { useChecks } from '../preflight/use-checks.ts';
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
  const check = useChecks();
  const held = view.check.checks.filter(({ outcome }) => outcome === 'failed').length;
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
      {held > 0 && (
        <Notice tone="amber" icon={TriangleAlert} live title={t('system-check.failed', { count: held })}>
          <p>{t('capability.held')}</p>
          <Action icon={RotateCw} disabled={view.check.running} onPress={() => void check()}>
            {t(view.check.running ? 'system-check.busy' : 'system-check.again')}
          </Action>
        </Notice>
      )}
      {missing > 0 ? (
        <Notice tone="amber" icon={TriangleAlert} title={t('capability.missing', { count: missing })}>
          <p>{t('capability.missing-do')}</p>
        </Notice>
      ) : (
        <Notice tone="green" icon={ShieldCheck} title={t('capability.enough')}>
          <p>{t('capability.enough-why')}</p>
        </Notice>
      )}
      {view.check.checks.length > 0 && <CheckList checks={view.check.checks} />}
      <DeviceCheck onFound={(found) => void check(found)} />
      <MeasureList measures={view.measures} />
      {problem && <ProblemNotice problem={problem} />}
    </Frame>
  );
}

/** Those that the exam misses come first. */
export function MeasureList({ measures }: { measures: readonly Measure[] }) {
  return (
    <ul className={s.list}>
      {measures
        .toSorted((a, b) => Number(b.missing) - Number(a.missing))
        .map((measure) => (
          <Row key={measure.id} measure={measure} />
        ))}
    </ul>
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
