import { CalendarCheck, CalendarX, ExternalLink, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { type OfferedWindow, registrationRoutes } from '../../../shared/contract/registration.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import cards from '../ui/Cards.module.css';
import { RuleTree } from '../ui/RuleTree.tsx';
import { FaultNote } from '../ui/States.tsx';
import { StateTag } from '../windows/StateTag.tsx';
import s from './Register.module.css';

export type Act = (
  of: { act: 'register' | 'cancel'; window: string } | { act: 'go'; window: string; from: string },
) => Promise<void>;
type Props = {
  window: OfferedWindow;
  /** Windows in which the learner is registered, to go over from. */
  others: readonly OfferedWindow[];
  token: string;
  busy: boolean;
  onAct: Act;
};

/** One window, whether one may register, why, and what can be done. */
export function WindowCard({ window, others, token, busy, onAct }: Props) {
  const t = useText();
  const when = useWhen();
  const { id, title, examTitle, opensAt, closesAt, registersUntil, changeUntil, may, report, state, registered, mayChange } =
    window;
  const isOn = state === 'granted' && registered;
  const from = others.find((other) => other.mayChange && other.examTitle === examTitle);
  return (
    <li className={cards.card} data-on={isOn}>
      <header>
        <h2>
          <bdi>{title}</bdi>
        </h2>
        {state && <StateTag state={state} />}
      </header>
      <dl className={s.times}>
        <div>
          <dt>{t('register.exam')}</dt>
          <dd>
            <bdi>{examTitle}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('register.when')}</dt>
          <dd>{t('register.between', { from: when.moment(opensAt), to: when.moment(closesAt) })}</dd>
        </div>
        <div>
          <dt>{t('windows.registersUntil')}</dt>
          <dd>{when.moment(registersUntil)}</dd>
        </div>
        <div>
          <dt>{t('windows.changeUntil')}</dt>
          <dd>{when.moment(changeUntil)}</dd>
        </div>
      </dl>
      {!isOn && (
        <details className={cards.why} open={!may}>
          <summary>{t(may ? 'register.whyMay' : 'register.whyNot')}</summary>
          <RuleTree report={report} />
        </details>
      )}
      {isOn && <Code token={token} window={id} />}
      <div className={s.acts}>
        {may && (
          <Button icon={CalendarCheck} look="main" isDisabled={busy} onPress={() => void onAct({ act: 'register', window: id })}>
            {t('register.register')}
          </Button>
        )}
        {!isOn && from && state === null && (
          <Button icon={CalendarCheck} isDisabled={busy} onPress={() => void onAct({ act: 'go', window: id, from: from.id })}>
            {t('register.go', { from: from.title })}
          </Button>
        )}
        {isOn && mayChange && (
          <Button icon={CalendarX} isDisabled={busy} onPress={() => void onAct({ act: 'cancel', window: id })}>
            {t('register.cancel')}
          </Button>
        )}
        {isOn && !mayChange && <p>{t('register.late')}</p>}
      </div>
    </li>
  );
}

/** The launch code, shown when it is asked for. */
function Code({ token, window }: { token: string; window: string }) {
  const t = useText();
  const [shown, setShown] = useState<{ code: string; link: string } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const ask = async () => {
    setFault(null);
    try {
      setShown(await api(registrationRoutes.code, { body: { token, window } }));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <div className={s.code} role="status">
      {shown ? (
        <>
          <p>{t('register.code')}</p>
          <p className={s.digits} dir="ltr">
            {shown.code}
          </p>
          <a href={shown.link}>
            <ExternalLink size={15} aria-hidden />
            {t('register.open')}
          </a>
        </>
      ) : (
        <>
          <p>{t('register.codeHelp')}</p>
          <Button icon={KeyRound} onPress={() => void ask()}>
            {t('register.showCode')}
          </Button>
        </>
      )}
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}
