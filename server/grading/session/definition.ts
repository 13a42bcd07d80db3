/**
 * A test as data (QTI 3.0 Information Model, 5.2 ff.): parts of nested sections of item references, with the rules that
 * decide which of them a candidate meets. Nothing here knows how the test was written down.
 */
import type { Expression, Rule } from '../../exams/index.ts';

export type Navigation = 'linear' | 'nonlinear';
export type Submission = 'individual' | 'simultaneous';

/** What an attempt may and shows (`qti-item-session-control`); what is absent is inherited. */
export type ItemControl = {
  /** 0 is no limit. */
  maxAttempts: number;
  showFeedback: boolean;
  allowReview: boolean;
  showSolution: boolean;
  allowComment: boolean;
  allowSkipping: boolean;
  validateResponses: boolean;
};
/** The defaults of the specification. */
export const usualControl: ItemControl = {
  maxAttempts: 1,
  showFeedback: false,
  allowReview: true,
  showSolution: false,
  allowComment: false,
  allowSkipping: true,
  validateResponses: false,
};

/** Seconds. */
export type TimeLimits = { min: number | null; max: number | null; allowLate: boolean };

/** `EXIT_TEST`, `EXIT_TESTPART`, `EXIT_SECTION`, or the identifier of a later part, section or item (`Q2.3`: its third). */
export type BranchRule = { when: Expression; target: string };

type Node = {
  identifier: string;
  control: Partial<ItemControl>;
  limits: TimeLimits | null;
  preConditions: readonly Expression[];
  branchRules: readonly BranchRule[];
};
type SectionPart = Node & { required: boolean; fixed: boolean };

export type ItemReference = SectionPart & {
  kind: 'item';
  categories: readonly string[];
  weights: Readonly<Record<string, number>>;
  /** Item variable by the name under which the test asks for it. */
  mappings: Readonly<Record<string, string>>;
  templateDefaults: readonly { identifier: string; value: Expression }[];
};
export type Section = SectionPart & {
  kind: 'section';
  title: string;
  visible: boolean;
  keepTogether: boolean;
  selection: { select: number; withReplacement: boolean } | null;
  shuffle: boolean;
  children: readonly (Section | ItemReference)[];
};
/** Shown when the outcome holds (`show`) or does not hold (`hide`) the identifier. */
export type TestFeedback = { identifier: string; outcome: string; access: 'during' | 'atEnd'; show: 'show' | 'hide' };

export type TestPart = Node & {
  navigation: Navigation;
  submission: Submission;
  sections: readonly Section[];
  feedback: readonly TestFeedback[];
};
export type TestDefinition = {
  identifier: string;
  limits: TimeLimits | null;
  parts: readonly TestPart[];
  outcomeProcessing: readonly Rule[];
  feedback: readonly TestFeedback[];
};
