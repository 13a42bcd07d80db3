/** Expressions from XML into trees, checked against the grammar and the declared variables. */
import { parseFinite, parseInteger, parseScalar, qtiBaseTypes } from '../../shared/assessment/value.ts';
import { coordsFit, table } from './declarations.ts';
import type { Expression, Scope } from './marking.ts';
import { type AttributeRule, isOperator, operators, type Signature, testOperators } from './operators.ts';
import { compilePattern } from './pattern.ts';
import { shapes } from './shapes.ts';
import type { Source } from './source.ts';
import { operandFault } from './typing.ts';
import { elementsOf, textOf, type XmlElement } from './xml.ts';

/** Reads an expression and everything below it; undefined, and told, when its name is not one. */
export function readExpression(source: Source, element: XmlElement, scope: Scope): Expression | undefined {
  const standard = rewritten(element);
  if (standard) return readExpression(source, standard, scope);
  const op = element.name.replace(/^qti-/, '');
  if (!isOperator(op)) {
    source.tell(element, `<${element.name}> is not an expression that is supported here. Rewrite it with supported ones.`);
    return undefined;
  }
  if (testOperators.has(op) && scope.level !== 'test')
    source.tell(element, `<${element.name}> asks about a whole test and stands in outcome processing only. Move it there.`);
  const signature: Signature = operators[op];
  const args = elementsOf(element).flatMap((child) => (isTable(child) ? [] : (readExpression(source, child, scope) ?? [])));
  const [min, max] = signature.args;
  if (args.length < min || args.length > max)
    source.tell(element, `<${element.name}> has ${args.length} operands; it takes ${arity(min, max)}.`);
  for (const [name, attribute] of Object.entries(signature.attributes)) checkAttribute(source, element, name, attribute, scope);
  const text = args.length === 0 ? textOf(element) : '';
  const own = op === 'lookup-table' ? table(source, element, 'float') : null;
  const made: Expression = { op, attributes: element.attributes, text, args, line: element.line, ...(own && { table: own }) };
  const fault = args.length >= min && args.length <= max ? operandFault(made, scope) : undefined;
  if (fault) source.tell(element, `<${element.name}> ${fault}. Correct the operands.`);
  const foreign = op === 'custom-operator' ? source.customFault(made) : undefined;
  if (foreign) source.tell(element, `<${element.name}> ${foreign}. Correct it, or score with QTI's own operators.`);
  checkContent(source, element, made);
  checkMapping(source, element, made, scope);
  return made;
}

const isTable = ({ name }: XmlElement): boolean => name === 'qti-match-table' || name === 'qti-interpolation-table';

/** Two names that are not QTI's, in QTI's words. */
function rewritten(element: XmlElement): XmlElement | undefined {
  const inner = { 'qti-is-not-null': 'qti-is-null', 'qti-not-equal': 'qti-equal' }[element.name];
  return inner === undefined
    ? undefined
    : { ...element, name: 'qti-not', attributes: {}, children: [{ ...element, name: inner }] };
}

const arity = (min: number, max: number): string =>
  min === max ? String(min) : max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;

/** A variable that is in scope; at the level of a test also one of an item, as in `Q01.SCORE`. */
const inScope = (text: string, scope: Scope): boolean =>
  scope.responses.has(text) ||
  scope.outcomes.has(text) ||
  scope.templates.has(text) ||
  (scope.level === 'test' && text.includes('.'));

function checkAttribute(source: Source, element: XmlElement, name: string, rule: AttributeRule, scope: Scope): void {
  const text = element.attributes[name];
  if (text === undefined) {
    if (rule.required) source.required(element, name);
    return;
  }
  const fault = attributeFault(text, rule.kind, scope);
  if (fault) source.tell(element, `${name}="${text}" on <${element.name}> ${fault}. Correct it.`);
}

function attributeFault(text: string, kind: AttributeRule['kind'], scope: Scope): string | undefined {
  const ofItem = scope.level === 'test' && text.includes('.');
  switch (kind) {
    case 'text':
      return undefined;
    case 'number':
      return parseFinite(text) !== undefined || inScope(text, scope) ? undefined : 'is neither a number nor a variable';
    case 'integer':
      return parseInteger(text) !== undefined || inScope(text, scope) ? undefined : 'is neither a whole number nor a variable';
    case 'variable':
      return inScope(text, scope) ? undefined : 'names nothing that is declared';
    case 'response':
      return scope.responses.has(text) || ofItem ? undefined : 'names no response that is declared';
    default:
      return kind.includes(text) ? undefined : `must be one of ${kind.join(', ')}`;
  }
}

/** A response can only be mapped by a map that its declaration holds. */
function checkMapping(source: Source, element: XmlElement, { op, attributes }: Expression, { responses }: Scope): void {
  const response = responses.get(attributes.identifier ?? '');
  if (response && op === 'map-response' && response.mapping === null)
    source.tell(element, `<${element.name}> needs a <qti-mapping> in the declaration of "${response.id}". Add it.`);
  if (response && op === 'map-response-point' && response.areaMapping === null)
    source.tell(element, `<${element.name}> needs a <qti-area-mapping> in the declaration of "${response.id}". Add it.`);
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
  if (op === 'pattern-match' && attributes.pattern !== undefined && compilePattern(attributes.pattern) === undefined)
    source.tell(
      element,
      `pattern="${attributes.pattern}" is not a regular expression of XML Schema that is supported. Correct it.`,
    );
  if (op === 'equal' && (attributes['tolerance-mode'] ?? 'exact') !== 'exact') {
    const parts = (attributes.tolerance ?? '').split(/\s+/).filter(Boolean);
    const fits = parts.length >= 1 && parts.length <= 2 && parts.every((part) => (parseFinite(part) ?? 0) >= 0);
    if (!fits) source.tell(element, 'tolerance must be one or two numbers from 0 on, such as "0.5" or "1 2". Correct it.');
  }
}
