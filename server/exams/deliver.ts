/** One candidate's form of an exam, and the way back from its responses to the author's identifiers. Pure functions. */
import type { BaseType, Content, DeliveryForm, DeliveryItem } from '../../shared/assessment/delivery.ts';
import { interactionsOf } from '../../shared/assessment/validate.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { drawn } from './drawn.ts';
import { type DrawnValues, type DrawValues, nothingDrawn } from './drawn-values.ts';
import type { Exam, ExamItem } from './exam.ts';
import { fillContent, fillItem, type Wanted } from './fill.ts';
import type { PresetItem } from './instance.ts';
import { keyed, type Naming, nameItem } from './opaque.ts';
import type { Shuffle } from './place.ts';

/**
 * The form of one sitting.
 * @param seed the sitting's secret, of at least 128 random bits; it never leaves the server
 * @param values what the templates of an item drew
 * @param wanted the supports that are this candidate's
 */
export function deliver(
  exam: Exam,
  seed: string,
  values: DrawValues = nothingDrawn,
  wanted: readonly Wanted[] = [],
): DeliveryForm {
  return {
    exam: exam.id,
    title: exam.title,
    language: exam.language,
    sections: drawn(exam, seed).map(({ id, title, stimuli, items }) => ({
      id,
      title,
      stimuli: stimuli.map((one) => ({ ...one, content: fillContent(one.content, {}, wanted) })),
      items: items.map((item) => deliverItem(item, seed, values, wanted)),
    })),
  };
}

/**
 * One item of the form: filled in, shuffled and renamed.
 * @param outcomes what its answer came to, for feedback after the release of results; never in the form of an exam
 */
export function deliverItem(
  item: PresetItem,
  seed: string,
  values: DrawValues = nothingDrawn,
  wanted: readonly Wanted[] = [],
  outcomes: DrawnValues | null = null,
): DeliveryItem {
  const naming = nameItem(item, seed);
  const filled = fillItem(item, values(item, seed), wanted, outcomes);
  // What is hidden from this candidate asks nothing of them.
  const asked = new Set(interactionsOf(filled).map(({ response }) => response));
  const responses = item.responses.flatMap((declaration) =>
    asked.has(declaration.id) ? [{ ...declaration, id: naming.get(declaration.id)?.opaque ?? declaration.id }] : [],
  );
  const content = filled.map((node) => rename(arrange(node, item, seed), naming));
  const stimulus = item.stimulus === null ? {} : { stimulus: item.stimulus };
  return { id: item.id, title: item.title, ...stimulus, responses, content, ...(item.comment && { comment: true }) };
}

/** Puts the shuffled lists of this node and of everything below it in the candidate's order. */
function arrange(node: Content, item: ExamItem, seed: string): Content {
  if (typeof node === 'string') return node;
  if ('tag' in node) return { ...node, children: node.children.map((child) => arrange(child, item, seed)) };
  if (!('response' in node)) return node;
  const mix = <C extends { id: string }>(list: Shuffle['list'], choices: C[]): C[] => {
    const shuffle = item.shuffles.find((known) => known.response === node.response && known.list === list);
    return shuffle ? shuffled(choices, shuffle.fixed, (id) => keyed(seed, 'order', item.id, node.response, list, id)) : choices;
  };
  switch (node.interaction) {
    case 'choice':
    case 'inline-choice':
    case 'order':
      return { ...node, choices: mix('choices', node.choices) };
    case 'associate':
    case 'gap-match':
    case 'graphic-gap-match':
      return { ...node, choices: mix('choices', node.choices) };
    case 'match':
      return { ...node, sources: mix('sources', node.sources), targets: mix('targets', node.targets) };
    default:
      return node;
  }
}

/** Sorting by a keyed hash is a uniform shuffle; fixed members keep their places. */
function shuffled<C extends { id: string }>(choices: C[], fixed: readonly string[], rank: (id: string) => string): C[] {
  const moving = choices.filter(({ id }) => !fixed.includes(id));
  const ranked = moving.map((choice) => ({ choice, rank: rank(choice.id) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const next = ranked.values();
  return choices.map((choice) => (fixed.includes(choice.id) ? choice : (next.next().value?.choice ?? choice)));
}

/** Replaces every identifier; `response` is the interaction whose content is being renamed. */
function rename(node: Content, naming: Naming, response?: string): Content {
  if (typeof node === 'string') return node;
  if ('tag' in node) return { ...node, children: node.children.map((child) => rename(child, naming, response)) };
  const owner = 'response' in node ? node.response : response;
  const name = owner === undefined ? undefined : naming.get(owner);
  const known = (id: string): string => name?.choices.get(id) ?? id;
  const all = <C extends { id: string }>(list: C[]): C[] => list.map((entry) => ({ ...entry, id: known(entry.id) }));
  const inside = (content: Content[]): Content[] => content.map((child) => rename(child, naming, owner));
  if (node.interaction === 'glossary') return node;
  if (!('response' in node)) return { ...node, id: known(node.id) };
  const renamed = { ...node, response: name?.opaque ?? node.response };
  switch (renamed.interaction) {
    case 'choice':
    case 'inline-choice':
    case 'order':
      return { ...renamed, choices: all(renamed.choices) };
    case 'associate':
      return { ...renamed, choices: all(renamed.choices) };
    case 'gap-match':
      return { ...renamed, choices: all(renamed.choices), content: inside(renamed.content) };
    case 'hottext':
      return { ...renamed, content: inside(renamed.content) };
    case 'match':
      return { ...renamed, sources: all(renamed.sources), targets: all(renamed.targets) };
    case 'hotspot':
    case 'graphic-order':
      return { ...renamed, regions: all(renamed.regions) };
    case 'graphic-associate':
      return { ...renamed, regions: all(renamed.regions) };
    case 'graphic-gap-match':
      return { ...renamed, choices: all(renamed.choices), regions: all(renamed.regions) };
    default:
      return renamed;
  }
}

/** Responses under the author's identifiers, or the first name that this form never gave out. */
export type MappedBack = { ok: true; responses: Responses } | { ok: false; response: string; unknown: string };

const swap = (entries: Iterable<[string, string]>): Map<string, string> =>
  new Map([...entries].map(([key, value]) => [value, key]));

/** Translates the responses of one item of the form that `deliver(exam, seed)` makes. Never throws. */
export function mapBack(item: ExamItem, seed: string, responses: Responses): MappedBack {
  const naming = nameItem(item, seed);
  const authored = swap([...naming].map(([response, { opaque }]) => [response, opaque]));
  const types = new Map(item.responses.map(({ id, baseType }) => [id, baseType]));
  const mapped: Responses = {};
  for (const [name, values] of Object.entries(responses)) {
    const response = authored.get(name);
    const baseType = response === undefined ? undefined : types.get(response);
    if (response === undefined || baseType === undefined) return { ok: false, response: name, unknown: name };
    const choices = swap(naming.get(response)?.choices ?? []);
    const translated: string[] = [];
    for (const value of values) {
      const own = translate(baseType, value, choices);
      if (own === undefined) return { ok: false, response: name, unknown: value };
      translated.push(own);
    }
    mapped[response] = translated;
  }
  return { ok: true, responses: mapped };
}

function translate(baseType: BaseType, value: string, choices: ReadonlyMap<string, string>): string | undefined {
  if (baseType === 'identifier') return choices.get(value);
  if (baseType !== 'pair' && baseType !== 'directedPair') return value;
  const [first = '', second = '', ...rest] = value.split(' ');
  const pair = [choices.get(first), choices.get(second)];
  return rest.length > 0 || pair.includes(undefined) ? undefined : pair.join(' ');
}

/** The opposite of `mapBack`, for simulated candidates: authored responses in the names of the form under this seed. */
export function mapForward(item: ExamItem, seed: string, responses: Responses): Responses {
  const naming = nameItem(item, seed);
  const types = new Map(item.responses.map(({ id, baseType }) => [id, baseType]));
  return Object.fromEntries(
    Object.entries(responses).map(([response, values]) => {
      const name = naming.get(response);
      const translated = values.map(
        (value) => translate(types.get(response) ?? 'string', value, name?.choices ?? new Map()) ?? value,
      );
      return [name?.opaque ?? response, translated];
    }),
  );
}
