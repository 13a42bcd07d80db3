/**
 * Is a response one that the item's screen could have produced? Whatever is not is refused with a reason and never
 * scored. Incomplete answers are fine: QTI's minimums are advice to the screen, and time may run out.
 */
import type { Responses } from '../journal/entry.ts';
import type { BaseType, Cardinality, Content, DeliveryItem, Interaction } from './delivery.ts';
import { FILE_BYTES, parseFile } from './files.ts';
import { parseFinite, parseInteger, parsePoint } from './value.ts';

export const faultKinds = [
  'unknown-response',
  'wrong-cardinality',
  'wrong-type',
  'unknown-choice',
  'repeated',
  'too-many',
  'too-long',
  'out-of-range',
] as const;
export type FaultKind = (typeof faultKinds)[number];
/** `value` is the offending value, where there is one. */
export type ResponseFault = { response: string; fault: FaultKind; value?: string };

/** An interaction that fills a response of its own. */
export type Answerable = Extract<Interaction, { response: string }>;
type Declared = { cardinality: Cardinality; baseType: BaseType };
/** What an interaction adds to the checks of type and cardinality: undefined means nothing is wrong. */
type Check = (values: readonly string[]) => Omit<ResponseFault, 'response'> | undefined;

/** Every interaction of the content that takes a response, in document order. */
export function interactionsOf(content: readonly Content[]): Answerable[] {
  return content.flatMap((node) => {
    if (typeof node === 'string') return [];
    if ('tag' in node) return interactionsOf(node.children);
    const inner = 'content' in node ? interactionsOf(node.content) : [];
    return 'response' in node ? [node, ...inner] : inner;
  });
}

/** How many values a whole answer to an interaction holds at least. Nobody must press a button, or play a recording. */
export function leastOf(interaction: Answerable): number {
  if ('min' in interaction) return interaction.min;
  return interaction.interaction === 'end-attempt' || interaction.interaction === 'media' ? 0 : 1;
}

/** Interactions without a response of their own that stand in the content of another one: gaps and hot text. */
export function partsOf(content: readonly Content[], kind: 'gap' | 'hottext-choice'): string[] {
  return content.flatMap((node) => {
    if (typeof node === 'string') return [];
    if ('tag' in node) return partsOf(node.children, kind);
    return node.interaction === kind && 'id' in node ? [node.id] : [];
  });
}

/** Checks every response of one item. An empty list means the answer may be scored. */
export function validateResponses(item: DeliveryItem, responses: Responses): ResponseFault[] {
  const declarations = new Map(item.responses.map((declaration) => [declaration.id, declaration]));
  const checks = new Map(interactionsOf(item.content).map((interaction) => [interaction.response, checkOf(interaction)]));
  return Object.entries(responses).flatMap(([response, values]) => {
    const declared = declarations.get(response);
    if (!declared) return [{ response, fault: 'unknown-response' as const }];
    const fault = typeFault(declared, values) ?? checks.get(response)?.(values);
    return fault ? [{ response, ...fault }] : [];
  });
}

/** What a journal entry can hold at most; see `Responses`. */
const MOST_VALUES = 100;
const LONGEST = 20_000;

function typeFault(declared: Declared, values: readonly string[]): Omit<ResponseFault, 'response'> | undefined {
  if (declared.cardinality === 'single' && values.length > 1) return { fault: 'wrong-cardinality' };
  if (values.length > MOST_VALUES) return { fault: 'too-many' };
  const long = values.find((value) => value.length > LONGEST);
  if (long !== undefined) return { fault: 'too-long', value: long };
  const bad = values.find((value) => !isOfType(declared.baseType, value));
  return bad === undefined ? undefined : { fault: 'wrong-type', value: bad };
}

function isOfType(baseType: BaseType, value: string): boolean {
  switch (baseType) {
    case 'string':
      return true;
    case 'identifier':
      return /^\S+$/.test(value);
    case 'integer':
      return value.trim() === '' || parseInteger(value) !== undefined;
    case 'float':
      return value.trim() === '' || parseFinite(value) !== undefined;
    case 'point':
      return parsePoint(value) !== undefined;
    case 'pair':
    case 'directedPair':
      return /^\S+ \S+$/.test(value);
    case 'boolean':
      return value === 'true' || value === 'false';
    case 'file':
      return parseFile(value) !== undefined;
  }
}

const duplicateOf = (values: readonly string[]): string | undefined =>
  values.find((value, index) => values.indexOf(value) !== index);

/** Distinct values out of `known`, at most `max` of them; 0 is no limit. */
const pick =
  (known: readonly string[], max: number): Check =>
  (values) => {
    const unknown = values.find((value) => !known.includes(value));
    if (unknown !== undefined) return { fault: 'unknown-choice', value: unknown };
    const repeated = duplicateOf(values);
    if (repeated !== undefined) return { fault: 'repeated', value: repeated };
    return max > 0 && values.length > max ? { fault: 'too-many' } : undefined;
  };

type Limited = { id: string; matchMax: number };

/** Pairs of `first` with `second`, each member within its own limit. */
const pairUp =
  (first: readonly Limited[], second: readonly Limited[], max: number, directed: boolean): Check =>
  (values) => {
    const limits = new Map([...first, ...second].map((choice) => [choice.id, choice.matchMax]));
    const uses = new Map<string, number>();
    const seen = new Set<string>();
    for (const value of values) {
      const [a = '', b = ''] = value.split(' ');
      if (!first.some((choice) => choice.id === a) || !second.some((choice) => choice.id === b))
        return { fault: 'unknown-choice', value };
      const key = directed ? value : [a, b].toSorted().join(' ');
      if (seen.has(key)) return { fault: 'repeated', value };
      seen.add(key);
      for (const id of [a, b]) {
        const used = (uses.get(id) ?? 0) + 1;
        const limit = limits.get(id) ?? 0;
        if (limit > 0 && used > limit) return { fault: 'too-many', value };
        uses.set(id, used);
      }
    }
    return max > 0 && values.length > max ? { fault: 'too-many' } : undefined;
  };

const within =
  (lower: number, upper: number, step: number): Check =>
  ([text]) => {
    const value = text === undefined ? undefined : parseFinite(text);
    if (text === undefined || value === undefined) return undefined;
    const steps = (value - lower) / step;
    const onGrid = Math.abs(steps - Math.round(steps)) < 1e-6;
    return value >= lower && value <= upper && onGrid ? undefined : { fault: 'out-of-range', value: text };
  };

const pointsIn =
  (width: number, height: number, max: number): Check =>
  (values) => {
    const outside = values.find((value) => {
      const point = parsePoint(value);
      return !point || point.x < 0 || point.y < 0 || point.x > width || point.y > height;
    });
    if (outside !== undefined) return { fault: 'out-of-range', value: outside };
    const repeated = duplicateOf(values);
    if (repeated !== undefined) return { fault: 'repeated', value: repeated };
    return max > 0 && values.length > max ? { fault: 'too-many' } : undefined;
  };

/** A whole number of plays, from 0 on. */
const plays =
  (max: number): Check =>
  ([text]) => {
    const value = text === undefined || text.trim() === '' ? 0 : (parseInteger(text) ?? -1);
    return value < 0 || value > (max > 0 ? max : 10_000) ? { fault: 'out-of-range', value: text ?? '' } : undefined;
  };

/** What fits into one line of a form. */
const LONGEST_LINE = 2_000;
const line: Check = ([text = '']) => {
  if (text.length > LONGEST_LINE) return { fault: 'too-long', value: text };
  return /[\r\n]/.test(text) ? { fault: 'wrong-type', value: text } : undefined;
};

/** A file of a type that is taken, with something in it and not too much. */
const fileOf =
  (types: readonly string[], maxBytes: number): Check =>
  ([text]) => {
    const file = text === undefined ? undefined : parseFile(text);
    if (!file) return undefined;
    if (types.length > 0 && !types.includes(file.type)) return { fault: 'wrong-type', value: file.type };
    return file.bytes > 0 && file.bytes <= maxBytes ? undefined : { fault: 'out-of-range', value: String(file.bytes) };
  };

const ids = (list: readonly { id: string }[]): string[] => list.map((entry) => entry.id);

function checkOf(interaction: Answerable): Check {
  switch (interaction.interaction) {
    case 'choice':
      return pick(ids(interaction.choices), interaction.max);
    case 'inline-choice':
      return pick(ids(interaction.choices), 1);
    case 'order':
      return pick(ids(interaction.choices), 0);
    case 'hotspot':
      return pick(ids(interaction.regions), interaction.max);
    case 'graphic-order':
      return pick(ids(interaction.regions), 0);
    case 'hottext':
      return pick(partsOf(interaction.content, 'hottext-choice'), interaction.max);
    case 'match':
      return pairUp(interaction.sources, interaction.targets, interaction.max, true);
    case 'associate':
      return pairUp(interaction.choices, interaction.choices, interaction.max, false);
    case 'gap-match': {
      const gaps = partsOf(interaction.content, 'gap').map((id) => ({ id, matchMax: 1 }));
      return pairUp(interaction.choices, gaps, 0, true);
    }
    case 'select-point':
      return pointsIn(interaction.picture.width, interaction.picture.height, interaction.max);
    case 'slider':
      return within(interaction.lower, interaction.upper, interaction.step);
    case 'graphic-gap-match':
      return pairUp(interaction.choices, interaction.regions, interaction.max, true);
    case 'graphic-associate':
      return pairUp(interaction.regions, interaction.regions, interaction.max, false);
    case 'position-object':
      return pointsIn(interaction.picture.width, interaction.picture.height, interaction.max);
    case 'media':
      return plays(interaction.maxPlays);
    case 'upload':
      return fileOf(interaction.types, interaction.maxBytes);
    case 'drawing':
      return fileOf(['image/png'], FILE_BYTES);
    case 'text-entry':
      return line;
    case 'extended-text':
    case 'end-attempt':
      return () => undefined;
  }
}

const sentences: Record<FaultKind, string> = {
  'unknown-response': 'the question has no such response',
  'wrong-cardinality': 'more than one value where one is asked for',
  'wrong-type': 'a value of the wrong kind',
  'unknown-choice': 'a choice that the question does not offer',
  repeated: 'the same value twice',
  'too-many': 'more values than the question allows',
  'too-long': 'a text longer than can be written',
  'out-of-range': 'a value outside of what can be set',
};

/** The reason as reviewers and logs read it. */
export const faultText = ({ response, fault, value }: ResponseFault): string =>
  `${response}: ${sentences[fault]}${value === undefined ? '' : ` ("${value.slice(0, 60)}")`}`;
