/** One `qti-assessment-item` into what a candidate sees and its marking document. */
import { BaseType, Cardinality, type Content, type ResponseDeclaration } from '../../shared/assessment/delivery.ts';
import { readCatalogs } from './catalogs.ts';
import { type Feedback, feedbackOf, takeFeedback } from './feedback.ts';
import { flow } from './flow.ts';
import { interactionsIn } from './interactions.ts';
import type { Marking, ResponseMarking, ResponseVariable } from './marking.ts';
import type { ChoiceCondition, ItemContext, Shuffle } from './place.ts';
import { declareTemplates } from './printed.ts';
import { bestScore } from './scale.ts';
import { readScoring } from './scoring.ts';
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
  /** Choices that depend on template variables; absent where there are none. */
  conditions?: ChoiceCondition[];
  marking: Marking;
  modal?: Feedback[];
};

const TAKEN = [
  'qti-response-declaration',
  'qti-outcome-declaration',
  'qti-template-declaration',
  'qti-template-processing',
  'qti-assessment-stimulus-ref',
  'qti-item-body',
  'qti-response-processing',
  'qti-modal-feedback',
  'qti-catalog-info',
];

/**
 * Compiles an item; whatever is wrong goes to the source's report, and then the result is not to be used.
 * @param withFeedback keeps its feedback, for after the release of results
 */
export function compileItem(source: Source, root: XmlElement, withFeedback = false): CompiledItem {
  for (const child of elementsOf(root))
    if (!TAKEN.includes(child.name)) source.tell(child, `<${child.name}> is not supported in an item. Remove it.`);
  const scoring = readScoring(source, root);
  const byPeople = scoring.outcomes.some(({ id, externalScored }) => id === 'SCORE' && externalScored === 'human');
  if (!byPeople && !childNamed(root, 'qti-response-processing'))
    source.tell(
      root,
      'The item has no <qti-response-processing>, so nothing would be scored. Add a template or rules, or external-scored="human" on SCORE.',
    );

  const responses = new Map(scoring.responses.filter(isAnswerable).map((response) => [response.id, response]));
  const context: ItemContext = { source, responses, used: new Set(), shuffles: [], conditions: [] };
  declareTemplates(source, scoring.templates);
  if (withFeedback) takeFeedback(source, scoring.outcomes);
  readCatalogs(source, root, (card) => flow(source, card));
  const body = childNamed(root, 'qti-item-body');
  if (!body) source.tell(root, 'The item has no <qti-item-body>. Add the question.');
  const content = body ? flow(source, body, interactionsIn(context)) : [];
  for (const { id, externalScored } of scoring.outcomes)
    if (externalScored && !(id === 'SCORE' && externalScored === 'human'))
      source.tell(
        root,
        `The outcome "${id}" is scored by another program, which this import does not take. Only SCORE may be, by a person ("human").`,
      );
  for (const { id } of scoring.responses)
    if (!context.used.has(id)) source.tell(root, `The response "${id}" is declared but no interaction fills it. Remove it.`);
  const modal = withFeedback
    ? childrenNamed(root, 'qti-modal-feedback').flatMap((one) => feedbackOf(source, one, () => flow(source, one)))
    : [];
  return {
    authored: source.required(root, 'identifier'),
    title: source.required(root, 'title'),
    stimulus: stimulusOf(source, root),
    responses: [...responses.values()].map(({ id, cardinality, baseType }) => ({ id, cardinality, baseType })),
    content,
    shuffles: context.shuffles,
    ...(context.conditions.length > 0 && { conditions: context.conditions }),
    marking: { ...scoring, ...scale(source, root, scoring) },
    ...(modal.length > 0 && { modal }),
  };
}

const isOneOf = (words: Record<string, unknown>, text: string | null): boolean => text !== null && Object.hasOwn(words, text);

/** Whether an interaction could fill it: no record, and of a base type that reaches a candidate. */
const isAnswerable = (response: ResponseVariable): response is ResponseMarking =>
  isOneOf(Cardinality.def.entries, response.cardinality) && isOneOf(BaseType.def.entries, response.baseType);

function stimulusOf(source: Source, root: XmlElement): CompiledItem['stimulus'] {
  const [element, ...more] = childrenNamed(root, 'qti-assessment-stimulus-ref');
  if (more[0]) source.tell(more[0], 'An item can belong to one stimulus. Put both texts into one stimulus.');
  return element ? { element, href: source.required(element, 'href') } : null;
}

function scale(
  source: Source,
  root: XmlElement,
  { responses, outcomes }: Pick<Marking, 'responses' | 'outcomes'>,
): { max: number; min: number } {
  const outcome = (name: string) => outcomes.find(({ id }) => id === name);
  const score = outcome('SCORE');
  if (score?.cardinality !== 'single' || (score.baseType !== 'float' && score.baseType !== 'integer')) {
    source.tell(root, 'The item needs an outcome SCORE, single and float. Declare it.');
    return { max: 0, min: 0 };
  }
  const template = childNamed(root, 'qti-response-processing')?.attributes.template;
  const response = responses.find(({ id }) => id === 'RESPONSE');
  const max = score.normalMaximum ?? bestScore(template, response, outcome('MAXSCORE'));
  if (max === undefined || max <= 0)
    source.tell(root, 'The best score of the item is not known. Declare SCORE with normal-maximum above 0.');
  return { max: max ?? 0, min: Math.min(0, score.normalMinimum ?? 0) };
}
