/** Compact tests: an assessment test whose references carry the declarations and processing of their items. */
import { outcomeDeclaration, responseDeclaration } from '../../../server/exams/declarations.ts';
import type { Expression } from '../../../server/exams/index.ts';
import { toQti3 } from '../../../server/exams/names.ts';
import { Report } from '../../../server/exams/report.ts';
import { Source } from '../../../server/exams/source.ts';
import { childNamed, childrenNamed, elementsOf, parseXml, textOf, type XmlElement } from '../../../server/exams/xml.ts';
import {
  type BranchRule,
  createTestEngine,
  type ItemControl,
  type ItemProgram,
  type ItemReference,
  type ItemValues,
  planRoute,
  type Section,
  type TestDefinition,
  type TestFeedback,
  type TestSession,
  type TimeLimits,
  type Validity,
  viewSession,
} from '../../../server/grading/session/index.ts';
import { readValue, single, type Value } from '../../../server/grading/value.ts';
import { conform, type Declared, type Look, read, run, type Sight } from './compact-expressions.ts';

const standard: Record<string, string> = {
  match_correct: `<r><responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue></responseElse></responseCondition></r>`,
  map_response: `<r><responseCondition><responseIf><isNull><variable identifier="RESPONSE"/></isNull><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue></responseElse></responseCondition></r>`,
  map_response_point: `<r><responseCondition><responseIf><isNull><variable identifier="RESPONSE"/></isNull><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier="SCORE"><mapResponsePoint identifier="RESPONSE"/></setOutcomeValue></responseElse></responseCondition></r>`,
};
const xml = (text: string): XmlElement => {
  const root = parseXml(new TextEncoder().encode(text));
  if ('message' in root) throw new Error(root.message);
  return toQti3(root);
};
const flag = (element: XmlElement, name: string, usual: boolean): boolean =>
  element.attributes[name] === undefined ? usual : element.attributes[name] === 'true';
const count = (text: string | undefined, usual: number): number => (text === undefined ? usual : Number(text));

/** A test that is ready to be taken. `outcomes` are the variables of the test itself. */
export function readCompactTest(bytes: Uint8Array) {
  const parsed = parseXml(bytes);
  if ('message' in parsed) throw new Error(parsed.message);
  const root = toQti3(parsed);
  const source = new Source('test.xml', new Map(), new Report());
  const looks = new Map<Expression, Look>();
  const programs = new Map<string, ItemProgram>();
  const empty: Declared = { responses: [], outcomes: [] };

  const expression = (element: XmlElement | undefined): Expression[] => {
    if (!element) return [];
    const made: Expression = { op: 'null', attributes: {}, text: '', args: [], line: element.line };
    looks.set(made, read(element, empty));
    return [made];
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
    programs.set(node.identifier, programOf(source, element));
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
  const outcomes = childrenNamed(root, 'qti-outcome-declaration').flatMap((child) => outcomeDeclaration(source, child) ?? []);
  const initial = Object.fromEntries(outcomes.map((outcome) => [outcome.id, atStart(outcome)]));
  // Any numbers do: what these tests select is the same whichever are drawn.
  const route = planRoute(test, () => 0.5);
  const sightOf = (session: TestSession, values: Readonly<Record<string, Value>>): Sight => ({
    variable: (id) => (id === 'duration' ? single('duration', session.durations[test.identifier] ?? 0) : (values[id] ?? null)),
    correct: () => null,
    view: viewSession(route, programs, session),
  });
  const processing = childNamed(root, 'qti-outcome-processing');
  const engine = createTestEngine({
    test,
    route,
    programs,
    outcomes: initial,
    evaluate: (made, session) => looks.get(made)?.(sightOf(session, session.outcomes)) ?? null,
    processOutcomes: (session) => {
      if (!processing) return session.outcomes;
      const values = { ...initial };
      run(processing, empty, sightOf(session, values), (_, id, value) => {
        values[id] = conform(
          value,
          outcomes.find((outcome) => outcome.id === id),
        );
      });
      return values;
    },
    randomFor: () => () => 0.5,
  });
  return { engine, route, programs, outcomes };
}

type Outcome = {
  cardinality: 'single' | 'multiple' | 'ordered';
  baseType: Parameters<typeof single>[0];
  default: string[] | null;
};
function atStart({ cardinality, baseType, default: texts }: Outcome): Value {
  if (texts) return readValue(cardinality, baseType, texts);
  return cardinality === 'single' && (baseType === 'float' || baseType === 'integer') ? single(baseType, 0) : null;
}

function programOf(source: Source, element: XmlElement): ItemProgram {
  const responses = childrenNamed(element, 'qti-response-declaration').flatMap(
    (child) => responseDeclaration(source, child) ?? [],
  );
  const outcomes = childrenNamed(element, 'qti-outcome-declaration').flatMap((child) => outcomeDeclaration(source, child) ?? []);
  const templates = childrenNamed(element, 'qti-template-declaration').flatMap(
    (child) => outcomeDeclaration(source, child) ?? [],
  );
  const declared: Declared = { responses, outcomes };
  const defaultOf = (id: string): Value => {
    const child = childrenNamed(element, 'qti-response-declaration').find(({ attributes }) => attributes.identifier === id);
    const given = child && childNamed(child, 'qti-default-value');
    const response = responses.find((known) => known.id === id);
    if (!given || !response) return null;
    return readValue(
      response.cardinality,
      response.baseType,
      childrenNamed(given, 'qti-value').map((value) => textOf(value).trim()),
    );
  };
  const own = childNamed(element, 'qti-response-processing');
  const template = own?.attributes.template
    ?.split('/')
    .at(-1)
    ?.replace(/\.xml$/, '');
  const named = template === undefined ? undefined : standard[template];
  const responding = named === undefined ? own : xml(named);
  const templating = childNamed(element, 'qti-template-processing');
  const processed = (processing: XmlElement | undefined, start: ItemValues): ItemValues => {
    if (!processing) return start;
    const values = { ...start.values };
    const defaults = { ...start.defaults };
    const corrects = { ...start.corrects };
    const sight: Sight = { variable: (id) => values[id] ?? null, correct: (id) => corrects[id] ?? null, view: null };
    run(processing, declared, sight, (rule, id, value) => {
      const kept = conform(
        value,
        [...outcomes, ...templates, ...responses].find((known) => known.id === id),
      );
      if (rule === 'qti-set-correct-response') corrects[id] = kept;
      else if (rule === 'qti-set-default-value') defaults[id] = kept;
      else values[id] = kept;
    });
    return { values, defaults, corrects };
  };
  const variable = (kind: 'outcome' | 'template') => (made: (typeof outcomes)[number]) => ({
    kind,
    id: made.id,
    cardinality: made.cardinality,
    baseType: made.baseType,
    initial: kind === 'outcome' ? atStart(made) : made.default ? readValue(made.cardinality, made.baseType, made.default) : null,
    correct: null,
    normalMaximum: made.normalMaximum,
    normalMinimum: made.normalMinimum,
  });
  return {
    adaptive: element.attributes.adaptive === 'true',
    variables: [
      ...responses.map((response) => ({
        kind: 'response' as const,
        id: response.id,
        cardinality: response.cardinality,
        baseType: response.baseType,
        initial: defaultOf(response.id),
        correct: response.correct ? readValue(response.cardinality, response.baseType, response.correct) : null,
        normalMaximum: null,
        normalMinimum: null,
      })),
      ...outcomes.map(variable('outcome')),
      ...templates.map(variable('template')),
    ],
    prepare: (values) => processed(templating, values),
    respond: (values) => processed(responding, values),
    endAttempts: (element.attributes['end-attempt-identifiers'] ?? '').split(/\s+/).filter(Boolean),
    validity: childrenNamed(element, 'qti-response-validity-constraint').map(validityOf),
    modalFeedback: childrenNamed(element, 'qti-modal-feedback-rule').map(({ attributes }) => ({
      outcome: attributes['outcome-identifier'] ?? '',
      identifier: attributes.identifier ?? '',
      show: attributes['show-hide'] === 'hide' ? 'hide' : 'show',
    })),
  };
}

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
