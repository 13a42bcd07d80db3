/** `qti-assessment-test` into sections of item references. The exam's score is the sum of its items' scores. */
import type { Source } from './source.ts';
import { childrenNamed, elementsOf, type XmlElement } from './xml.ts';

export type ItemRef = { element: XmlElement; href: string };
export type SectionOutline = { title: string; items: ItemRef[] };
export type TestOutline = { assessment: string; title: string; language: string; sections: SectionOutline[] };

const advice: Record<string, string> = {
  'qti-outcome-processing': "The exam's score is the sum of its items' scores. Remove it.",
  'qti-time-limits': "The exam's delivery policy sets the time. Remove it.",
  'qti-selection': 'Every candidate gets every item. Remove it.',
  'qti-ordering': 'Items keep their order; choices are shuffled by their own interactions. Remove it.',
};

/** Tells every child that this import would otherwise drop without a word. */
function allow(source: Source, element: XmlElement, names: readonly string[]): void {
  for (const child of elementsOf(element))
    if (!names.includes(child.name))
      source.tell(child, `<${child.name}> is not supported here. ${advice[child.name] ?? 'Remove it.'}`);
}

/** Reads the test; nested sections become part of the outermost one, in their order. */
export function readTest(source: Source, root: XmlElement): TestOutline {
  allow(source, root, ['qti-test-part', 'qti-outcome-declaration']);
  const seen = new Set<string>();
  const sections = childrenNamed(root, 'qti-test-part').flatMap((part) => {
    allow(source, part, ['qti-assessment-section']);
    if (part.attributes['navigation-mode'] === 'linear')
      source.tell(part, 'Candidates may move freely between questions here. Set navigation-mode="nonlinear".');
    return childrenNamed(part, 'qti-assessment-section').map((section) => ({
      title: source.required(section, 'title'),
      items: itemRefs(source, section, seen),
    }));
  });
  if (sections.length === 0) source.tell(root, 'The test has no <qti-assessment-section>. Add a section with items.');
  return {
    assessment: source.required(root, 'identifier'),
    title: source.required(root, 'title'),
    language: root.attributes['xml:lang'] ?? 'en',
    sections,
  };
}

function itemRefs(source: Source, section: XmlElement, seen: Set<string>): ItemRef[] {
  allow(source, section, ['qti-assessment-section', 'qti-assessment-item-ref']);
  const refs = elementsOf(section).flatMap((element): ItemRef[] => {
    if (element.name === 'qti-assessment-section') return itemRefs(source, element, seen);
    if (element.name !== 'qti-assessment-item-ref') return [];
    allow(source, element, []);
    const id = source.required(element, 'identifier');
    if (seen.has(id)) source.tell(element, `The item reference "${id}" is used twice. Give each reference its own identifier.`);
    seen.add(id);
    const path = source.resolve(element, source.required(element, 'href'));
    return path === undefined ? [] : [{ element, href: path }];
  });
  if (refs.length === 0) source.tell(section, 'This section has no items. Add item references or remove the section.');
  return refs;
}
