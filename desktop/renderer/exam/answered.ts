/** How far a question is answered: pure functions over delivery items and responses. */
import type { DeliveryForm, DeliveryItem } from '../../../shared/assessment/delivery.ts';
import { itemsOf } from '../../../shared/assessment/delivery.ts';
import { interactionsOf, leastOf, validateResponses } from '../../../shared/assessment/validate.ts';
import type { Responses } from '../../../shared/journal/entry.ts';
import type { CourseView, ItemState } from '../../../shared/sitting/course-view.ts';

export type Progress = 'answered' | 'partly' | 'empty';

/** `partly` means that some of a question's several answers are still missing. */
export function progressOf(item: DeliveryItem, responses: Responses | undefined): Progress {
  const filled = item.responses.filter((declared) => (responses?.[declared.id] ?? []).some((value) => value.trim() !== ''));
  if (filled.length === 0) return 'empty';
  return filled.length === item.responses.length ? 'answered' : 'partly';
}

/** `state` is where the exam's plan has it; everything is open without one. */
export type Standing = {
  item: DeliveryItem;
  number: number;
  section: string;
  progress: Progress;
  marked: boolean;
  state: ItemState;
  review: boolean;
};

/** Every question in order with its state, as the palette and the review list show it. */
export function standings(
  form: DeliveryForm,
  answers: Record<string, Responses>,
  marked: readonly string[],
  course: CourseView | null = null,
): Standing[] {
  const placed = new Map(course?.items.map((item) => [item.id, item]));
  const section = new Map(form.sections.flatMap(({ title, items }) => items.map((item) => [item.id, title])));
  return itemsOf(form).map((item, index) => ({
    item,
    number: index + 1,
    section: section.get(item.id) ?? '',
    progress: progressOf(item, answers[item.id]),
    marked: marked.includes(item.id),
    state: placed.get(item.id)?.state ?? (course ? 'ahead' : 'open'),
    review: placed.get(item.id)?.review ?? true,
  }));
}

/** Whether one may go to a question and look at it. */
export const isReachable = ({ state, review }: Standing): boolean =>
  state === 'open' || ((state === 'closed' || state === 'spent') && review);

/** Whether an answer is whole: nothing in it is wrong in kind, and every interaction has the least that it asks for. */
export function isComplete(item: DeliveryItem, responses: Responses = {}): boolean {
  if (validateResponses(item, responses).length > 0) return false;
  return interactionsOf(item.content).every((interaction) => {
    const given = (responses[interaction.response] ?? []).filter((value) => value.trim() !== '').length;
    return given >= leastOf(interaction);
  });
}

/** What keeps the candidate from leaving this question with the answer as it stands on the screen. */
export function lackOf(
  { item }: Standing,
  responses: Responses | undefined,
  course: CourseView,
): 'unanswered' | 'incomplete' | null {
  const placed = course.items.find(({ id }) => id === item.id);
  if (placed?.state !== 'open') return null;
  if (!placed.skip && progressOf(item, responses) === 'empty') return 'unanswered';
  return placed.validate && !isComplete(item, responses) ? 'incomplete' : null;
}
