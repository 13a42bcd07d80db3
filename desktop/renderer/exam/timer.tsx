/** The exam's clock: hideable until five minutes are left, silent but for a few announcements, never flashing. */
import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { cx } from '../ui/cx.ts';
import { alwaysShownMs, announcementDue, clockParts } from './remaining.ts';
import { useSession } from './session.tsx';
import s from './timer.module.css';
import { useRemaining } from './use-remaining.ts';

/** `onDetails` opens the account of time given back. */
export function Timer({ onDetails }: { onDetails: () => void }) {
  const t = useText();
  const intl = useIntl();
  const left = useRemaining() ?? 0;
  const { timerHidden, setTimerHidden } = useSession();
  const before = useRef(left);
  const [said, setSaid] = useState('');
  const { hours, minutes, seconds } = clockParts(left);
  const shown = !timerHidden || left <= alwaysShownMs;

  useEffect(() => {
    const due = announcementDue(before.current, left);
    before.current = left;
    if (due !== null) setSaid(t('time.minutes-left', { minutes: due }));
  }, [left, t]);

  useEffect(() => {
    const readOut = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== 'KeyT') return;
      event.preventDefault();
      setSaid('');
      // A live region speaks on a change alone, also when the same words come again.
      requestAnimationFrame(() => setSaid(t('time.spoken', { hours, minutes, seconds })));
    };
    // While capturing, since buttons keep the keys pressed on them to themselves.
    window.addEventListener('keydown', readOut, { capture: true });
    return () => window.removeEventListener('keydown', readOut, { capture: true });
  }, [t, hours, minutes, seconds]);

  const two = (value: number) => intl.formatNumber(value, { minimumIntegerDigits: 2, useGrouping: false });
  return (
    <div className={s.clock}>
      {shown && (
        <div role="timer" aria-label={t('time.left')} className={cx(s.time, 'tnum')} dir="ltr">
          {intl.formatNumber(hours)}:{two(minutes)}:{two(seconds)}
        </div>
      )}
      <div className={s.below}>
        <span className={s.caption}>{t(shown ? 'time.left-short' : 'time.hidden')}</span>
        {left > alwaysShownMs && (
          <Action
            kind="link"
            icon={shown ? EyeOff : Eye}
            onPress={() => setTimerHidden(shown)}
            label={t(shown ? 'time.hide-label' : 'time.show-label')}
          >
            {t(shown ? 'time.hide' : 'time.show')}
          </Action>
        )}
        <Action kind="link" onPress={onDetails} label={t('time.details-label')} className={s.details}>
          {t('time.details')}
        </Action>
      </div>
      <p className="sr" role="status">
        {said}
      </p>
    </div>
  );
}
