/** Under the head, where an exam has parts or limits of its own: how one moves here, and the time of each limit. */
import { ArrowRight, Hourglass, Info, Lock, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import type { CourseView, LimitView } from '../../../shared/sitting/course-view.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import s from './course-bar.module.css';
import { announcementDue, clockParts } from './remaining.ts';
import { useSession } from './session.tsx';
import { useLeft } from './use-remaining.ts';

/** Below this a limit's time is always shown. */
const alwaysShownMs = 60_000;
/** Minutes left at which a limit is announced, so that it ends for nobody unawares. */
const announced: readonly number[] = [5, 1];

type Props = {
  course: CourseView;
  /** Time has moved the candidate on to this question. */
  moved: boolean;
  closed: boolean;
  /** All attempts at the question are used. */
  spent: boolean;
  number: number;
  onRead: () => void;
};

export function CourseBar({ course, moved, closed, spent, number, onRead }: Props) {
  const t = useText();
  const { part, parts, linear, limits } = course;
  return (
    <div className={s.bar}>
      <p className={s.mode}>
        {linear ? <ArrowRight aria-hidden className="flips" /> : <Info aria-hidden />}
        <span>
          {parts !== null && parts > 1 && <b>{t('course.part', { part, parts })} </b>}
          {t(linear ? 'course.linear' : parts === 1 && course.complete ? 'course.free' : 'course.free-part')}
        </span>
      </p>
      {limits.map((limit) => (
        <Limit key={limit.id} limit={limit} />
      ))}
      <div role="status" className={s.status}>
        {moved && (
          <p className={s.moved}>
            <Hourglass aria-hidden />
            <span>{t('course.moved', { number })}</span>
            <Action kind="link" icon={X} onPress={onRead}>
              {t('bar.dismiss')}
            </Action>
          </p>
        )}
        {!moved && (closed || spent) && (
          <p className={s.moved}>
            <Lock aria-hidden />
            <span>{t(closed ? 'course.closed' : 'course.spent')}</span>
          </p>
        )}
      </div>
    </div>
  );
}

function Limit({ limit }: { limit: LimitView }) {
  const t = useText();
  const intl = useIntl();
  const { timerHidden } = useSession();
  const left = useLeft()(limit.leftMs);
  const before = useRef(left);
  const [said, setSaid] = useState('');
  const name = limit.title === '' ? t(`course.limit-${limit.level}`) : t('course.limit-named', { title: limit.title });
  useEffect(() => {
    const due = announcementDue(before.current, left);
    before.current = left;
    if (due !== null && announced.includes(due)) setSaid(t('course.limit-announced', { name, minutes: due }));
  }, [left, name, t]);
  const { hours, minutes, seconds } = clockParts(left);
  const two = (value: number) => intl.formatNumber(value, { minimumIntegerDigits: 2, useGrouping: false });
  const shown = !timerHidden || left <= alwaysShownMs;
  return (
    <p className={s.limit} data-soon={left <= alwaysShownMs || undefined}>
      <Hourglass aria-hidden />
      <span>{name}</span>
      {left <= 0 && limit.late ? (
        <b>{t('course.limit-late')}</b>
      ) : (
        shown && (
          <span role="timer" className="tnum" dir="ltr" aria-label={t('course.limit-left', { name })}>
            {hours > 0 && `${intl.formatNumber(hours)}:`}
            {hours > 0 ? two(minutes) : intl.formatNumber(minutes)}:{two(seconds)}
          </span>
        )
      )}
      <span className="sr" role="status">
        {said}
      </span>
    </p>
  );
}
