/** All questions with their state, and handing in. */
import {
  ArrowLeft,
  ArrowRight,
  CircleCheck,
  CircleDashed,
  CircleDotDashed,
  Flag,
  Lock,
  type LucideIcon,
  Send,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useIntl } from 'react-intl';
import type { CourseView } from '../../../shared/sitting/course-view.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { cx } from '../ui/cx.ts';
import { isReachable, type Progress, type Standing } from './answered.ts';
import { progressText } from './palette.tsx';
import s from './review.module.css';
import { SaveState } from './save-state.tsx';
import { SubmitDialog } from './submit-dialog.tsx';

const icons: Record<Progress, LucideIcon> = { answered: CircleCheck, partly: CircleDotDashed, empty: CircleDashed };
type Props = {
  all: readonly Standing[];
  course: CourseView | null;
  current: string | null;
  onGo: (item: string) => void;
  onBack: () => void;
  onLeave: () => void;
};

export function Review({ all, course, current, onGo, onBack, onLeave }: Props) {
  const t = useText();
  const intl = useIntl();
  const [asking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const missing = all.filter((standing) => standing.progress !== 'answered').length;
  const leaves = course !== null && course.out.kind !== 'end';
  const marked = all.filter((standing) => standing.marked).length;
  const sections = Object.entries(Object.groupBy(all, (standing) => standing.section));
  return (
    <>
      <main className={s.main} id="question">
        <div className={s.page}>
          <h2 ref={heading} tabIndex={-1} className={s.title}>
            {t(leaves ? 'course.review-title' : 'review.title')}
          </h2>
          <p className={s.lead}>{t('review.lead', { missing, marked, count: all.length })}</p>
          {sections.map(([section, standings = []]) => (
            <section key={section} aria-label={section}>
              <h3 className={s.section}>
                <Flow content={[section]} inline />
              </h3>
              <ol className={s.list}>
                {standings.map((standing) => {
                  const { item, number, progress, marked: isMarked, state } = standing;
                  const Icon = icons[progress];
                  return (
                    <li key={item.id}>
                      <Button
                        className={cx(s.row)}
                        data-progress={progress}
                        isDisabled={!isReachable(standing)}
                        onPress={() => onGo(item.id)}
                      >
                        <span className={cx(s.number, 'tnum')}>{intl.formatNumber(number)}</span>
                        <Flow content={[item.title]} inline className={s.name} />
                        {isMarked && (
                          <span className={s.state}>
                            <Flag aria-hidden className={s.icon} fill="currentColor" />
                            {t('progress.marked')}
                          </span>
                        )}
                        {state !== 'open' && (
                          <span className={s.state}>
                            <Lock aria-hidden className={s.icon} />
                            {t(`course.state-${state}`)}
                          </span>
                        )}
                        <span className={s.state} data-progress={progress}>
                          <Icon aria-hidden className={s.icon} />
                          {t(progressText[progress])}
                        </span>
                      </Button>
                    </li>
                  );
                })}
              </ol>
            </section>
          ))}
        </div>
      </main>
      <footer className={s.foot}>
        <SaveState />
        <div className={s.go}>
          <Action icon={ArrowLeft} flips onPress={() => (course ? onBack() : onGo(current ?? all[0]?.item.id ?? ''))}>
            {t('review.back')}
          </Action>
          {leaves ? (
            <Action kind="primary" icon={ArrowRight} iconAfter flips onPress={onLeave}>
              {t('course.leave')}
            </Action>
          ) : (
            <Action kind="primary" icon={Send} flips onPress={() => setAsking(true)}>
              {t('submit.open')}
            </Action>
          )}
        </div>
      </footer>
      <SubmitDialog
        open={asking}
        onClose={() => setAsking(false)}
        missing={missing}
        marked={marked}
        count={all.length}
        course={course}
        all={all}
      />
    </>
  );
}
