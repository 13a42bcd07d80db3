/** Where one is in the exam, in words. */
import type { DeliveryForm } from '../../../shared/assessment/delivery.ts';
import { itemsOf } from '../../../shared/assessment/delivery.ts';
import type { CourseView } from '../../../shared/sitting/course-view.ts';
import { useText } from '../i18n/text.ts';

/** Part and section; how many there are only where that is known. */
export function usePlace(form: DeliveryForm, section: number, course: CourseView | null): string {
  const t = useText();
  const title = form.sections[section]?.title ?? '';
  const words = { section: section + 1, sections: form.sections.length, title, count: itemsOf(form).length };
  if (course?.complete === false) return title;
  return title === '' ? t('course.place-untitled', words) : t('exam.place', words);
}
