/** `qti-assessment-test` into sections of item references, and how the exam's score comes of theirs. */
import { outcomeDeclaration } from './declarations.ts';
import type { Exam } from './exam.ts';
import { type AfterRelease, type Feedback, feedbackOf, takeFeedback } from './feedback.ts';
import { flow } from './flow.ts';
import { type OutcomeMarking, testScope } from './marking.ts';
import { type Pool, sizeOf } from './pool.ts';
import { checkSitting } from './sitting-checks.ts';
import type { Source } from './source.ts';
import {
  controlOf,
  hasRules,
  type ItemControl,
  type ItemReference,
  needsPlan,
  type Placed,
  placesOf,
  type Section,
  type TestDefinition,
} from './test.ts';
import { type ReadDefinition, readDefinition } from './test-reader.ts';
import { childNamed, childrenNamed, elementsOf, type XmlElement } from './xml.ts';

/** `within` are the sections that it stands in, `weights` are by their identifiers. */
export type ItemRef = {
  element: XmlElement;
  reference: string;
  within: string[];
  href: string;
  categories: string[];
  weights: Record<string, number>;
  mappings?: Record<string, string>;
  comment?: true;
  after?: AfterRelease;
  attempts?: number;
  templateDefaults: ItemReference['templateDefaults'];
};
/** `pool` is of places in `items`; null where every candidate gets all of them as they stand. */
export type SectionOutline = { title: string; items: ItemRef[]; pool: Pool<number> | null };
export type TestOutline = {
  assessment: string;
  title: string;
  language: string;
  sections: SectionOutline[];
  scoring: Exam['scoring'];
  test: TestDefinition;
  /** Whether a sitting must follow more than its clock; see `needsPlan`. */
  planned: boolean;
  feedback: Feedback[];
  /** The test's own limit; null where there is none that closes it. */
  maxSeconds: number | null;
};

/** Reads the test; nested sections become part of the outermost one, with what is selected and shuffled of them. */
export function readTest(source: Source, root: XmlElement): TestOutline {
  const outcomes = childrenNamed(root, 'qti-outcome-declaration').flatMap((child) => outcomeDeclaration(source, child) ?? []);
  const read = readDefinition(source, root, testScope(outcomes));
  const { test } = read;
  checkSitting(source, root, read);
  const seen = new Set<string>();
  const controls = new Map(
    placesOf(test).map((place) => [place.item.identifier, { ...controlOf(place), maxAttempts: attemptsOf(place) }]),
  );
  const sections = test.parts.flatMap((part) =>
    part.sections.map((section): SectionOutline => {
      const items: ItemRef[] = [];
      const pool = poolOf(source, read, section, seen, items, []);
      const title = source.required(elementOf(read, section), 'title');
      const marked = items.map((item): ItemRef => ({ ...item, ...controlled(controls.get(item.reference)) }));
      return { title: section.visible ? title : '', items: marked, pool: isPlain(pool) ? null : pool };
    }),
  );
  if (sections.length === 0) source.tell(root, 'The test has no <qti-assessment-section>. Add a section with items.');
  const scoring = scoringOf(source, root, test, outcomes);
  if (hasRules(test) && !scoring)
    source.tell(
      root,
      'What a candidate meets depends on rules, so the best score must be the same for all. Write <qti-outcome-processing> that ' +
        'sets SCORE, and declare SCORE with a normal-maximum.',
    );
  return {
    assessment: test.identifier,
    title: source.required(root, 'title'),
    language: root.attributes['xml:lang'] ?? 'en',
    sections,
    scoring,
    feedback: testFeedback(source, root, outcomes),
    test,
    planned: needsPlan(test),
    maxSeconds: test.limits && !test.limits.allowLate ? test.limits.max : null,
  };
}

/** What an author says of attempts at an item, where they are counted: in parts whose answers are handed in one by one. */
function attemptsOf({ item, sections, part }: Placed): number {
  const said = [part, ...sections, item].findLast(({ control }) => control.maxAttempts !== undefined)?.control.maxAttempts;
  return part.submission === 'individual' ? (said ?? 0) : 0;
}

/** What control of an item leaves on it. */
function controlled(control: ItemControl | undefined): Pick<ItemRef, 'comment' | 'after' | 'attempts'> {
  const { allowComment = false, showFeedback = false, showSolution = false, maxAttempts = 0 } = control ?? {};
  const after: AfterRelease = { ...(showFeedback && { feedback: true }), ...(showSolution && { solution: true }) };
  return {
    ...(allowComment && { comment: true }),
    ...(Object.keys(after).length > 0 && { after }),
    ...(maxAttempts > 0 && { attempts: maxAttempts }),
  };
}

/** Feedback of the test and its parts, whether it was meant for during or after: candidates see it after the release. */
function testFeedback(source: Source, root: XmlElement, outcomes: OutcomeMarking[]): Feedback[] {
  takeFeedback(source, outcomes);
  return [root, ...childrenNamed(root, 'qti-test-part')].flatMap((parent) =>
    childrenNamed(parent, 'qti-test-feedback').flatMap((element) => feedbackOf(source, element, () => flow(source, element))),
  );
}

function elementOf({ elements }: ReadDefinition, node: Section | ItemReference): XmlElement {
  const element = elements.get(node);
  if (!element) throw new Error(`Nothing is written for "${node.identifier}".`);
  return element;
}

/** Outcome processing gives the exam's score as SCORE; without it the score is the sum of the items' scores. */
function scoringOf(
  source: Source,
  root: XmlElement,
  { outcomeProcessing: processing }: TestDefinition,
  outcomes: OutcomeMarking[],
): Exam['scoring'] {
  const element = childNamed(root, 'qti-outcome-processing');
  if (!element || elementsOf(element).length === 0) return undefined;
  const score = outcomes.find(({ id }) => id === 'SCORE');
  if (score?.cardinality !== 'single' || (score.baseType !== 'float' && score.baseType !== 'integer')) {
    source.tell(element, 'Outcome processing must give the score of the exam as SCORE. Declare it, single, float or integer.');
    return undefined;
  }
  if (score.normalMaximum === null || score.normalMaximum <= 0)
    source.tell(element, 'The best score of the exam must be known. Declare SCORE with a normal-maximum above 0.');
  return { outcomes, processing: [...processing], max: score.normalMaximum ?? 0, min: score.normalMinimum ?? 0 };
}

/** Whether every candidate gets all of it as it stands. */
const isPlain = ({ selection, shuffle, members }: Pool<number>): boolean =>
  selection === null && !shuffle && members.every((member) => 'leaf' in member || isPlain(member));

/** The items of a section go to the end of `items`; the pool names them by their places there. */
function poolOf(
  source: Source,
  read: ReadDefinition,
  section: Section,
  seen: Set<string>,
  items: ItemRef[],
  above: string[],
): Pool<number> {
  const within = [...above, section.identifier];
  const { fixed, required, shuffle, visible } = section;
  const element = elementOf(read, section);
  const members = section.children.flatMap((child): Pool<number>['members'] => {
    if (child.kind === 'section') return [poolOf(source, read, child, seen, items, within)];
    const ref = itemRef(source, elementOf(read, child), child, seen, within);
    if (!ref) return [];
    items.push(ref);
    return [{ leaf: items.length - 1, fixed: child.fixed, required: child.required }];
  });
  if (members.length === 0) source.tell(element, 'This section has no items. Add item references or remove the section.');
  // A section that candidates see as one is never mixed with what is around it (QTI 3.0, 5.4.10).
  const keepTogether = visible || section.keepTogether;
  const selection = selectionOf(source, element, section, members);
  const pool: Pool<number> = { fixed, required, keepTogether, selection, shuffle, members };
  const even = members.every((member) => sizeOf(member) === sizeOf(members[0] ?? member));
  if (pool.selection && !even)
    source.tell(
      element,
      'What is selected from here has different numbers of items, so candidates would get more or fewer questions. Even them out.',
    );
  return pool;
}

/** With replacement a selection has no other end. */
const MOST_DRAWN = 200;

function selectionOf(
  source: Source,
  section: XmlElement,
  { selection }: Section,
  members: Pool<number>['members'],
): Pool<number>['selection'] {
  const element = childNamed(section, 'qti-selection');
  if (!element || !selection) return null;
  const { select, withReplacement } = selection;
  if (withReplacement && select > MOST_DRAWN)
    source.tell(element, `select="${select}" gives a candidate more than ${MOST_DRAWN} questions of one section. Lower it.`);
  if (!withReplacement && select > members.length)
    source.tell(element, `select="${select}" asks for more than the ${members.length} that stand here. Lower it or add items.`);
  if (select < members.filter(({ required }) => required).length)
    source.tell(element, `select="${select}" leaves no room for all that is required. Raise it.`);
  if (select === 0) source.tell(element, 'A selection of 0 shows nothing. Raise it, or remove the section.');
  return { select, withReplacement };
}

function itemRef(
  source: Source,
  element: XmlElement,
  { identifier, categories, weights, mappings, templateDefaults }: ItemReference,
  seen: Set<string>,
  within: string[],
): ItemRef | undefined {
  if (seen.has(identifier))
    source.tell(element, `The item reference "${identifier}" is used twice. Give each reference its own identifier.`);
  seen.add(identifier);
  const path = source.resolve(element, source.required(element, 'href'));
  if (path === undefined) return undefined;
  return {
    element,
    reference: identifier,
    within,
    href: path,
    categories: [...categories],
    weights: { ...weights },
    ...(Object.keys(mappings).length > 0 && { mappings: { ...mappings } }),
    templateDefaults,
  };
}
