/**
 * Text that depends on template variables (QTI 3.0, `qti-printed-variable`, `qti-template-inline`, `qti-template-block`,
 * `math-variable`). At import it becomes elements under QTI's own names, which stay on the server; a form gets what they
 * come to for one candidate.
 */
import type { Content } from '../../shared/assessment/delivery.ts';
import { printableOutcome } from './feedback.ts';
import type { TemplateVariable } from './marking.ts';
import { isReal, isWhole, parseFormat } from './number-format.ts';
import type { Source } from './source.ts';
import { textOf, type XmlElement } from './xml.ts';

export const PRINTED = 'qti-printed-variable';
export const SHOWN = 'qti-template-block';
const PARTS = new Set(['qti-template-inline', 'qti-template-block']);

const templates = new WeakMap<Source, ReadonlyMap<string, TemplateVariable>>();

/** Tells the reader of a file which template variables its text may show. */
export const declareTemplates = (source: Source, variables: readonly TemplateVariable[]): void =>
  void templates.set(source, new Map(variables.map((variable) => [variable.id, variable])));

const declaredIn = (source: Source, id: string): TemplateVariable | undefined => templates.get(source)?.get(id);

/** The element as content that is filled in for each candidate; undefined when it is another one. */
export function templateNode(source: Source, element: XmlElement, inside: () => Content[]): Content[] | undefined {
  if (element.name === PRINTED) return printed(source, element);
  return PARTS.has(element.name) ? shown(source, element, inside) : undefined;
}

/** A `<mi>` that names a template variable with `math-variable="true"` stands for its value. */
export function mathVariable(source: Source, element: XmlElement): Content[] | undefined {
  if (element.name !== 'mi') return undefined;
  const id = textOf(element).trim();
  return declaredIn(source, id)?.mathVariable
    ? [{ tag: PRINTED, attributes: { identifier: id, math: 'true' }, children: [] }]
    : undefined;
}

const PRINT_ATTRIBUTES = ['format', 'power-form', 'base', 'index', 'delimiter', 'field', 'mapping-indicator'];

function printed(source: Source, element: XmlElement): Content[] {
  const id = source.required(element, 'identifier');
  const variable = declaredIn(source, id) ?? printableOutcome(source, id);
  if (id && !variable)
    source.tell(
      element,
      `"${id}" is no template variable of this item. Only those are printed: responses and outcomes are not known when a candidate gets the question.`,
    );
  const { format, base } = element.attributes;
  const parsed = format === undefined ? undefined : parseFormat(format);
  if (format !== undefined && !parsed)
    source.tell(element, `format="${format}" is not a conversion such as %d, %.2f or %.3r. Correct it.`);
  if (parsed && isWhole(parsed) && variable?.baseType === 'float')
    source.tell(element, `format="${format}" is for whole numbers, and "${id}" is a float. Use e, f, g or r.`);
  if (parsed && isReal(parsed) && variable && !['float', 'integer', 'duration', null].includes(variable.baseType))
    source.tell(element, `format="${format}" is for numbers, and "${id}" is none. Remove it.`);
  if (base !== undefined && !/^\d+$/.test(base) && !declaredIn(source, base))
    source.tell(element, `base="${base}" is neither a whole number nor a template variable. Correct it.`);
  if (/^\d+$/.test(base ?? '10') && (Number(base ?? 10) < 2 || Number(base ?? 10) > 36))
    source.tell(element, `base="${base}" must be from 2 to 36. Correct it.`);
  source.flag(element, 'power-form');
  const attributes: Record<string, string> = { identifier: id };
  for (const name of PRINT_ATTRIBUTES) if (element.attributes[name] !== undefined) attributes[name] = element.attributes[name];
  return [{ tag: PRINTED, attributes, children: [] }];
}

function shown(source: Source, element: XmlElement, inside: () => Content[]): Content[] {
  const condition = conditionOf(source, element);
  return condition ? [{ tag: SHOWN, attributes: { ...condition }, children: inside() }] : [];
}

/** Shown, or hidden, while a template variable has this value or contains it. */
export type TemplateCondition = { template: string; value: string; show: 'show' | 'hide' };

/** The condition that `template-identifier`, `identifier` and `show-hide` state; undefined where there is none. */
export function conditionOf(source: Source, element: XmlElement): TemplateCondition | undefined {
  const template = element.attributes['template-identifier'];
  if (template === undefined) {
    if (PARTS.has(element.name)) source.required(element, 'template-identifier');
    return undefined;
  }
  const variable = declaredIn(source, template);
  if (!variable) source.tell(element, `The template variable "${template}" is not declared. Add a <qti-template-declaration>.`);
  else if (variable.baseType !== 'identifier' || (variable.cardinality !== 'single' && variable.cardinality !== 'multiple'))
    source.tell(element, `"${template}" decides what is shown, so it must be of base type identifier, single or multiple.`);
  const show = element.attributes['show-hide'] ?? 'show';
  if (show !== 'show' && show !== 'hide')
    source.tell(element, `show-hide="${show}" on <${element.name}> must be "show" or "hide".`);
  return { template, value: source.required(element, 'identifier'), show: show === 'hide' ? 'hide' : 'show' };
}
