/** The exam's foot: what is saved, where one is among the questions, back and next. */
import { ChevronLeft, ChevronRight, LayoutGrid } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CourseView } from '../../../shared/sitting/course-view.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { isReachable, type Standing } from './answered.ts';
import s from './foot.module.css';
import { useHindrance } from './hindrance.ts';
import { Palette } from './palette.tsx';
import { SaveState } from './save-state.tsx';

type Props = {
  all: readonly Standing[];
  course: CourseView | null;
  here: Standing | null;
  /** How many questions there are; null while that is not known. */
  count: number | null;
  onGo: (item: string) => void;
  onReview: () => void;
  /** Asks whether to leave the part for good. */
  onLeave: () => void;
};

export function Foot({ all, course, here, count, onGo, onReview, onLeave }: Props) {
  const t = useText();
  const current = here?.item.id ?? null;
  const index = all.findIndex((standing) => standing.item.id === current);
  const before = course ? (course.linear ? undefined : all.slice(0, Math.max(0, index)).findLast(isReachable)) : all[index - 1];
  const after = course ? nextOf(all, index, course) : all[index + 1];
  const ends = !after && course !== null && course.out.kind !== 'end' && course.linear;
  const lists = course === null || !course.linear || course.next.kind === 'end';
  const hindered = useHindrance(course?.hindrance ?? null, course, course?.linear && here ? [here] : []);
  const where = count === null ? t('palette.question', { number: index + 1 }) : t('palette.place', { number: index + 1, count });
  // What is missing is said once somebody wants to go on without it.
  const [tried, setTried] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each question anew
  useEffect(() => setTried(false), [current]);
  const next = () => {
    if (hindered) setTried(true);
    else if (after) onGo(after.item.id);
    else if (ends) onLeave();
    else onReview();
  };
  return (
    <footer className={s.foot}>
      <SaveState />
      <div className={s.palette}>
        <Palette all={all} current={current} onGo={onGo} onReview={lists ? onReview : null} />
      </div>
      <div className={s.all}>
        {lists ? (
          <Action kind="quiet" icon={LayoutGrid} onPress={onReview} label={t('review.open')}>
            {where}
          </Action>
        ) : (
          <p className={s.where}>{where}</p>
        )}
      </div>
      <div className={s.go}>
        {!course?.linear && (
          <Action icon={ChevronLeft} flips disabled={!before} onPress={() => before && onGo(before.item.id)} className={s.back}>
            {t('go.back')}
          </Action>
        )}
        <Action kind="primary" icon={ChevronRight} iconAfter flips onPress={next} className={s.next}>
          {t(after ? 'go.next' : ends ? 'go.on' : 'go.review')}
        </Action>
      </div>
      <p className={s.hindered} role="status">
        {tried && hindered}
      </p>
    </footer>
  );
}

/** The next question of the part, if there is one. */
function nextOf(all: readonly Standing[], index: number, { linear, next }: CourseView): Standing | undefined {
  if (linear) return next.kind === 'question' ? all.find(({ item }) => item.id === next.item) : undefined;
  return all.slice(index + 1).find(isReachable);
}
