/** Compact tests: an assessment test whose references carry the declarations and processing of their items. */
import { outcomeDeclaration } from '../../../server/exams/declarations.ts';
import { readExpression } from '../../../server/exams/expressions.ts';
import { type Expression, testScope } from '../../../server/exams/index.ts';
import { toQti3 } from '../../../server/exams/names.ts';
import { readRules } from '../../../server/exams/processing.ts';
import { Report } from '../../../server/exams/report.ts';
import { readScoring } from '../../../server/exams/scoring.ts';
import { Source } from '../../../server/exams/source.ts';
import { childNamed, childrenNamed, elementsOf, parseXml, type XmlElement } from '../../../server/exams/xml.ts';
import {
  type BranchRule,
  type ItemControl,
  type ItemProgram,
  type ItemReference,
  planRoute,
  programOf,
  type Section,
  type TestDefinition,
  type TestFeedback,
  type TimeLimits,
  testEngineOf,
  type Validity,
} from '../../../server/grading/session/index.ts';

const flag = (element: XmlElement, name: string, usual: boolean): boolean =>
  element.attributes[name] === undefined ? usual : element.attributes[name] === 'true';
const count = (text: string | undefined, usual: number): number => (text === undefined ? usual : Number(text));

/** A test that is ready to be taken. `outcomes` are the variables of the test itself. */
export function readCompactTest(bytes: Uint8Array) {
  const parsed = parseXml(bytes);
  if ('message' in parsed) throw new Error(parsed.message);
  const root = toQti3(parsed);
  const source = new Source('test.xml', new Map(), new Report());
  const programs = new Map<string, ItemProgram>();
  const outcomes = childrenNamed(root, 'qti-outcome-declaration').flatMap((child) => outcomeDeclaration(source, child) ?? []);
  const scope = testScope(outcomes);

  const expression = (element: XmlElement | undefined): Expression[] => {
    if (!element) return [];
    const made = readExpression(source, element, scope);
    return made ? [made] : [];
  };
  const limitsOf = (element: XmlElement): TimeLimits | null => {
    const limits = childNamed(element, 'qti-time-limits');
    if (!limits) return null;
    const seconds = (name: string) => (limits.attributes[name] === undefined ? null : Number(limits.attributes[name]));
    return { min: seconds('min-time'), max: seconds('max-time'), allowLate: flag(limits, 'allow-late-submission', false) };
  };
  const controlOf = (element: XmlElement): Partial<ItemControl> => {
    const control = childNamed(element, 'qti-item-session-control');
    if (!control) return {};
    return {
      maxAttempts: count(control.attributes['max-attempts'], 1),
      showFeedback: flag(control, 'show-feedback', false),
      allowReview: flag(control, 'allow-review', true),
      showSolution: flag(control, 'show-solution', false),
      allowComment: flag(control, 'allow-comment', false),
      allowSkipping: flag(control, 'allow-skipping', true),
      validateResponses: flag(control, 'validate-responses', false),
    };
  };
  const nodeOf = (element: XmlElement) => ({
    identifier: element.attributes.identifier ?? '',
    control: controlOf(element),
    limits: limitsOf(element),
    preConditions: childrenNamed(element, 'qti-pre-condition').flatMap((condition) => expression(elementsOf(condition)[0])),
    branchRules: childrenNamed(element, 'qti-branch-rule').flatMap((rule): BranchRule[] =>
      expression(elementsOf(rule)[0]).map((when) => ({ when, target: rule.attributes.target ?? '' })),
    ),
  });
  const feedbackOf = (element: XmlElement): TestFeedback[] =>
    elementsOf(element)
      .filter(({ name }) => name === 'qti-test-feedback-ref' || name === 'qti-test-feedback')
      .map(({ attributes }) => ({
        identifier: attributes.identifier ?? '',
        outcome: attributes['outcome-identifier'] ?? '',
        access: attributes.access === 'atEnd' ? 'atEnd' : 'during',
        show: attributes['show-hide'] === 'hide' ? 'hide' : 'show',
      }));
  const itemOf = (element: XmlElement): ItemReference => {
    const node = nodeOf(element);
    programs.set(node.identifier, programIn(source, element));
    return {
      ...node,
      kind: 'item',
      required: flag(element, 'required', false),
      fixed: flag(element, 'fixed', false),
      categories: (element.attributes.category ?? '').split(/\s+/).filter(Boolean),
      weights: Object.fromEntries(
        childrenNamed(element, 'qti-weight').map(({ attributes }) => [attributes.identifier ?? '', Number(attributes.value)]),
      ),
      mappings: Object.fromEntries(
        childrenNamed(element, 'qti-variable-mapping').map(({ attributes }) => [
          attributes['target-identifier'] ?? '',
          attributes['source-identifier'] ?? '',
        ]),
      ),
      templateDefaults: childrenNamed(element, 'qti-template-default').flatMap((made) =>
        expression(elementsOf(made)[0]).map((value) => ({ identifier: made.attributes['template-identifier'] ?? '', value })),
      ),
    };
  };
  const sectionOf = (element: XmlElement): Section => {
    const selection = childNamed(element, 'qti-selection');
    return {
      ...nodeOf(element),
      kind: 'section',
      required: flag(element, 'required', false),
      fixed: flag(element, 'fixed', false),
      title: element.attributes.title ?? '',
      visible: flag(element, 'visible', true),
      keepTogether: flag(element, 'keep-together', true),
      selection: selection
        ? { select: Number(selection.attributes.select), withReplacement: flag(selection, 'with-replacement', false) }
        : null,
      shuffle: childrenNamed(element, 'qti-ordering').some((ordering) => flag(ordering, 'shuffle', false)),
      children: elementsOf(element).flatMap((child): (Section | ItemReference)[] =>
        child.name === 'qti-assessment-section'
          ? [sectionOf(child)]
          : child.name === 'qti-assessment-item-ref'
            ? [itemOf(child)]
            : [],
      ),
    };
  };
  const test: TestDefinition = {
    identifier: root.attributes.identifier ?? '',
    limits: limitsOf(root),
    parts: childrenNamed(root, 'qti-test-part').map((part) => ({
      ...nodeOf(part),
      navigation: part.attributes['navigation-mode'] === 'linear' ? 'linear' : 'nonlinear',
      submission: part.attributes['submission-mode'] === 'simultaneous' ? 'simultaneous' : 'individual',
      sections: childrenNamed(part, 'qti-assessment-section').map(sectionOf),
      feedback: feedbackOf(part),
    })),
    outcomeProcessing: [],
    feedback: feedbackOf(root),
  };
  const processing = childNamed(root, 'qti-outcome-processing');
  const whole: TestDefinition = { ...test, outcomeProcessing: processing ? readRules(source, processing, scope) : [] };
  // Any numbers do: what these tests select is the same whichever are drawn.
  const route = planRoute(whole, () => 0.5);
  const engine = testEngineOf({ test: whole, outcomes, route, programs, randomFor: () => () => 0.5 });
  return { engine, route, programs, outcomes };
}

const programIn = (source: Source, element: XmlElement): ItemProgram =>
  programOf(readScoring(source, element), {
    endAttempts: (element.attributes['end-attempt-identifiers'] ?? '').split(/\s+/).filter(Boolean),
    validity: childrenNamed(element, 'qti-response-validity-constraint').map(validityOf),
    modalFeedback: childrenNamed(element, 'qti-modal-feedback-rule').map(({ attributes }) => ({
      outcome: attributes['outcome-identifier'] ?? '',
      identifier: attributes.identifier ?? '',
      show: attributes['show-hide'] === 'hide' ? 'hide' : 'show',
    })),
  });

function validityOf(element: XmlElement): Validity {
  const { attributes } = element;
  const pattern = attributes['pattern-mask'];
  const expression = pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, 'u');
  return {
    response: attributes['response-identifier'] ?? '',
    min: count(attributes['min-constraint'], 0),
    max: count(attributes['max-constraint'], 0),
    pattern: expression && ((text) => expression.test(text)),
    associations: childrenNamed(element, 'qti-association-validity-constraint').map((association) => ({
      identifier: association.attributes.identifier ?? '',
      min: count(association.attributes['min-constraint'], 0),
      max: count(association.attributes['max-constraint'], 0),
    })),
  };
}
