/**
 * A test as data (QTI 3.0 Information Model, 5.2 ff.): parts of nested sections of item references, with the rules that
 * decide which of them a candidate meets. Nothing here knows how the test was written down.
 */
import type { Expression, Rule } from './marking.ts';
import { presetsAmong } from './template-defaults.ts';

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

/** The control of an item: its own, then that of the innermost section that says, the part, the usual. */
export function controlOf({ item, sections, part }: Placed): ItemControl {
  const said = [part.control, ...sections.map(({ control }) => control), item.control];
  return Object.assign({}, usualControl, ...said);
}
/** An item with all that it stands in, the outermost section first. */
export type Placed = { item: ItemReference; sections: readonly Section[]; part: TestPart };

/** Every item reference of a test with its place, in the order in which they are written. */
export function placesOf({ parts }: Pick<TestDefinition, 'parts'>): Placed[] {
  const inside = (part: TestPart, sections: readonly Section[], section: Section): Placed[] =>
    section.children.flatMap((child): Placed[] => {
      const around = [...sections, section];
      return child.kind === 'item' ? [{ item: child, sections: around, part }] : inside(part, around, child);
    });
  return parts.flatMap((part) => part.sections.flatMap((section) => inside(part, [], section)));
}

type Ruled = Pick<TestPart, 'preConditions' | 'branchRules'>;
const isRuled = ({ preConditions, branchRules }: Ruled): boolean => preConditions.length > 0 || branchRules.length > 0;

/** Whether answers may decide what a candidate meets. */
export const hasRules = (test: TestDefinition): boolean =>
  placesOf(test).some(({ item, sections, part }) => [part, ...sections, item].some(isRuled));

/**
 * Whether a test asks for more than questions that are open until time is over: then its sittings follow a plan. A test
 * of free parts that asks for nothing else needs none, whatever its parts are called.
 */
export function needsPlan(test: TestDefinition): boolean {
  const places = placesOf(test);
  const apart = test.parts.length > 1 && test.parts.some(({ submission }) => submission === 'simultaneous');
  return (
    apart ||
    hasRules(test) ||
    places.some(({ item }) => presetsAmong(item.templateDefaults).length > 0) ||
    test.limits?.min != null ||
    places.some((place) => {
      const { allowSkipping, validateResponses } = controlOf(place);
      const limited = [place.part, ...place.sections, place.item].some(({ limits }) => limits !== null);
      return limited || place.part.navigation === 'linear' || !allowSkipping || validateResponses;
    })
  );
}
