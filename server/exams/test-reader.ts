/** `qti-assessment-test` into a test as data: parts, nested sections, references, rules, limits and control. */
import { readExpression } from './expressions.ts';
import type { Expression, Scope } from './marking.ts';
import { readRules } from './processing.ts';
import type { Source } from './source.ts';
import type {
  BranchRule,
  ItemControl,
  ItemReference,
  Section,
  TestDefinition,
  TestFeedback,
  TestPart,
  TimeLimits,
} from './test.ts';
import { typeOf } from './typing.ts';
import { childNamed, childrenNamed, elementsOf, type XmlElement } from './xml.ts';

export type ReadDefinition = {
  test: TestDefinition;
  /** Where a part, section or reference is written. */
  elements: ReadonlyMap<TestPart | Section | ItemReference, XmlElement>;
};

/** Reads the whole of a test and tells what is malformed; what of it a sitting can do is not asked here. */
export function readDefinition(source: Source, root: XmlElement, scope: Scope): ReadDefinition {
  const elements = new Map<TestPart | Section | ItemReference, XmlElement>();
  const at = <N extends TestPart | Section | ItemReference>(element: XmlElement, node: N): N => {
    elements.set(node, element);
    return node;
  };
  const nodeOf = (element: XmlElement) => ({
    identifier: source.required(element, 'identifier'),
    control: controlIn(source, element),
    limits: limitsIn(source, element),
    preConditions: childrenNamed(element, 'qti-pre-condition').flatMap((child) => conditionIn(source, child, scope)),
    branchRules: childrenNamed(element, 'qti-branch-rule').flatMap((child): BranchRule[] =>
      conditionIn(source, child, scope).map((when) => ({ when, target: source.required(child, 'target') })),
    ),
  });
  const placing = (element: XmlElement) => ({
    required: source.flag(element, 'required'),
    fixed: source.flag(element, 'fixed'),
  });
  const itemOf = (element: XmlElement): ItemReference =>
    at(element, {
      ...nodeOf(element),
      ...placing(element),
      kind: 'item',
      categories: (element.attributes.category ?? '').split(/\s+/).filter(Boolean),
      weights: weightsIn(source, element),
      mappings: Object.fromEntries(
        childrenNamed(element, 'qti-variable-mapping').map((mapping) => [
          source.required(mapping, 'target-identifier'),
          source.required(mapping, 'source-identifier'),
        ]),
      ),
      templateDefaults: childrenNamed(element, 'qti-template-default').flatMap((made) =>
        expressionIn(source, made, scope).map((value) => ({
          identifier: source.required(made, 'template-identifier'),
          value,
        })),
      ),
    });
  const sectionOf = (element: XmlElement): Section => {
    const visible = usuallyTrue(source, element, 'visible');
    const ordering = childNamed(element, 'qti-ordering');
    return at(element, {
      ...nodeOf(element),
      ...placing(element),
      kind: 'section',
      title: element.attributes.title ?? '',
      visible,
      keepTogether: usuallyTrue(source, element, 'keep-together'),
      selection: selectionIn(source, element),
      shuffle: ordering !== undefined && source.flag(ordering, 'shuffle'),
      children: elementsOf(element).flatMap((child): (Section | ItemReference)[] => {
        if (child.name === 'qti-assessment-section') return [sectionOf(child)];
        return child.name === 'qti-assessment-item-ref' ? [itemOf(child)] : [];
      }),
    });
  };
  const partOf = (element: XmlElement): TestPart =>
    at(element, {
      ...nodeOf(element),
      navigation: element.attributes['navigation-mode'] === 'linear' ? 'linear' : 'nonlinear',
      submission: element.attributes['submission-mode'] === 'simultaneous' ? 'simultaneous' : 'individual',
      sections: childrenNamed(element, 'qti-assessment-section').map(sectionOf),
      feedback: feedbackIn(element),
    });
  const processing = childNamed(root, 'qti-outcome-processing');
  const test: TestDefinition = {
    identifier: source.required(root, 'identifier'),
    limits: limitsIn(source, root),
    parts: childrenNamed(root, 'qti-test-part').map(partOf),
    outcomeProcessing: processing ? readRules(source, processing, scope) : [],
    feedback: feedbackIn(root),
  };
  return { test, elements };
}

function usuallyTrue(source: Source, element: XmlElement, name: string): boolean {
  return element.attributes[name] === undefined || source.flag(element, name);
}

function expressionIn(source: Source, parent: XmlElement, scope: Scope): Expression[] {
  const [element, ...more] = elementsOf(parent);
  if (!element || more.length > 0) source.tell(parent, `<${parent.name}> needs exactly one expression. Write one.`);
  const made = element && readExpression(source, element, scope);
  return made ? [made] : [];
}

function conditionIn(source: Source, parent: XmlElement, scope: Scope): Expression[] {
  return expressionIn(source, parent, scope).filter((expression) => {
    const { baseType, cardinality } = typeOf(expression, scope);
    const is = (baseType === null || baseType === 'boolean') && (cardinality === null || cardinality === 'single');
    if (!is) source.tell(parent, `<${parent.name}> needs an expression that is true or false. Compare it with something.`);
    return is;
  });
}

function limitsIn(source: Source, element: XmlElement): TimeLimits | null {
  const limits = childNamed(element, 'qti-time-limits');
  if (!limits) return null;
  const seconds = (name: string): number | null => {
    const value = source.number(limits, name) ?? null;
    if (value === null || value >= 0) return value;
    source.tell(limits, `${name}="${value}" must not be below 0 seconds. Correct it.`);
    return null;
  };
  const [min, max] = [seconds('min-time'), seconds('max-time')];
  if (max === 0) source.tell(limits, 'max-time="0" leaves no time at all. Raise it or remove it.');
  if (min !== null && max !== null && min > max) source.tell(limits, `min-time="${min}" is above max-time="${max}". Lower it.`);
  return { min, max, allowLate: source.flag(limits, 'allow-late-submission') };
}

function controlIn(source: Source, element: XmlElement): Partial<ItemControl> {
  const control = childNamed(element, 'qti-item-session-control');
  if (!control) return {};
  const said = (name: string): boolean | undefined =>
    control.attributes[name] === undefined ? undefined : source.flag(control, name);
  const all: { [K in keyof ItemControl]: ItemControl[K] | undefined } = {
    maxAttempts: control.attributes['max-attempts'] === undefined ? undefined : source.count(control, 'max-attempts', 1),
    showFeedback: said('show-feedback'),
    allowReview: said('allow-review'),
    showSolution: said('show-solution'),
    allowComment: said('allow-comment'),
    allowSkipping: said('allow-skipping'),
    validateResponses: said('validate-responses'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const weightsIn = (source: Source, element: XmlElement): Record<string, number> =>
  Object.fromEntries(
    childrenNamed(element, 'qti-weight').map((weight) => {
      source.required(weight, 'value');
      return [source.required(weight, 'identifier'), source.number(weight, 'value') ?? 1];
    }),
  );

function selectionIn(source: Source, section: XmlElement): Section['selection'] {
  const element = childNamed(section, 'qti-selection');
  if (!element) return null;
  source.required(element, 'select');
  return { select: source.count(element, 'select', 1), withReplacement: source.flag(element, 'with-replacement') };
}

const feedbackIn = (element: XmlElement): TestFeedback[] =>
  elementsOf(element)
    .filter(({ name }) => name === 'qti-test-feedback-ref' || name === 'qti-test-feedback')
    .map(({ attributes }) => ({
      identifier: attributes.identifier ?? '',
      outcome: attributes['outcome-identifier'] ?? '',
      access: attributes.access === 'atEnd' ? 'atEnd' : 'during',
      show: attributes['show-hide'] === 'hide' ? 'hide' : 'show',
    }));
