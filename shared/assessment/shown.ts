/**
 * What a candidate may see of the questions once their result is final: each as their own form had it, with their answer, the
 * feedback that it earned and the right answer. Names are those of their form, so the exam's own screens can draw it.
 */
import * as z from 'zod/mini';
import { Id, Responses } from '../journal/entry.ts';
import { Content, DeliveryItem, Stimulus } from './delivery.ts';

/** `title` may be empty. */
export const ShownFeedback = z.object({ title: z.string(), content: z.array(Content) });
export type ShownFeedback = z.infer<typeof ShownFeedback>;

export const ShownItem = z.object({
  /** From 1, as the form numbered it. */
  number: z.number(),
  section: z.string(),
  /** The question; feedback that stands in its text is in its content. */
  item: DeliveryItem,
  /** Null where the result counts the question for nobody. */
  score: z.nullable(z.number()),
  max: z.number(),
  responses: Responses,
  /** Feedback beside the question; null where its author or the policy shows none. */
  feedback: z.nullable(z.array(ShownFeedback)),
  /** A right answer; null where it is not shown, or where there is none to show. */
  solution: z.nullable(Responses),
});
export type ShownItem = z.infer<typeof ShownItem>;

export const ShownAfterRelease = z.object({
  sitting: Id,
  language: z.string(),
  items: z.array(ShownItem),
  stimuli: z.array(Stimulus),
  /** What the test says at its end. */
  feedback: z.array(ShownFeedback),
});
export type ShownAfterRelease = z.infer<typeof ShownAfterRelease>;
