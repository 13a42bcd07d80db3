/**
 * A compiled exam: plain data, stored as JSON and never changed once published. Every item is two documents in one:
 * what a candidate may see, still under the author's identifiers, and the marking document.
 */
import type { Content, ResponseDeclaration, Stimulus } from '../../shared/assessment/delivery.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { Marking } from './marking.ts';
import type { Shuffle } from './place.ts';

export type ExamItem = {
  /** Neutral and the same for all candidates: `q01`, `q02`, ... in the exam's order. */
  id: string;
  /** The author's identifier of the item; stays on the server. */
  authored: string;
  title: string;
  stimulus: string | null;
  responses: ResponseDeclaration[];
  content: Content[];
  shuffles: Shuffle[];
  marking: Marking;
  /** SHA-256 of content and marking, so that a mark can name what it was given for. */
  hash: string;
};
/** What a mark names as the item it was given for. */
export const itemHash = ({ content, responses, marking }: Pick<ExamItem, 'content' | 'responses' | 'marking'>): string =>
  digest([content, responses, marking]);

export type ExamSection = { id: string; title: string; stimuli: Stimulus[]; items: ExamItem[] };
export type Exam = {
  id: string;
  /** The author's identifier of the test, which its versions share; stays on the server. */
  assessment: string;
  title: string;
  language: string;
  sections: ExamSection[];
};

export const examItems = (exam: Exam): ExamItem[] => exam.sections.flatMap((section) => section.items);
