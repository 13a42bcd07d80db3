/** One `qti-assessment-item` into what a candidate sees and its marking document. */
import type { Content, ResponseDeclaration } from '../../shared/assessment/delivery.ts';
import { outcomeDeclaration, responseDeclaration } from './declarations.ts';
import { flow } from './flow.ts';
import { interactionsIn } from './interactions.ts';
import type { Marking, OutcomeMarking, ResponseMarking, Rule } from './marking.ts';
import type { ItemContext, Shuffle } from './place.ts';
import { processingRules } from './processing.ts';
import { bestScore } from './scale.ts';
import type { Source } from './source.ts';
import { childNamed, childrenNamed, elementsOf, type XmlElement } from './xml.ts';

export type CompiledItem = {
  authored: string;
  title: string;
  /** The href of the stimulus and where it is named. */
  stimulus: { element: XmlElement; href: string } | null;
  responses: ResponseDeclaration[];
  content: Content[];
  shuffles: Shuffle[];
  marking: Marking;
};

const TAKEN = [
  'qti-response-declaration',
  'qti-outcome-declaration',
  'qti-assessment-stimulus-ref',
  'qti-item-body',
  'qti-response-processing',
  'qti-modal-feedback',
];

/** Compiles an item; whatever is wrong goes to the source's report, and then the result is not to be used. */
export function compileItem(source: Source, root: XmlElement): CompiledItem {
  for (const child of elementsOf(root))
    if (!TAKEN.includes(child.name)) source.tell(child, `<${child.name}> is not supported in an item. Remove it.`);
  if (root.attributes.adaptive === 'true') source.tell(root, 'Adaptive items are not supported. Set adaptive="false".');
  const responses = declared(source, root, 'qti-response-declaration', responseDeclaration);
  const outcomes = declared(source, root, 'qti-outcome-declaration', outcomeDeclaration);
  for (const id of outcomes.keys())
    if (responses.has(id)) source.tell(root, `"${id}" is declared as a response and as an outcome. Rename one of them.`);

  const context: ItemContext = { source, responses, used: new Set(), shuffles: [] };
  const body = childNamed(root, 'qti-item-body');
  if (!body) source.tell(root, 'The item has no <qti-item-body>. Add the question.');
  const content = body ? flow(source, body, interactionsIn(context)) : [];
  for (const id of responses.keys())
    if (!context.used.has(id)) source.tell(root, `The response "${id}" is declared but no interaction fills it. Remove it.`);
  const rules = processing(source, root, { responses, outcomes });
  return {
    authored: source.required(root, 'identifier'),
    title: source.required(root, 'title'),
    stimulus: stimulusOf(source, root),
    responses: [...responses.values()].map(({ id, cardinality, baseType }) => ({ id, cardinality, baseType })),
    content,
    shuffles: context.shuffles,
    marking: {
      responses: [...responses.values()],
      outcomes: [...outcomes.values()],
      processing: rules,
      ...scale(source, root, responses, outcomes),
    },
  };
}

/** Reads all declarations of one kind; an identifier that repeats is told. */
function declared<T extends { id: string }>(
  source: Source,
  root: XmlElement,
  name: string,
  read: (source: Source, element: XmlElement) => T | undefined,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const element of childrenNamed(root, name)) {
    const declaration = read(source, element);
    if (!declaration) continue;
    if (found.has(declaration.id)) source.tell(element, `"${declaration.id}" is declared twice. Remove or rename one.`);
    found.set(declaration.id, declaration);
  }
  return found;
}

type Declarations = { responses: Map<string, ResponseMarking>; outcomes: Map<string, OutcomeMarking> };

function processing(source: Source, root: XmlElement, declarations: Declarations): Rule[] {
  const element = childNamed(root, 'qti-response-processing');
  if (element) return processingRules(source, element, declarations);
  if (declarations.outcomes.get('SCORE')?.externalScored === 'human') return [];
  source.tell(
    root,
    'The item has no <qti-response-processing>, so nothing would be scored. Add a template or rules, or external-scored="human" on SCORE.',
  );
  return [];
}

function stimulusOf(source: Source, root: XmlElement): CompiledItem['stimulus'] {
  const [element, ...more] = childrenNamed(root, 'qti-assessment-stimulus-ref');
  if (more[0]) source.tell(more[0], 'An item can belong to one stimulus. Put both texts into one stimulus.');
  return element ? { element, href: source.required(element, 'href') } : null;
}

function scale(
  source: Source,
  root: XmlElement,
  responses: Map<string, ResponseMarking>,
  outcomes: Map<string, OutcomeMarking>,
): { max: number; min: number } {
  const score = outcomes.get('SCORE');
  if (score?.cardinality !== 'single' || !['float', 'integer'].includes(score.baseType)) {
    source.tell(root, 'The item needs an outcome SCORE, single and float. Declare it.');
    return { max: 0, min: 0 };
  }
  const template = childNamed(root, 'qti-response-processing')?.attributes.template;
  const max = score.normalMaximum ?? bestScore(template, responses.get('RESPONSE'), outcomes.get('MAXSCORE'));
  if (max === undefined || max <= 0)
    source.tell(root, 'The best score of the item is not known. Declare SCORE with normal-maximum above 0.');
  return { max: max ?? 0, min: Math.min(0, score.normalMinimum ?? 0) };
}
