/** `qti-assessment-test` into sections of item references, and how the exam's score comes of theirs. */
import { outcomeDeclaration } from './declarations.ts';
import type { Exam } from './exam.ts';
import { testScope } from './marking.ts';
import { type Pool, sizeOf } from './pool.ts';
import { readRules } from './processing.ts';
import type { Source } from './source.ts';
import { childNamed, childrenNamed, elementsOf, type XmlElement } from './xml.ts';

/** `within` are the sections that it stands in, `weights` are by their identifiers. */
export type ItemRef = {
  element: XmlElement;
  reference: string;
  within: string[];
  href: string;
  categories: string[];
  weights: Record<string, number>;
};
/** `pool` is of places in `items`; null where every candidate gets all of them as they stand. */
export type SectionOutline = { title: string; items: ItemRef[]; pool: Pool<number> | null };
export type TestOutline = {
  assessment: string;
  title: string;
  language: string;
  sections: SectionOutline[];
  scoring: Exam['scoring'];
};

const advice: Record<string, string> = {
  'qti-time-limits': "The exam's delivery policy sets the time. Remove it.",
  'qti-pre-condition':
    'What a candidate meets may not depend on answers, since answers are graded after the exam. Remove it, or select at random.',
  'qti-branch-rule':
    'What a candidate meets may not depend on answers, since answers are graded after the exam. Remove it, or select at random.',
  'qti-test-feedback': 'Candidates see no feedback before their result is released. Remove it.',
};

/** Tells every child that this import would otherwise drop without a word. */
function allow(source: Source, element: XmlElement, names: readonly string[]): void {
  for (const child of elementsOf(element))
    if (!names.includes(child.name) && !withheld(child))
      source.tell(child, `<${child.name}> is not supported here. ${advice[child.name] ?? 'Remove it.'}`);
}

/** Rubrics that are not for candidates never reach one. */
const withheld = ({ name, attributes }: XmlElement): boolean =>
  name === 'qti-rubric-block' && !(attributes.view ?? '').split(/\s+/).includes('candidate');

/** What a sitting does anyway, and so the only control that an author may write. */
const kept: Record<string, string> = {
  'max-attempts': '1',
  'show-feedback': 'false',
  'allow-review': 'true',
  'show-solution': 'false',
  'allow-comment': 'false',
  'allow-skipping': 'true',
  'validate-responses': 'false',
};
function checkControl(source: Source, parent: XmlElement): void {
  const control = childNamed(parent, 'qti-item-session-control');
  for (const [name, value] of Object.entries(control?.attributes ?? {}))
    if (control && kept[name] !== undefined && kept[name] !== value.trim())
      source.tell(
        control,
        `${name}="${value}" is not what a sitting does: until time is over candidates may answer, change and skip every ` +
          `question, and see no feedback. Set ${name}="${kept[name]}".`,
      );
}

const CONTROL = 'qti-item-session-control';

/** Reads the test; nested sections become part of the outermost one, with what is selected and shuffled of them. */
export function readTest(source: Source, root: XmlElement): TestOutline {
  allow(source, root, ['qti-test-part', 'qti-outcome-declaration', 'qti-outcome-processing']);
  const seen = new Set<string>();
  const sections = childrenNamed(root, 'qti-test-part').flatMap((part) => {
    allow(source, part, ['qti-assessment-section', CONTROL]);
    checkControl(source, part);
    if (part.attributes['navigation-mode'] === 'linear')
      source.tell(part, 'Candidates may move freely between questions here. Set navigation-mode="nonlinear".');
    return childrenNamed(part, 'qti-assessment-section').map((section): SectionOutline => {
      const items: ItemRef[] = [];
      const pool = poolOf(source, section, seen, items, []);
      return { title: source.required(section, 'title'), items, pool: isPlain(pool) ? null : pool };
    });
  });
  if (sections.length === 0) source.tell(root, 'The test has no <qti-assessment-section>. Add a section with items.');
  return {
    assessment: source.required(root, 'identifier'),
    title: source.required(root, 'title'),
    language: root.attributes['xml:lang'] ?? 'en',
    sections,
    scoring: scoringOf(source, root),
  };
}

/** Outcome processing gives the exam's score as SCORE; without it the score is the sum of the items' scores. */
function scoringOf(source: Source, root: XmlElement): Exam['scoring'] {
  const element = childNamed(root, 'qti-outcome-processing');
  if (!element || elementsOf(element).length === 0) return undefined;
  const outcomes = childrenNamed(root, 'qti-outcome-declaration').flatMap((child) => outcomeDeclaration(source, child) ?? []);
  const processing = readRules(source, element, testScope(outcomes));
  const score = outcomes.find(({ id }) => id === 'SCORE');
  if (score?.cardinality !== 'single' || (score.baseType !== 'float' && score.baseType !== 'integer')) {
    source.tell(element, 'Outcome processing must give the score of the exam as SCORE. Declare it, single, float or integer.');
    return undefined;
  }
  if (score.normalMaximum === null || score.normalMaximum <= 0)
    source.tell(element, 'The best score of the exam must be known. Declare SCORE with a normal-maximum above 0.');
  return { outcomes, processing, max: score.normalMaximum ?? 0, min: score.normalMinimum ?? 0 };
}

/** Whether every candidate gets all of it as it stands. */
const isPlain = ({ selection, shuffle, members }: Pool<number>): boolean =>
  selection === null && !shuffle && members.every((member) => 'leaf' in member || isPlain(member));

/** The items of a section go to the end of `items`; the pool names them by their places there. */
function poolOf(source: Source, section: XmlElement, seen: Set<string>, items: ItemRef[], above: string[]): Pool<number> {
  const within = [...above, source.required(section, 'identifier')];
  allow(source, section, ['qti-assessment-section', 'qti-assessment-item-ref', 'qti-selection', 'qti-ordering', CONTROL]);
  checkControl(source, section);
  const members = elementsOf(section).flatMap((element): Pool<number>['members'] => {
    if (element.name === 'qti-assessment-section') return [poolOf(source, element, seen, items, within)];
    if (element.name !== 'qti-assessment-item-ref') return [];
    const ref = itemRef(source, element, seen, within);
    if (!ref) return [];
    items.push(ref);
    return [{ leaf: items.length - 1, ...placing(source, element) }];
  });
  if (members.length === 0) source.tell(section, 'This section has no items. Add item references or remove the section.');
  const ordering = childNamed(section, 'qti-ordering');
  const pool: Pool<number> = {
    ...placing(source, section),
    keepTogether: section.attributes['keep-together'] === undefined || source.flag(section, 'keep-together'),
    selection: selectionOf(source, section, members),
    shuffle: ordering !== undefined && source.flag(ordering, 'shuffle'),
    members,
  };
  const even = members.every((member) => sizeOf(member) === sizeOf(members[0] ?? member));
  if (pool.selection && !even)
    source.tell(
      section,
      'What is selected from here has different numbers of items, so candidates would get more or fewer questions. Even them out.',
    );
  return pool;
}

const placing = (source: Source, element: XmlElement) => ({
  fixed: source.flag(element, 'fixed'),
  required: source.flag(element, 'required'),
});

function selectionOf(source: Source, section: XmlElement, members: Pool<number>['members']): Pool<number>['selection'] {
  const element = childNamed(section, 'qti-selection');
  if (!element) return null;
  source.required(element, 'select');
  const select = source.count(element, 'select', members.length);
  if (source.flag(element, 'with-replacement'))
    source.tell(element, 'No candidate gets the same question twice here. Set with-replacement="false".');
  if (select > members.length)
    source.tell(element, `select="${select}" asks for more than the ${members.length} that stand here. Lower it or add items.`);
  if (select < members.filter(({ required }) => required).length)
    source.tell(element, `select="${select}" leaves no room for all that is required. Raise it.`);
  if (select === 0) source.tell(element, 'A selection of 0 shows nothing. Raise it, or remove the section.');
  return { select, withReplacement: false };
}

function itemRef(source: Source, element: XmlElement, seen: Set<string>, within: string[]): ItemRef | undefined {
  allow(source, element, ['qti-weight', CONTROL]);
  checkControl(source, element);
  const id = source.required(element, 'identifier');
  if (seen.has(id)) source.tell(element, `The item reference "${id}" is used twice. Give each reference its own identifier.`);
  seen.add(id);
  const path = source.resolve(element, source.required(element, 'href'));
  const weights = Object.fromEntries(
    childrenNamed(element, 'qti-weight').map((weight) => {
      source.required(weight, 'value');
      return [source.required(weight, 'identifier'), source.number(weight, 'value') ?? 1];
    }),
  );
  const categories = (element.attributes.category ?? '').split(/\s+/).filter(Boolean);
  return path === undefined ? undefined : { element, reference: id, within, href: path, categories, weights };
}
