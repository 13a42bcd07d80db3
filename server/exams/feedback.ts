/**
 * Feedback (QTI 3.0, `qti-modal-feedback`, `qti-feedback-block`, `qti-feedback-inline`, `qti-test-feedback`). It tells of the key,
 * so it stays on the server with the item, and no form of an exam holds it. A candidate sees it after the result is final,
 * where author and policy say so.
 */
import type { Content } from '../../shared/assessment/delivery.ts';
import { completionStatus, type OutcomeMarking } from './marking.ts';
import type { Source } from './source.ts';
import type { XmlElement } from './xml.ts';

/** What an author lets candidates see of an item once their result is final; absent where it is nothing. */
export type AfterRelease = { feedback?: true; solution?: true };
/** Shown when the outcome holds (`show`) or does not hold (`hide`) the value. */
export type FeedbackCondition = { outcome: string; value: string; show: 'show' | 'hide' };
/** Feedback that stands beside the question, or at the end of the test. */
export type Feedback = FeedbackCondition & { title: string; content: Content[] };

/** In content, under QTI's names; `fill.ts` shows or drops it. */
export const FEEDBACK = 'qti-feedback-block';
export const FEEDBACK_INLINE = 'qti-feedback-inline';

const outcomesIn = new WeakMap<Source, ReadonlyMap<string, OutcomeMarking>>();
const reading = new WeakSet<Source>();

/** Keeps the feedback of a file, whose outcomes these are; without it, feedback is left out. */
export const takeFeedback = (source: Source, outcomes: readonly OutcomeMarking[]): void =>
  void outcomesIn.set(source, new Map([completionStatus, ...outcomes].map((outcome) => [outcome.id, outcome])));

/** An outcome that the text being read may print: inside of feedback outcomes are known. */
export const printableOutcome = (source: Source, id: string): OutcomeMarking | undefined =>
  reading.has(source) ? outcomesIn.get(source)?.get(id) : undefined;

/** The condition of a feedback element; undefined, and told, where it is malformed. */
function conditionOf(source: Source, element: XmlElement): FeedbackCondition | undefined {
  const outcome = source.required(element, 'outcome-identifier');
  const value = source.required(element, 'identifier');
  const show = element.attributes['show-hide'] ?? 'show';
  if (show !== 'show' && show !== 'hide')
    source.tell(element, `show-hide="${show}" on <${element.name}> must be "show" or "hide".`);
  if (outcome && !outcomesIn.get(source)?.has(outcome))
    source.tell(element, `The outcome "${outcome}" is not declared. Add a <qti-outcome-declaration>, or correct the name.`);
  return { outcome, value, show: show === 'hide' ? 'hide' : 'show' };
}

function within(source: Source, read: () => Content[]): Content[] {
  reading.add(source);
  const content = read();
  reading.delete(source);
  return content;
}

/** Feedback that stands in the text, as content that is shown or dropped later; nothing where feedback is left out. */
export function feedbackNode(source: Source, element: XmlElement, inside: () => Content[]): Content[] {
  if (!outcomesIn.has(source)) return [];
  const condition = conditionOf(source, element);
  const tag = element.name === FEEDBACK_INLINE ? FEEDBACK_INLINE : FEEDBACK;
  return condition ? [{ tag, attributes: { ...condition }, children: within(source, inside) }] : [];
}

/** Feedback that stands by itself. */
export function feedbackOf(source: Source, element: XmlElement, inside: () => Content[]): Feedback[] {
  const condition = conditionOf(source, element);
  return condition ? [{ ...condition, title: element.attributes.title ?? '', content: within(source, inside) }] : [];
}
