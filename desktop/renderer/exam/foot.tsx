/** The exam's foot: what is saved, where one is among the questions, back and next. */
import { ChevronLeft, ChevronRight, LayoutGrid } from 'lucide-react';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import type { Standing } from './answered.ts';
import s from './foot.module.css';
import { Palette } from './palette.tsx';
import { SaveState } from './save-state.tsx';

type Props = {
  all: readonly Standing[];
  current: string | null;
  onGo: (item: string) => void;
  onReview: () => void;
};

export function Foot({ all, current, onGo, onReview }: Props) {
  const t = useText();
  const index = all.findIndex((standing) => standing.item.id === current);
  const before = all[index - 1];
  const after = all[index + 1];
  return (
    <footer className={s.foot}>
      <SaveState />
      <div className={s.palette}>
        <Palette all={all} current={current} onGo={onGo} onReview={onReview} />
      </div>
      <div className={s.all}>
        <Action kind="quiet" icon={LayoutGrid} onPress={onReview} label={t('review.open')}>
          {t('palette.place', { number: index + 1, count: all.length })}
        </Action>
      </div>
      <div className={s.go}>
        <Action icon={ChevronLeft} flips disabled={!before} onPress={() => before && onGo(before.item.id)} className={s.back}>
          {t('go.back')}
        </Action>
        <Action
          kind="primary"
          icon={ChevronRight}
          iconAfter
          flips
          onPress={() => (after ? onGo(after.item.id) : onReview())}
          className={s.next}
        >
          {t(after ? 'go.next' : 'go.review')}
        </Action>
      </div>
    </footer>
  );
}
