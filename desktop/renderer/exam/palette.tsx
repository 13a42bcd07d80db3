/** Every question as a numbered cell. */
import { Flag, LayoutGrid } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useIntl } from 'react-intl';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { cx } from '../ui/cx.ts';
import { isReachable, type Progress, type Standing } from './answered.ts';
import s from './palette.module.css';

export const progressText: Record<Progress, MessageId> = {
  answered: 'progress.answered',
  partly: 'progress.partly',
  empty: 'progress.empty',
};

type Props = {
  all: readonly Standing[];
  current: string | null;
  onGo: (item: string) => void;
  /** Null where there is nothing to look through. */
  onReview: (() => void) | null;
};

export function Palette({ all, current, onGo, onReview }: Props) {
  const t = useText();
  const intl = useIntl();
  const here = useRef<HTMLLIElement>(null);
  const count = (progress: Progress) => all.filter((standing) => standing.progress === progress).length;
  const marked = onReview ? all.filter((standing) => standing.marked).length : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another cell to bring into sight
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav className={s.nav} aria-label={t('palette.label')}>
      <ol className={s.cells}>
        {all.map((standing) => {
          const { item, number, progress, marked: isMarked, state } = standing;
          const isHere = item.id === current;
          return (
            <li key={item.id} ref={item.id === current ? here : null}>
              <Button
                className={cx(s.cell)}
                data-progress={progress}
                data-here={isHere || undefined}
                data-state={state}
                isDisabled={!isHere && !isReachable(standing)}
                aria-current={isHere ? 'step' : 'false'}
                aria-label={[
                  t('palette.question', { number }),
                  t(progressText[progress]),
                  isMarked && t('progress.marked'),
                  state !== 'open' && t(`course.state-${state}`),
                ]
                  .filter(Boolean)
                  .join(', ')}
                onPress={() => onGo(item.id)}
              >
                <span className="tnum">{intl.formatNumber(number)}</span>
                {isMarked && <Flag aria-hidden className={s.flag} fill="currentColor" />}
              </Button>
            </li>
          );
        })}
      </ol>
      <p className={s.legend}>
        <Key kind="answered" text={t('palette.answered', { count: count('answered') })} />
        {count('partly') > 0 && <Key kind="partly" text={t('palette.partly', { count: count('partly') })} />}
        <Key kind="empty" text={t('palette.empty', { count: count('empty') })} />
        {marked > 0 && (
          <span className={s.entry}>
            <Flag aria-hidden className={s.keyFlag} fill="currentColor" />
            {t('palette.marked', { count: marked })}
          </span>
        )}
        {onReview && (
          <Action kind="link" icon={LayoutGrid} onPress={onReview}>
            {t('review.open')}
          </Action>
        )}
      </p>
    </nav>
  );
}

function Key({ kind, text }: { kind: Progress; text: string }) {
  return (
    <span className={s.entry}>
      <span className={s.key} data-progress={kind} aria-hidden />
      {text}
    </span>
  );
}
