/** Response, outcome and template processing (QTI 3.0, 5.117 ff.) from XML into rules, checked against the declarations. */
import { readExpression } from './expressions.ts';
import type { Branch, Expression, Rule, Scope, SetTarget } from './marking.ts';
import { readXml } from './package.ts';
import type { Source } from './source.ts';
import { standardTemplate } from './templates.ts';
import { assignmentFault, nameOf, typeOf } from './typing.ts';
import { elementsOf, type XmlElement } from './xml.ts';

const describe = {
  correct: 'a <qti-correct-response>',
  mapping: 'a <qti-mapping>',
  areaMapping: 'a <qti-area-mapping>',
} as const;

/** The rules of `<qti-response-processing>`: written out, named as a standard template, or in a file of the package. */
export function processingRules(source: Source, element: XmlElement, scope: Scope): Rule[] {
  const uri = element.attributes.template;
  if (uri === undefined || elementsOf(element).length > 0) return readRules(source, element, scope);
  const template = standardTemplate(uri, element.line);
  if (!template) return ownTemplate(source, element, uri, scope);
  const response = scope.responses.get('RESPONSE');
  for (const need of template.needs) {
    if (!response) source.tell(element, `The template ${template.name} needs a response declared as RESPONSE. Declare it.`);
    else if (response[need] === null && !(need === 'correct' && scope.templates.size > 0))
      source.tell(element, `The template ${template.name} needs ${describe[need]} in the declaration of RESPONSE. Add it.`);
  }
  if (template.maxScore && !scope.outcomes.has('MAXSCORE'))
    source.tell(element, `The template ${template.name} needs an outcome declared as MAXSCORE. Declare it.`);
  if (!scope.outcomes.has('SCORE')) {
    source.tell(element, `The template ${template.name} sets the outcome SCORE. Declare it.`);
    return [];
  }
  return settable(template.rules, scope);
}

/** A template's rules without those that set an outcome which the item does not declare. */
const settable = (rules: readonly Rule[], scope: Scope): Rule[] =>
  rules.flatMap((rule): Rule[] => {
    if (rule.rule === 'set') return scope.outcomes.has(rule.id) ? [rule] : [];
    if (rule.rule !== 'condition') return [rule];
    return [{ ...rule, branches: rule.branches.map((branch) => ({ ...branch, rules: settable(branch.rules, scope) })) }];
  });

function ownTemplate(source: Source, element: XmlElement, uri: string, scope: Scope): Rule[] {
  const location = element.attributes['template-location'] ?? uri;
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) {
    source.tell(element, `The template "${uri}" is not known. Use match_correct, map_response or map_response_point, or rules.`);
    return [];
  }
  return included(source, element, location, 'qti-response-processing', scope);
}

/** The rules of another file of the package. */
function included(source: Source, element: XmlElement, href: string, root: string, scope: Scope): Rule[] {
  const path = source.resolve(element, href);
  if (path === undefined) return [];
  const other = source.beside(path);
  const found = readXml(other, root);
  if (found && elementsOf(found).some((child) => child.name === 'qti-include' || child.attributes.template !== undefined)) {
    other.tell(found, 'A file of rules cannot take in another one. Write the rules out.');
    return [];
  }
  return found ? readRules(other, found, scope) : [];
}

/** The rules among the children of a processing element, a branch or a fragment. */
export const readRules = (source: Source, parent: XmlElement, scope: Scope): Rule[] =>
  elementsOf(parent).flatMap((element) => rule(source, element, scope));

function rule(source: Source, element: XmlElement, scope: Scope): Rule[] {
  const { line } = element;
  switch (element.name) {
    case 'qti-response-condition':
      return [{ rule: 'condition', branches: branches(source, element, 'response', scope), line }];
    case 'qti-outcome-condition':
      return [{ rule: 'condition', branches: branches(source, element, 'outcome', scope), line }];
    case 'qti-template-condition':
      return [{ rule: 'condition', branches: branches(source, element, 'template', scope), line }];
    case 'qti-set-outcome-value':
      return set(source, element, 'outcome', scope);
    case 'qti-set-template-value':
      return set(source, element, 'template', scope);
    case 'qti-set-correct-response':
      return set(source, element, 'correct', scope);
    case 'qti-set-response-value':
      return set(source, element, 'response', scope);
    case 'qti-set-default-value':
      return set(source, element, 'default', scope);
    case 'qti-lookup-outcome-value':
      return lookup(source, element, scope);
    case 'qti-template-constraint': {
      const value = only(source, element, scope);
      return value ? [{ rule: 'constraint', value, line }] : [];
    }
    case 'qti-response-processing-fragment':
    case 'qti-outcome-processing-fragment':
    case 'qti-template-processing-fragment':
      return readRules(source, element, scope);
    case 'qti-include':
    case 'include': {
      const href = source.required(element, 'href');
      return href === '' ? [] : included(source, element, href, 'qti-response-processing-fragment', scope);
    }
    case 'qti-exit-response':
    case 'qti-exit-test':
    case 'qti-exit-template':
      return [{ rule: 'exit', line }];
    default:
      source.tell(element, `<${element.name}> is not a rule that is supported here. Rewrite it with conditions.`);
      return [];
  }
}

/** The one expression that an element holds; told and undefined otherwise. */
function only(source: Source, element: XmlElement, scope: Scope): Expression | undefined {
  const [value, ...more] = elementsOf(element);
  if (!value || more.length > 0) source.tell(element, `<${element.name}> takes exactly one expression.`);
  return value && readExpression(source, value, scope);
}

function set(source: Source, element: XmlElement, target: SetTarget, scope: Scope): Rule[] {
  const id = source.required(element, 'identifier');
  const known =
    target === 'outcome'
      ? scope.outcomes.has(id)
      : target === 'template'
        ? scope.templates.has(id)
        : scope.responses.has(id) || (target === 'default' && scope.outcomes.has(id));
  const wanted = target === 'outcome' || target === 'template' ? target : 'response';
  if (id && !known) source.tell(element, `The ${wanted} "${id}" is not declared. Add a <qti-${wanted}-declaration> for it.`);
  const value = only(source, element, scope);
  const variable = scope.responses.get(id) ?? scope.outcomes.get(id) ?? scope.templates.get(id);
  const fault = value && variable ? assignmentFault(typeOf(value, scope), variable) : undefined;
  if (fault) source.tell(element, `"${id}" ${fault}. Change the declaration or the expression.`);
  return value ? [{ rule: 'set', target, id, value, line: element.line }] : [];
}

function lookup(source: Source, element: XmlElement, scope: Scope): Rule[] {
  const id = source.required(element, 'identifier');
  const outcome = scope.outcomes.get(id);
  if (id && !outcome) source.tell(element, `The outcome "${id}" is not declared. Add a <qti-outcome-declaration> for it.`);
  if (outcome && outcome.table === null)
    source.tell(element, `The outcome "${id}" declares no table to look up. Add a <qti-match-table> or an interpolation table.`);
  const value = only(source, element, scope);
  return value ? [{ rule: 'lookup', id, value, line: element.line }] : [];
}

function branches(source: Source, condition: XmlElement, kind: 'response' | 'outcome' | 'template', scope: Scope): Branch[] {
  return elementsOf(condition).map((element, index): Branch => {
    const expected = index === 0 ? [`qti-${kind}-if`] : [`qti-${kind}-else-if`, `qti-${kind}-else`];
    if (!expected.includes(element.name))
      source.tell(element, `<${element.name}> does not belong here; expected <${expected.join('> or <')}>.`);
    if (element.name === `qti-${kind}-else`) return { when: null, rules: readRules(source, element, scope) };
    const [test, ...rest] = elementsOf(element);
    if (!test) source.tell(element, `<${element.name}> needs an expression first.`);
    const when = test ? readExpression(source, test, scope) : undefined;
    const { baseType, cardinality } = when ? typeOf(when, scope) : { baseType: null, cardinality: null };
    if (test && ((baseType !== null && baseType !== 'boolean') || (cardinality !== null && cardinality !== 'single')))
      source.tell(
        test,
        `A condition is true or false; <${test.name}> is ${nameOf({ baseType, cardinality })}. Compare it with something.`,
      );
    return { when: when ?? nothing(element.line), rules: rest.flatMap((child) => rule(source, child, scope)) };
  });
}

/** Stands for an expression that was told to be wrong; an exam with a problem is never published. */
const nothing = (line: number): Expression => ({ op: 'null', attributes: {}, text: '', args: [], line });
