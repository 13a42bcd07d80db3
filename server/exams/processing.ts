/** Response processing (QTI 3.0, 5.117 ff.) from XML into rules, checked against the grammar and the declarations. */
import { parseFinite, parseInteger, parseScalar, qtiBaseTypes } from '../../shared/assessment/value.ts';
import { coordsFit } from './declarations.ts';
import type { Branch, Expression, OutcomeMarking, ResponseMarking, Rule } from './marking.ts';
import { type AttributeRule, isOperator, operators, type Signature } from './operators.ts';
import { shapes } from './shapes.ts';
import type { Source } from './source.ts';
import { standardTemplate } from './templates.ts';
import { elementsOf, textOf, type XmlElement } from './xml.ts';

/** The variables that an item declares, by identifier. */
export type Declared = { responses: ReadonlyMap<string, ResponseMarking>; outcomes: ReadonlyMap<string, OutcomeMarking> };

/** The rules of `<qti-response-processing>`, whether written out or named as a standard template. */
export function processingRules(source: Source, element: XmlElement, declared: Declared): Rule[] {
  const uri = element.attributes.template;
  if (uri === undefined || elementsOf(element).length > 0) return rules(source, element, declared);
  const template = standardTemplate(uri, element.line);
  if (!template) {
    source.tell(element, `The template "${uri}" is not known. Use match_correct, map_response or map_response_point, or rules.`);
    return [];
  }
  for (const need of template.needs) {
    const response = declared.responses.get('RESPONSE');
    if (!response) source.tell(element, `The template ${template.name} needs a response declared as RESPONSE. Declare it.`);
    else if (response[need] === null)
      source.tell(element, `The template ${template.name} needs ${describe[need]} in the declaration of RESPONSE. Add it.`);
  }
  if (template.maxScore && !declared.outcomes.has('MAXSCORE'))
    source.tell(element, `The template ${template.name} needs an outcome declared as MAXSCORE. Declare it.`);
  return template.rules;
}

const describe = {
  correct: 'a <qti-correct-response>',
  mapping: 'a <qti-mapping>',
  areaMapping: 'a <qti-area-mapping>',
} as const;

const rules = (source: Source, parent: XmlElement, declared: Declared): Rule[] =>
  elementsOf(parent).flatMap((element) => rule(source, element, declared));

function rule(source: Source, element: XmlElement, declared: Declared): Rule[] {
  const { line } = element;
  switch (element.name) {
    case 'qti-response-condition':
      return [{ rule: 'condition', branches: branches(source, element, declared), line }];
    case 'qti-set-outcome-value': {
      const outcome = source.required(element, 'identifier');
      if (outcome && !declared.outcomes.has(outcome))
        source.tell(element, `The outcome "${outcome}" is not declared. Add a <qti-outcome-declaration> for it.`);
      const [value, ...more] = elementsOf(element);
      if (!value || more.length > 0) source.tell(element, '<qti-set-outcome-value> takes exactly one expression.');
      const compiled = value && expression(source, value, declared);
      return compiled ? [{ rule: 'set', outcome, value: compiled, line }] : [];
    }
    case 'qti-response-processing-fragment':
      return rules(source, element, declared);
    case 'qti-exit-response':
      return [{ rule: 'exit', line }];
    default:
      source.tell(element, `<${element.name}> is not a response rule that is supported here. Rewrite it with conditions.`);
      return [];
  }
}

function branches(source: Source, condition: XmlElement, declared: Declared): Branch[] {
  return elementsOf(condition).map((element, index): Branch => {
    const expected = index === 0 ? ['qti-response-if'] : ['qti-response-else-if', 'qti-response-else'];
    if (!expected.includes(element.name))
      source.tell(element, `<${element.name}> does not belong here; expected <${expected.join('> or <')}>.`);
    if (element.name === 'qti-response-else') return { when: null, rules: rules(source, element, declared) };
    const [test, ...rest] = elementsOf(element);
    if (!test) source.tell(element, `<${element.name}> needs an expression first.`);
    const when = test ? expression(source, test, declared) : undefined;
    return { when: when ?? nothing(element.line), rules: rest.flatMap((child) => rule(source, child, declared)) };
  });
}

/** Stands for an expression that was told to be wrong; an exam with a problem is never published. */
const nothing = (line: number): Expression => ({ op: 'null', attributes: {}, text: '', args: [], line });

function expression(source: Source, element: XmlElement, declared: Declared): Expression | undefined {
  const op = element.name.replace(/^qti-/, '');
  if (!isOperator(op)) {
    source.tell(element, `<${element.name}> is not an expression that is supported here. Rewrite it with supported ones.`);
    return undefined;
  }
  const signature: Signature = operators[op];
  const args = elementsOf(element).flatMap((child) => expression(source, child, declared) ?? []);
  const [min, max] = signature.args;
  if (args.length < min || args.length > max)
    source.tell(element, `<${element.name}> has ${args.length} operands; it takes ${arity(min, max)}.`);
  for (const [name, attribute] of Object.entries(signature.attributes))
    checkAttribute(source, element, name, attribute, declared);
  const made = { op, attributes: element.attributes, text: textOf(element), args, line: element.line };
  checkContent(source, element, made);
  checkMapping(source, element, made, declared);
  return made;
}

const arity = (min: number, max: number): string =>
  min === max ? String(min) : max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;

function checkAttribute(source: Source, element: XmlElement, name: string, rule: AttributeRule, declared: Declared): void {
  const text = element.attributes[name];
  if (text === undefined) {
    if (rule.required) source.required(element, name);
    return;
  }
  const known = declared.responses.has(text) || (rule.kind === 'variable' && declared.outcomes.has(text));
  const fault =
    rule.kind === 'text'
      ? undefined
      : rule.kind === 'number'
        ? parseFinite(text) === undefined && 'is not a number'
        : rule.kind === 'integer'
          ? parseInteger(text) === undefined && 'is not a whole number'
          : rule.kind === 'variable' || rule.kind === 'response'
            ? !known && 'names nothing that the item declares'
            : !rule.kind.includes(text) && `must be one of ${rule.kind.join(', ')}`;
  if (fault) source.tell(element, `${name}="${text}" on <${element.name}> ${fault}. Correct it.`);
}

/** A response can only be mapped by a map that its declaration holds. */
function checkMapping(source: Source, element: XmlElement, { op, attributes }: Expression, { responses }: Declared): void {
  const response = responses.get(attributes.identifier ?? '');
  const need = op === 'map-response' ? 'mapping' : op === 'map-response-point' ? 'areaMapping' : undefined;
  if (response && need && response[need] === null)
    source.tell(element, `<${element.name}> needs ${describe[need]} in the declaration of "${response.id}". Add it.`);
}

/** What no attribute rule can say: values, coordinates and tolerances fit each other. */
function checkContent(source: Source, element: XmlElement, { op, attributes, text }: Expression): void {
  if (op === 'base-value') {
    const baseType = qtiBaseTypes.find((type) => type === attributes['base-type']);
    const value = baseType === 'string' ? text : text.trim();
    if (baseType && parseScalar(baseType, value) === undefined)
      source.tell(element, `"${value}" is not a value of base type ${baseType}. Correct it.`);
  }
  const shape = op === 'inside' ? shapes.find((known) => known === attributes.shape) : undefined;
  if (shape !== undefined && shape !== 'default' && attributes.coords !== undefined) {
    if (!coordsFit(shape, source.numbers(element, 'coords')))
      source.tell(element, `coords do not fit shape="${shape}". Correct them.`);
  }
  if (op === 'equal') {
    const mode = attributes['tolerance-mode'] ?? 'exact';
    const parts = (attributes.tolerance ?? '').split(/\s+/).filter(Boolean);
    const fits = parts.length >= 1 && parts.length <= 2 && parts.every((part) => (parseFinite(part) ?? -1) >= 0);
    if (mode !== 'exact' && !fits)
      source.tell(element, 'tolerance must be one or two numbers from 0 on, such as "0.5" or "1 2". Correct it.');
  }
}
