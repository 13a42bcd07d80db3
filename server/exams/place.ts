/** What every interaction's compiler is given, and what they read alike. */
import type { Content, Picture } from '../../shared/assessment/delivery.ts';
import { flow } from './flow.ts';
import type { ResponseMarking } from './marking.ts';
import { conditionOf, type TemplateCondition } from './printed.ts';
import type { Source } from './source.ts';
import { childNamed, type XmlElement } from './xml.ts';

/** A list of an interaction that is shuffled for each candidate; `fixed` choices keep their places. */
export type Shuffle = { response: string; list: 'choices' | 'sources' | 'targets'; fixed: string[] };

/** A choice that is shown or hidden by what was drawn. */
export type ChoiceCondition = TemplateCondition & { response: string; choice: string };

/** What the interactions of one item are compiled with, and what they leave behind. */
export type ItemContext = {
  source: Source;
  responses: ReadonlyMap<string, ResponseMarking>;
  /** Responses that an interaction has taken. */
  used: Set<string>;
  shuffles: Shuffle[];
  conditions: ChoiceCondition[];
};
/** One interaction's own part: its element and the declaration that it answers to. */
export type Place = ItemContext & {
  element: XmlElement;
  response: ResponseMarking;
  /** The picture that a `qti-position-object-stage` puts below its interactions. */
  stage?: Picture | undefined;
};

export const promptOf = ({ source, element }: Place): Content[] => {
  const prompt = childNamed(element, 'qti-prompt');
  return prompt ? flow(source, prompt) : [];
};

/** Limits of how many values may be picked; 0 is no limit. */
export const limitsOf = ({ source, element, response }: Place): { min: number; max: number } => ({
  min: source.count(element, 'min-choices', 0),
  max: response.cardinality === 'single' ? 1 : source.count(element, 'max-choices', 1),
});

/** The identifier of a choice, told when it repeats one of `seen`; on what it is shown is noted. */
export function identifierOf({ source, response, conditions }: Place, element: XmlElement, seen: Set<string>): string {
  const id = source.required(element, 'identifier');
  if (seen.has(id)) source.tell(element, `The identifier "${id}" is used twice in this interaction. Give each choice its own.`);
  seen.add(id);
  const condition = conditionOf(source, element);
  if (condition) conditions.push({ ...condition, response: response.id, choice: id });
  return id;
}

/**
 * How often each of these may be used: where limits differ the largest holds for all, since one that alone may be used
 * twice would tell that it is. 0 is no limit.
 */
export function commonLimit(source: Source, elements: readonly XmlElement[]): number {
  const limits = elements.map((element) => {
    source.required(element, 'match-max');
    return source.count(element, 'match-max', 1);
  });
  return limits.includes(0) ? 0 : Math.max(0, ...limits);
}
