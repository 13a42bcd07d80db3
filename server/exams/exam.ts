/**
 * A compiled exam: plain data, stored as JSON and never changed once published. Every item is two documents in one:
 * what a candidate may see, still under the author's identifiers, and the marking document.
 */
import type { Content, ResponseDeclaration, Stimulus } from '../../shared/assessment/delivery.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { AfterRelease, Feedback } from './feedback.ts';
import type { Marking, OutcomeMarking, Rule } from './marking.ts';
import type { ChoiceCondition, Shuffle } from './place.ts';
import type { Pool } from './pool.ts';
import type { TestDefinition } from './test.ts';

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
  /** Choices that depend on template variables; absent where there are none. */
  conditions?: ChoiceCondition[];
  marking: Marking;
  /** What outcome processing calls it, the sections that it stands in, and what it may be asked for and weighed by. */
  reference: string;
  within: string[];
  categories: string[];
  weights: Record<string, number>;
  /** Its variables by the names under which the test asks for them; absent where they keep their own. */
  mappings?: Record<string, string>;
  /** Present where candidates may comment on it. */
  comment?: true;
  /** What candidates may see once their result is final; absent where it is nothing. */
  after?: AfterRelease;
  /** Attempts that the author gives, where a button of the question ends one; absent where nothing counts them. */
  attempts?: number;
  /** Feedback beside the question; that within it stands in `content`. */
  modal?: Feedback[];
  /** SHA-256 of content and marking, so that a mark can name what it was given for. */
  hash: string;
};
/** What a mark names as the item it was given for. */
export const itemHash = ({
  content,
  responses,
  marking,
  conditions,
}: Pick<ExamItem, 'content' | 'responses' | 'marking' | 'conditions'>): string =>
  digest([content, responses, marking, ...(conditions ? [conditions] : [])]);

export type ExamSection = {
  id: string;
  title: string;
  stimuli: Stimulus[];
  items: ExamItem[];
  /** Which of the items a candidate gets, and in which order, by their ids; absent where that is all of them as they stand. */
  pool?: Pool<string>;
};
export type Exam = {
  id: string;
  /** The author's identifier of the test, which its versions share; stays on the server. */
  assessment: string;
  title: string;
  language: string;
  sections: ExamSection[];
  /** The test's own outcomes and rules, where the score is not just the sum; `max` is the best SCORE that they can give. */
  scoring?: { outcomes: OutcomeMarking[]; processing: Rule[]; max: number; min: number };
  /** The whole test, where a sitting must follow a plan of its parts, rules and time limits; see `needsPlan`. */
  test?: TestDefinition;
  /** What the test says at its end, once a result is final. */
  feedback?: Feedback[];
  /** Most time for the whole test in seconds, where the author sets one; the policy may set less. */
  maxSeconds?: number;
};

export const examItems = (exam: Exam): ExamItem[] => exam.sections.flatMap((section) => section.items);

/** Minutes for the whole exam: what the policy gives, and no more than the author does. */
export const minutesOf = ({ maxSeconds }: Pick<Exam, 'maxSeconds'>, { minutes }: { minutes: number }): number =>
  maxSeconds === undefined ? minutes : Math.max(1, Math.min(minutes, maxSeconds / 60));
