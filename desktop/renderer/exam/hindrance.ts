/** What keeps the candidate from going on, in words; null when nothing does. */
import type { Hindrance } from '../../../shared/sitting/course.ts';
import type { CourseView } from '../../../shared/sitting/course-view.ts';
import { useText } from '../i18n/text.ts';
import { lackOf, type Standing } from './answered.ts';
import { clockParts } from './remaining.ts';
import { useDrafts } from './session.tsx';
import { useLeft } from './use-remaining.ts';

/** @param leaving the questions that would be left by it; their answers count as they stand on the screen */
export function useHindrance(known: Hindrance | null, course: CourseView | null, leaving: readonly Standing[]): string | null {
  const t = useText();
  const { answers } = useDrafts();
  const early = useLeft()(course?.earlyMs ?? 0);
  if (!course) return null;
  const lacking = leaving.flatMap((standing) => {
    const lack = lackOf(standing, answers[standing.item.id], course);
    return lack ? [{ lack, number: standing.number }] : [];
  })[0];
  if (lacking) return t(`course.${lacking.lack}`, { number: lacking.number });
  if (known !== 'too-early' || early <= 0) return null;
  const { hours, minutes, seconds } = clockParts(early);
  return t('course.too-early', { minutes: hours * 60 + minutes, seconds });
}
