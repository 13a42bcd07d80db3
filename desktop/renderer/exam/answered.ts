/** How far a question is answered: pure functions over delivery items and responses. */
import type { DeliveryForm, DeliveryItem } from '../../../shared/assessment/delivery.ts';
import { itemsOf } from '../../../shared/assessment/delivery.ts';
import type { Responses } from '../../../shared/journal/entry.ts';

export type Progress = 'answered' | 'partly' | 'empty';

/** `partly` means that some of a question's several answers are still missing. */
export function progressOf(item: DeliveryItem, responses: Responses | undefined): Progress {
  const filled = item.responses.filter((declared) => (responses?.[declared.id] ?? []).some((value) => value.trim() !== ''));
  if (filled.length === 0) return 'empty';
  return filled.length === item.responses.length ? 'answered' : 'partly';
}

export type Standing = { item: DeliveryItem; number: number; section: string; progress: Progress; marked: boolean };

/** Every question in order with its state, as the palette and the review list show it. */
export function standings(form: DeliveryForm, answers: Record<string, Responses>, marked: readonly string[]): Standing[] {
  const section = new Map(form.sections.flatMap(({ title, items }) => items.map((item) => [item.id, title])));
  return itemsOf(form).map((item, index) => ({
    item,
    number: index + 1,
    section: section.get(item.id) ?? '',
    progress: progressOf(item, answers[item.id]),
    marked: marked.includes(item.id),
  }));
}
