/** What of a test a sitting can do. Everything else is told, so that no exam is run otherwise than it was written. */
import type { Source } from './source.ts';
import { namesIn, presetsAmong } from './template-defaults.ts';
import { type BranchRule, type ItemReference, type Placed, placesOf, type Section, type TestPart } from './test.ts';
import type { ReadDefinition } from './test-reader.ts';
import { childNamed, childrenNamed, elementsOf, type XmlElement } from './xml.ts';

const CONTROL = 'qti-item-session-control';
/** What parts, sections and references may all hold. */
const COMMON = [CONTROL, 'qti-time-limits', 'qti-pre-condition', 'qti-branch-rule'];
const CHILDREN: Record<string, readonly string[]> = {
  'qti-assessment-test': [
    'qti-test-part',
    'qti-outcome-declaration',
    'qti-outcome-processing',
    'qti-time-limits',
    'qti-test-feedback',
  ],
  'qti-test-part': ['qti-assessment-section', 'qti-test-feedback', ...COMMON],
  'qti-assessment-section': ['qti-assessment-section', 'qti-assessment-item-ref', 'qti-selection', 'qti-ordering', ...COMMON],
  'qti-assessment-item-ref': ['qti-weight', 'qti-variable-mapping', 'qti-template-default', ...COMMON],
};

/** Tells what a sitting cannot do, each with what to write in its place. */
export function checkSitting(source: Source, root: XmlElement, { test, elements }: ReadDefinition): void {
  for (const element of [root, ...elements.values()]) {
    allow(source, element);
    checkControl(source, element);
  }
  for (const part of test.parts) {
    const element = elements.get(part);
    if (element) checkModes(source, element);
  }
  const places = placesOf(test);
  for (const place of places) checkDefaults(source, elements.get(place.item), place, places);
  for (const node of elements.keys()) {
    const element = elements.get(node);
    if (!element) continue;
    if ('navigation' in node) checkTargets(source, element, node.branchRules, (target) => isPartAhead(target, node, test.parts));
    else checkRules(source, element, node, places);
  }
}

/** Tells every child that this import would otherwise drop without a word. */
function allow(source: Source, element: XmlElement): void {
  for (const child of elementsOf(element))
    if (!CHILDREN[element.name]?.includes(child.name) && !withheld(child))
      source.tell(child, `<${child.name}> is not supported here. Remove it.`);
  for (const child of childrenNamed(element, 'qti-test-feedback')) source.warn(child, `<${child.name}> ${LATER}`);
}

/** Rubrics that are not for candidates never reach one. */
const withheld = ({ name, attributes }: XmlElement): boolean =>
  name === 'qti-rubric-block' && !(attributes.view ?? '').split(/\s+/).includes('candidate');

function checkModes(source: Source, part: XmlElement): void {
  const modes: [string, string[]][] = [
    ['navigation-mode', ['linear', 'nonlinear']],
    ['submission-mode', ['individual', 'simultaneous']],
  ];
  for (const [name, values] of modes) {
    const value = part.attributes[name];
    if (value !== undefined && !values.includes(value))
      source.tell(part, `${name}="${value}" is neither ${values.join(' nor ')}. Write one of them.`);
  }
}

/** What shows a candidate of the key. */
const LATER =
  "is not shown during the exam: it tells of the key. A candidate sees it once the result is final, if the policy's afterRelease says so.";
function checkControl(source: Source, parent: XmlElement): void {
  const control = childNamed(parent, CONTROL);
  for (const name of ['show-feedback', 'show-solution'])
    if (control?.attributes[name] === 'true') source.warn(control, `${name}="true" ${LATER}`);
}

/** Rules of sections and items decide where candidates go one by one (QTI 3.0, 5.101 and 5.9). */
function checkRules(source: Source, element: XmlElement, node: Section | ItemReference, places: readonly Placed[]): void {
  const within = places.filter(({ item, sections }) => item === node || sections.some((section) => section === node));
  const part = within[0]?.part;
  if (!part) return;
  if (part.navigation === 'nonlinear') {
    for (const name of ['qti-pre-condition', 'qti-branch-rule'])
      for (const rule of childrenNamed(element, name))
        source.tell(
          rule,
          `<${rule.name}> has no effect where candidates move freely. Set navigation-mode="linear", or move it to the test part.`,
        );
    return;
  }
  const own = places.filter((place) => place.part === part);
  const last = within.at(-1);
  const ahead = last ? own.slice(own.indexOf(last) + 1) : [];
  checkTargets(source, element, node.branchRules, (target) => {
    if (target === 'EXIT_SECTION' || target === 'EXIT_TESTPART') return true;
    const [, instance] = /^(.+)\.\d+$/.exec(target) ?? [];
    return ahead.some(
      ({ item, sections }) =>
        item.identifier === target ||
        (item.identifier === instance && sections.some(({ selection }) => selection?.withReplacement)) ||
        sections.some(({ identifier }) => identifier === target),
    );
  });
}

/** A default is asked for when its question is made, and by then only what was handed in before has an answer. */
function checkDefaults(source: Source, reference: XmlElement | undefined, place: Placed, places: readonly Placed[]): void {
  if (!reference) return;
  const written = childrenNamed(reference, 'qti-template-default');
  const own = places.indexOf(place);
  const { part } = place;
  for (const { identifier, value } of presetsAmong(place.item.templateDefaults))
    for (const name of namesIn(value)) {
      const [, item = '', instance = ''] = /^((.+?)(?:\.\d+)?)\.[^.]+$/.exec(name) ?? [];
      const at = places.findIndex((one) => one.item.identifier === item || one.item.identifier === instance);
      const other = places[at];
      if (!other) continue;
      const oneByOne = part.navigation === 'linear' && part.submission === 'individual';
      if (other.part === part ? oneByOne && at < own : at < own) continue;
      const element = written.find(({ attributes }) => attributes['template-identifier'] === identifier) ?? reference;
      source.tell(
        element,
        `"${name}" has no value yet when this question is made: the item is not handed in before it. Ask for an item of an earlier ` +
          'part, or of an earlier place in a part with navigation-mode="linear" and submission-mode="individual".',
      );
    }
}

const isPartAhead = (target: string, part: TestPart, parts: readonly TestPart[]): boolean =>
  parts.slice(parts.indexOf(part) + 1).some(({ identifier }) => identifier === target);

function checkTargets(
  source: Source,
  element: XmlElement,
  rules: readonly BranchRule[],
  isAhead: (target: string) => boolean,
): void {
  for (const [index, { target }] of rules.entries()) {
    if (target === 'EXIT_TEST' || isAhead(target)) continue;
    const rule = childrenNamed(element, 'qti-branch-rule')[index] ?? element;
    source.tell(
      rule,
      `"${target}" does not come later. A rule leads to EXIT_TEST, EXIT_TESTPART, EXIT_SECTION, or to what follows in the same ` +
        'part; that of a part leads to EXIT_TEST or to a later part.',
    );
  }
}
