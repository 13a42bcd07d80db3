/**
 * QTI 3.0 interactions into the delivery model, still with the author's identifiers (deliver.ts replaces them). Each
 * compiler returns what a candidate may see and do, and nothing of what is right.
 */
import type { BaseType, Cardinality, Choice, Content, Interaction, MatchChoice } from '../../shared/assessment/delivery.ts';
import { endAttempt, media, upload } from './files.ts';
import { flow, noSpecial, type Special } from './flow.ts';
import {
  drawing,
  graphicAssociate,
  graphicGapMatch,
  graphicOrder,
  hotspot,
  pictureOf,
  positionObject,
  selectPoint,
} from './graphic.ts';
import { commonLimit, type ItemContext, identifierOf, limitsOf, type Place, promptOf, type Shuffle } from './place.ts';
import { childrenNamed, elementsOf, type XmlElement } from './xml.ts';

type Compiler = {
  compile: (place: Place) => Interaction | undefined;
  cardinalities: readonly Cardinality[];
  baseTypes: readonly BaseType[];
};

function shuffleList(place: Place, list: Shuffle['list'], elements: readonly XmlElement[]): void {
  if (!place.source.flag(place.element, 'shuffle')) return;
  const fixed = elements
    .filter((element) => place.source.flag(element, 'fixed'))
    .map((element) => element.attributes.identifier ?? '');
  place.shuffles.push({ response: place.response.id, list, fixed });
}

function choicesOf(place: Place, names: readonly string[]): Choice[] {
  const elements = elementsOf(place.element).filter((child) => names.includes(child.name));
  if (elements.length === 0)
    place.source.tell(place.element, `<${place.element.name}> offers no <${names[0]}>. Add the choices.`);
  const seen = new Set<string>();
  shuffleList(place, 'choices', elements);
  return elements.map((element) => ({
    id: identifierOf(place, element, seen),
    content: flow(place.source, element),
  }));
}

function matchChoices(place: Place, elements: readonly XmlElement[], seen: Set<string>): MatchChoice[] {
  const matchMax = commonLimit(place.source, elements);
  return elements.map((element) => ({ id: identifierOf(place, element, seen), content: flow(place.source, element), matchMax }));
}

function choice(place: Place): Interaction {
  const choices = choicesOf(place, ['qti-simple-choice']);
  return { interaction: 'choice', response: place.response.id, prompt: promptOf(place), ...limitsOf(place), choices };
}

function inlineChoice(place: Place): Interaction {
  return { interaction: 'inline-choice', response: place.response.id, choices: choicesOf(place, ['qti-inline-choice']) };
}

function order(place: Place): Interaction {
  const { source, element, response } = place;
  const choices = choicesOf(place, ['qti-simple-choice']);
  const shown = choices.map(({ id }) => id).join(' ');
  if (!source.flag(element, 'shuffle') && response.correct?.join(' ') === shown)
    source.tell(element, 'The choices stand in the correct order and are not shuffled. Set shuffle="true".');
  return { interaction: 'order', response: response.id, prompt: promptOf(place), choices };
}

/** Rounded up, so that the width of the field does not tell the length of the answer. */
const EXPECTED_LENGTH_STEP = 10;

function textEntry({ source, element, response }: Place): Interaction {
  if (element.attributes['pattern-mask'] !== undefined)
    source.tell(element, 'pattern-mask is not supported. Remove it, and check the answer in response processing.');
  const expected = source.count(element, 'expected-length', 0);
  const label = element.attributes['aria-label'] ?? element.attributes['placeholder-text'];
  return {
    interaction: 'text-entry',
    response: response.id,
    numeric: response.baseType !== 'string',
    ...(expected > 0 && { expectedLength: Math.ceil(expected / EXPECTED_LENGTH_STEP) * EXPECTED_LENGTH_STEP }),
    ...(label !== undefined && { label }),
  };
}

function extendedText(place: Place): Interaction {
  const lines = place.source.count(place.element, 'expected-lines', 0);
  const prompt = promptOf(place);
  return { interaction: 'extended-text', response: place.response.id, prompt, ...(lines > 0 && { expectedLines: lines }) };
}

function match(place: Place): Interaction | undefined {
  const { source, element } = place;
  const [first, second, ...more] = childrenNamed(element, 'qti-simple-match-set');
  if (!first || !second || more.length > 0) {
    source.tell(element, '<qti-match-interaction> needs exactly two <qti-simple-match-set>.');
    return undefined;
  }
  const seen = new Set<string>();
  const [sources = [], targets = []] = [first, second].map((set, index) => {
    const elements = childrenNamed(set, 'qti-simple-associable-choice');
    if (elements.length === 0) source.tell(set, 'This match set has no <qti-simple-associable-choice>. Add the choices.');
    shuffleList(place, index === 0 ? 'sources' : 'targets', elements);
    return matchChoices(place, elements, seen);
  });
  const max = source.count(element, 'max-associations', 1);
  return { interaction: 'match', response: place.response.id, prompt: promptOf(place), max, sources, targets };
}

function associate(place: Place): Interaction {
  const elements = childrenNamed(place.element, 'qti-simple-associable-choice');
  if (elements.length < 2) place.source.tell(place.element, 'Associating needs at least two <qti-simple-associable-choice>.');
  shuffleList(place, 'choices', elements);
  const choices = matchChoices(place, elements, new Set());
  const max = place.source.count(place.element, 'max-associations', 1);
  return { interaction: 'associate', response: place.response.id, prompt: promptOf(place), max, choices };
}

/** The element without those children that the interaction has read itself. */
const remainder = (element: XmlElement, taken: readonly string[]): XmlElement => ({
  ...element,
  children: element.children.filter((child) => typeof child === 'string' || !taken.includes(child.name)),
});

function gapMatch(place: Place): Interaction {
  const { source, element } = place;
  const elements = elementsOf(element).filter((child) => child.name === 'qti-gap-text' || child.name === 'qti-gap-img');
  if (elements.length === 0) source.tell(element, '<qti-gap-match-interaction> offers no <qti-gap-text>. Add the choices.');
  const seen = new Set<string>();
  shuffleList(place, 'choices', elements);
  const choices = matchChoices(place, elements, seen);
  const gaps: Special = (child) =>
    child.name === 'qti-gap' ? [{ interaction: 'gap', id: identifierOf(place, child, seen) }] : undefined;
  const content = flow(source, remainder(element, ['qti-prompt', 'qti-gap-text', 'qti-gap-img']), gaps);
  return { interaction: 'gap-match', response: place.response.id, prompt: promptOf(place), choices, content };
}

function hottext(place: Place): Interaction {
  const { source, element } = place;
  const seen = new Set<string>();
  const texts: Special = (child) =>
    child.name === 'qti-hottext'
      ? [{ interaction: 'hottext-choice', id: identifierOf(place, child, seen), content: flow(source, child) }]
      : undefined;
  const content = flow(source, remainder(element, ['qti-prompt']), texts);
  if (seen.size === 0) source.tell(element, '<qti-hottext-interaction> holds no <qti-hottext>. Mark the words to choose from.');
  return { interaction: 'hottext', response: place.response.id, prompt: promptOf(place), ...limitsOf(place), content };
}

function slider(place: Place): Interaction | undefined {
  const { source, element, response } = place;
  source.required(element, 'lower-bound');
  source.required(element, 'upper-bound');
  const lower = source.number(element, 'lower-bound');
  const upper = source.number(element, 'upper-bound');
  const step = source.number(element, 'step') ?? 1;
  if (lower === undefined || upper === undefined) return undefined;
  if (upper <= lower || step <= 0) source.tell(element, 'A slider needs upper-bound above lower-bound and a step above 0.');
  return { interaction: 'slider', response: response.id, prompt: promptOf(place), lower, upper, step };
}

const ONE_OR_MORE = ['single', 'multiple'] as const;
const compilers: Record<string, Compiler> = {
  'qti-choice-interaction': { compile: choice, cardinalities: ONE_OR_MORE, baseTypes: ['identifier'] },
  'qti-inline-choice-interaction': { compile: inlineChoice, cardinalities: ['single'], baseTypes: ['identifier'] },
  'qti-order-interaction': { compile: order, cardinalities: ['ordered'], baseTypes: ['identifier'] },
  'qti-text-entry-interaction': { compile: textEntry, cardinalities: ['single'], baseTypes: ['string', 'integer', 'float'] },
  'qti-extended-text-interaction': { compile: extendedText, cardinalities: ['single'], baseTypes: ['string'] },
  'qti-match-interaction': { compile: match, cardinalities: ONE_OR_MORE, baseTypes: ['directedPair'] },
  'qti-associate-interaction': { compile: associate, cardinalities: ONE_OR_MORE, baseTypes: ['pair'] },
  'qti-gap-match-interaction': { compile: gapMatch, cardinalities: ONE_OR_MORE, baseTypes: ['directedPair'] },
  'qti-hottext-interaction': { compile: hottext, cardinalities: ONE_OR_MORE, baseTypes: ['identifier'] },
  'qti-hotspot-interaction': { compile: hotspot, cardinalities: ONE_OR_MORE, baseTypes: ['identifier'] },
  'qti-graphic-order-interaction': { compile: graphicOrder, cardinalities: ['ordered'], baseTypes: ['identifier'] },
  'qti-select-point-interaction': { compile: selectPoint, cardinalities: ONE_OR_MORE, baseTypes: ['point'] },
  'qti-slider-interaction': { compile: slider, cardinalities: ['single'], baseTypes: ['integer', 'float'] },
  'qti-graphic-gap-match-interaction': { compile: graphicGapMatch, cardinalities: ONE_OR_MORE, baseTypes: ['directedPair'] },
  'qti-graphic-associate-interaction': { compile: graphicAssociate, cardinalities: ONE_OR_MORE, baseTypes: ['pair'] },
  'qti-position-object-interaction': { compile: positionObject, cardinalities: ONE_OR_MORE, baseTypes: ['point'] },
  'qti-media-interaction': { compile: media, cardinalities: ['single'], baseTypes: ['integer'] },
  'qti-end-attempt-interaction': { compile: endAttempt, cardinalities: ['single'], baseTypes: ['boolean'] },
  'qti-upload-interaction': { compile: upload, cardinalities: ['single'], baseTypes: ['file'] },
  'qti-drawing-interaction': { compile: drawing, cardinalities: ['single'], baseTypes: ['file'] },
};

/** Reads the interactions that stand in an item's body; other QTI elements are left to the caller to tell. */
export const interactionsIn =
  (context: ItemContext): Special =>
  (element) => {
    if (element.name === 'qti-position-object-stage') return staged(context, element);
    const compiler = compilers[element.name];
    return compiler ? compiled(context, element, compiler) : noSpecial(element);
  };

/** A stage's picture lies below each of its interactions. */
function staged(context: ItemContext, element: XmlElement): Content[] {
  const stage = pictureOf({ source: context.source, element });
  const children = childrenNamed(element, 'qti-position-object-interaction');
  if (children.length === 0) context.source.tell(element, 'The stage has no <qti-position-object-interaction>. Add one.');
  const compiler = compilers['qti-position-object-interaction'];
  return compiler ? children.flatMap((child) => compiled({ ...context, stage }, child, compiler)) : [];
}

function compiled(context: ItemContext & Pick<Place, 'stage'>, element: XmlElement, compiler: Compiler): Content[] {
  const { source, responses, used } = context;
  const id = source.required(element, 'response-identifier');
  const response = responses.get(id);
  if (!response) {
    if (id) source.tell(element, `The response "${id}" is not declared. Add a <qti-response-declaration> for it.`);
    return [];
  }
  if (used.has(id)) source.tell(element, `The response "${id}" belongs to another interaction already. Declare one for each.`);
  used.add(id);
  if (!compiler.cardinalities.includes(response.cardinality) || !compiler.baseTypes.includes(response.baseType))
    source.tell(
      element,
      `<${element.name}> cannot fill "${id}" (${response.cardinality} ${response.baseType}); it needs ` +
        `${compiler.cardinalities.join(' or ')} ${compiler.baseTypes.join(' or ')}. Change the declaration.`,
    );
  const made = compiler.compile({ ...context, element, response });
  return made ? [made] : [];
}
