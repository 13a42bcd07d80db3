/** The system check, on any day: what this computer can do, what to do about the rest, and whether the exam centre keeps it. */
import { ArrowLeft, CircleCheck, LoaderCircle, RotateCw, TriangleAlert } from 'lucide-react';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useDisplay } from '../i18n/display.tsx';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { CheckList } from '../preflight/check-list.tsx';
import { DeviceCheck } from '../preflight/device-check.tsx';
import s from '../preflight/preflight.module.css';
import { useChecks } from '../preflight/use-checks.ts';
import { isOfPage } from '../preflight/words.ts';
import { Action } from '../ui/action.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { MeasureList } from './capability.tsx';
import { Frame } from './frame.tsx';

export function SystemCheck({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { locale } = useDisplay();
  const { bridge, view } = useClient();
  const { run: command, running: closing } = useCommand();
  const run = useChecks();
  const { running, target, checks, keptAt, problem } = view.check;
  const day = (ms: number) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(ms);
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length;
  const devices = checks.some(({ id, outcome }) => isOfPage(id) && outcome !== 'not-measured');
  const actions = (
    <>
      <Action kind="primary" icon={running ? LoaderCircle : RotateCw} disabled={running} onPress={() => void run()}>
        {t(running ? 'system-check.busy' : 'system-check.again')}
      </Action>
      <Action icon={ArrowLeft} flips disabled={closing} onPress={() => void command(() => bridge.closeCheck({}))}>
        {t('system-check.back')}
      </Action>
    </>
  );
  const lead = target ? t('system-check.lead-for', { exam: target.exam, opens: day(target.opensAt) }) : t('system-check.lead');
  return (
    <Frame title={t('system-check.title')} lead={lead} wide onPanel={onPanel} actions={actions}>
      {checks.length > 0 &&
        (failed > 0 ? (
          <Notice tone="amber" icon={TriangleAlert} live title={t('system-check.failed', { count: failed })}>
            <p>{t('system-check.failed-do')}</p>
          </Notice>
        ) : (
          <Notice tone="green" icon={CircleCheck} live title={t('system-check.passed')}>
            <p>{t(devices ? 'system-check.passed-why' : 'system-check.devices-left')}</p>
          </Notice>
        ))}
      <DeviceCheck onFound={(found) => void run(found)} />
      {checks.length > 0 && <CheckList checks={checks} />}
      <h2 className={s.heading}>{t('system-check.locks')}</h2>
      <MeasureList measures={view.measures} />
      {problem && <ProblemNotice problem={problem} />}
      <p role="status" className={s.what}>
        {keptAt !== null && t('system-check.kept', { time: day(keptAt) })}
        {keptAt === null && target === null && t('system-check.not-kept')}
      </p>
    </Frame>
  );
}
