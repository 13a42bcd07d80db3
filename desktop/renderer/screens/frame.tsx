/** The frame of every screen but the exam: whose exam this is, how far check-in is, help in one place. */
import { ALargeSmall, LifeBuoy } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Screen } from '../../../shared/contract/bridge.ts';
import { useClient } from '../client/client.tsx';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import { Bars } from '../notices/bars.tsx';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { initialsOf } from '../ui/initials.ts';
import s from './frame.module.css';

type Step = { screens: Screen[]; name: MessageId };
const before: Step[] = [
  { screens: ['capability'], name: 'step.computer' },
  { screens: ['consent'], name: 'step.agreement' },
];
const start: Step = { screens: ['waiting', 'ready'], name: 'step.start' };

type Props = {
  title: string;
  lead?: string;
  wide?: boolean;
  onPanel: (panel: Panel) => void;
  children: ReactNode;
  actions?: ReactNode;
};

/** `actions` stand below the content, the one that goes on first. */
export function Frame({ title, lead, wide, onPanel, children, actions }: Props) {
  const t = useText();
  const { view } = useClient();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen begins to be read from its title
  useEffect(() => {
    heading.current?.focus();
  }, [view.screen]);
  const asked = view.checkIn?.steps ?? ['portrait', 'document'];
  const steps = [...before, ...asked.map((name): Step => ({ screens: [name], name: `step.${name}` })), start];
  const step = steps.findIndex(({ screens }) => screens.includes(view.screen));
  const name = view.exam?.title ?? t('app.name');
  return (
    <div className={s.app}>
      <header className={s.top}>
        <span className={s.mark} aria-hidden>
          {initialsOf(name)}
        </span>
        <div className={s.names}>
          <p className={s.exam}>{name}</p>
          {view.candidate && <p className={s.candidate}>{view.candidate.name}</p>}
        </div>
        <Action kind="quiet" icon={ALargeSmall} onPress={() => onPanel('display')}>
          {t('display.open')}
        </Action>
        {view.exam && view.screen !== 'refused' && (
          <Action kind="quiet" icon={LifeBuoy} onPress={() => onPanel('help')}>
            {t('help.open')}
          </Action>
        )}
      </header>
      <Bars onPanel={onPanel} />
      {step >= 0 && (
        <nav aria-label={t('step.label')} className={s.steps}>
          <ol>
            {steps.map(({ name: id }, index) => (
              <li key={id} aria-current={index === step ? 'step' : undefined} data-done={index < step || undefined}>
                <span className={s.stepNumber} aria-hidden>
                  {index + 1}
                </span>
                <span className={s.stepName}>{t(id)}</span>
                {index < step && <span className="sr">{t('step.done')}</span>}
              </li>
            ))}
          </ol>
        </nav>
      )}
      <main className={s.main}>
        <div className={s.card} data-wide={wide || undefined}>
          <h1 ref={heading} tabIndex={-1} className={s.title}>
            {title}
          </h1>
          {lead && <p className={s.lead}>{lead}</p>}
          <div className={s.content}>{children}</div>
          {actions && <div className={s.actions}>{actions}</div>}
        </div>
      </main>
    </div>
  );
}
