/** Puts drawn values into the text of an item: what is printed, and what is shown or hidden. Pure functions. */
import type { Choice, Content, Interaction, Support, SupportKind } from '../../shared/assessment/delivery.ts';
import { parseScalar } from '../../shared/assessment/value.ts';
import type { DrawnValue, DrawnValues } from './drawn-values.ts';
import type { ExamItem } from './exam.ts';
import { FEEDBACK, FEEDBACK_INLINE } from './feedback.ts';
import { formatNumber, parseFormat } from './number-format.ts';
import { PRINTED, SHOWN, type TemplateCondition } from './printed.ts';

/** An author may call a variable `constructor`. */
const drawnOf = (values: DrawnValues, id: string): DrawnValue | null => (Object.hasOwn(values, id) ? (values[id] ?? null) : null);

/** Whether what stands under the condition is shown. A variable without a value has no value in common with anything. */
export function isShown({ template, value, show }: TemplateCondition, values: DrawnValues): boolean {
  const matches = drawnOf(values, template)?.texts.includes(value) ?? false;
  return show === 'show' ? matches : !matches;
}

/** A support that a candidate's accommodations name; without a language it is given in all that there are. */
export type Wanted = { support: SupportKind; language?: string | undefined };

/**
 * The content of an item for one candidate, without the choices that its values hide and the supports that are not theirs.
 * @param outcomes what the answer came to, for feedback; null leaves all feedback out, as in every form of an exam
 */
export function fillItem(
  { content, conditions = [] }: Pick<ExamItem, 'content' | 'conditions'>,
  values: DrawnValues,
  wanted: readonly Wanted[] = [],
  outcomes: DrawnValues | null = null,
): Content[] {
  const hidden = (response: string, choice: string): boolean =>
    conditions.some((one) => one.response === response && one.choice === choice && !isShown(one, values));
  return content.flatMap((node) => fill(node, { values, hidden, wanted, outcomes }));
}

/** Content that belongs to no interaction, such as a stimulus or feedback. */
export const fillContent = (content: readonly Content[], values: DrawnValues, wanted: readonly Wanted[] = []): Content[] =>
  content.flatMap((node) => fill(node, { values, hidden: () => false, wanted, outcomes: null }));

const primary = (language: string): string => language.toLowerCase().split('-')[0] ?? '';
const isTheirs = ({ kind, language }: Support, wanted: readonly Wanted[]): boolean =>
  wanted.some(
    (one) =>
      one.support === kind &&
      (one.language === undefined || language === undefined || primary(one.language) === primary(language)),
  );

type Hidden = (response: string, choice: string) => boolean;

type Setting = { values: DrawnValues; hidden: Hidden; wanted: readonly Wanted[]; outcomes: DrawnValues | null };

function fill(node: Content, setting: Setting, owner = ''): Content[] {
  const { values, hidden, wanted } = setting;
  if (typeof node === 'string') return [node];
  const inside = (content: readonly Content[], response = owner): Content[] =>
    content.flatMap((child) => fill(child, setting, response));
  if ('tag' in node) {
    if (node.tag === FEEDBACK || node.tag === FEEDBACK_INLINE) return feedback(node, setting);
    if (node.tag === PRINTED) return print(node.attributes ?? {}, values);
    if (node.tag === SHOWN) return isShown(asCondition(node.attributes), values) ? inside(node.children) : [];
    return [{ ...node, children: inside(node.children) }];
  }
  if (node.interaction === 'gap') return hidden(owner, node.id) ? [] : [node];
  if (node.interaction === 'hottext-choice') return hidden(owner, node.id) ? [] : [{ ...node, content: inside(node.content) }];
  if (node.interaction === 'glossary') {
    const { supports: offered = [], ...words } = node;
    const supports = offered.flatMap((one) => (isTheirs(one, wanted) ? [{ ...one, content: inside(one.content) }] : []));
    if (node.meaning.length === 0 && supports.length === 0) return inside(node.content);
    const filled = { ...words, content: inside(node.content), meaning: inside(node.meaning) };
    return [supports.length > 0 ? { ...filled, supports } : filled];
  }
  return [interaction(node, inside, hidden)];
}

/** Feedback is set apart from the question around it. */
function feedback(
  { tag, attributes, children }: Extract<Content, { tag: string }>,
  { values, outcomes, ...setting }: Setting,
): Content[] {
  if (outcomes === null || !isShownFeedback(attributes, outcomes)) return [];
  const shown = children.flatMap((child) => fill(child, { ...setting, outcomes, values: { ...outcomes, ...values } }));
  return [{ tag: tag === FEEDBACK_INLINE ? 'em' : 'blockquote', children: shown }];
}

/** Whether feedback under this condition is due. */
export function isShownFeedback(condition: Record<string, string> = {}, outcomes: DrawnValues): boolean {
  const holds = drawnOf(outcomes, condition.outcome ?? '')?.texts.includes(condition.value ?? '') ?? false;
  return (condition.show !== 'hide') === holds;
}

const asCondition = (attributes: Record<string, string> = {}): TemplateCondition => ({
  template: attributes.template ?? '',
  value: attributes.value ?? '',
  show: attributes.show === 'hide' ? 'hide' : 'show',
});

type Answerable = Extract<Interaction, { response: string }>;

function interaction(
  node: Answerable,
  inside: (content: readonly Content[], response: string) => Content[],
  hidden: Hidden,
): Interaction {
  const { response } = node;
  const text = (content: readonly Content[]): Content[] => inside(content, response);
  const seen = <C extends { id: string }>(list: readonly C[]): C[] => list.filter(({ id }) => !hidden(response, id));
  const choices = <C extends Choice>(list: readonly C[]): C[] =>
    seen(list).map((one) => ({ ...one, content: text(one.content) }));
  const asked = 'prompt' in node ? { ...node, prompt: text(node.prompt) } : node;
  switch (asked.interaction) {
    case 'choice':
    case 'inline-choice':
    case 'order':
      return { ...asked, choices: choices(asked.choices) };
    case 'associate':
      return { ...asked, choices: choices(asked.choices) };
    case 'match':
      return { ...asked, sources: choices(asked.sources), targets: choices(asked.targets) };
    case 'gap-match':
      return { ...asked, choices: choices(asked.choices), content: text(asked.content) };
    case 'hottext':
      return { ...asked, content: text(asked.content) };
    case 'hotspot':
    case 'graphic-order':
      return { ...asked, regions: seen(asked.regions) };
    case 'graphic-associate':
      return { ...asked, regions: seen(asked.regions) };
    case 'graphic-gap-match':
      return { ...asked, choices: choices(asked.choices), regions: seen(asked.regions) };
    default:
      return asked;
  }
}

/** A variable without a value prints nothing. */
function print(attributes: Record<string, string>, values: DrawnValues): Content[] {
  const value = drawnOf(values, attributes.identifier ?? '');
  if (value === null) return [];
  if (attributes.math === 'true') return inFormula(value);
  const texts = membersOf(value, attributes, values);
  return superscripts(texts.join(attributes.delimiter ?? ';'), attributes['power-form'] === 'true');
}

function membersOf(
  { cardinality, baseType, texts, fields = [] }: DrawnValue,
  attributes: Record<string, string>,
  values: DrawnValues,
): string[] {
  const base = baseOf(attributes.base, values);
  const write = (type: DrawnValue['baseType'], text: string): string => written(type, text, attributes.format, base);
  if (cardinality === 'record') {
    const asked = attributes.field === undefined ? fields : fields.filter(({ field }) => field === attributes.field);
    if (attributes.field !== undefined) return asked.map(({ baseType: type, text }) => write(type, text));
    return asked.map(
      ({ field, baseType: type, text }) => `${field}${attributes['mapping-indicator'] ?? '='}${write(type, text)}`,
    );
  }
  const index = attributes.index === undefined ? undefined : numberIn(attributes.index, values);
  const kept = cardinality === 'ordered' && index !== undefined ? texts.slice(index - 1, index) : texts;
  return kept.map((text) => write(baseType, text));
}

/** A number, or the template variable that holds it. */
const numberIn = (text: string, values: DrawnValues): number =>
  Number(/^\d+$/.test(text) ? text : (drawnOf(values, text)?.texts[0] ?? Number.NaN));

function baseOf(text: string | undefined, values: DrawnValues): number {
  const base = text === undefined ? 10 : numberIn(text, values);
  return Number.isInteger(base) && base >= 2 && base <= 36 ? base : 10;
}

function written(baseType: DrawnValue['baseType'], text: string, conversion: string | undefined, base: number): string {
  if (baseType !== 'integer' && baseType !== 'float' && baseType !== 'duration') return text;
  const number = parseScalar(baseType, text);
  if (typeof number !== 'number') return text;
  const format = conversion === undefined ? undefined : parseFormat(conversion);
  if (format) return formatNumber(number, format, base);
  return baseType === 'integer' && base !== 10 ? number.toString(base) : text;
}

/** With `power-form` 1.5e+03 is written as 1.5 × 10 with a superscript. */
function superscripts(text: string, wanted: boolean): Content[] {
  if (!wanted) return text === '' ? [] : [text];
  const parts = text.split(/(?<=\d)e([+-]?\d+)/i);
  return parts.flatMap((part, at): Content[] => {
    if (at % 2 === 1) return [{ tag: 'sup', children: [String(Number(part)).replace('-', '−')] }];
    const isBase = at + 1 < parts.length;
    return part === '' && !isBase ? [] : [isBase ? `${part} × 10` : part];
  });
}

/** In MathML a number is `mn`, with its sign as an operator of its own; anything else stays an identifier. */
function inFormula({ baseType, texts, cardinality }: DrawnValue): Content[] {
  const [text = ''] = texts;
  if (cardinality !== 'single' || (baseType !== 'integer' && baseType !== 'float'))
    return [{ tag: 'mi', children: texts.length ? [texts.join(' ')] : [] }];
  if (!text.startsWith('-')) return [{ tag: 'mn', children: [text] }];
  const sign: Content = { tag: 'mo', children: ['−'] };
  return [{ tag: 'mrow', children: [sign, { tag: 'mn', children: [text.slice(1)] }] }];
}
