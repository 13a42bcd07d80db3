/**
 * Expressions and rules of compact tests, straight from XML into closures: the operators of items get their meaning from
 * the grading engine, those of a test ask the session's view.
 */
import { type Expression, isOperator, type OutcomeMarking, type ResponseMarking } from '../../../server/exams/index.ts';
import { elementsOf, textOf, type XmlElement } from '../../../server/exams/xml.ts';
import { meanings } from '../../../server/grading/operators/index.ts';
import type { Evaluate } from '../../../server/grading/state.ts';
import type { ItemView, TestView } from '../../../server/grading/test-view.ts';
import { booleanOf, container, float, integer, members, numberOf, single, type Value } from '../../../server/grading/value.ts';

/** What an expression may see: the variables of its item or test, and the items of a session. */
export type Sight = { variable: (id: string) => Value; correct: (id: string) => Value; view: TestView | null };
export type Look = (sight: Sight) => Value;
export type Declared = { responses: ResponseMarking[]; outcomes: OutcomeMarking[] };

const nothing: TestView = { items: () => [], item: () => undefined };

/** `Q7.2.SCORE` is the variable of the second time that Q7 was selected. */
function ofItem(view: TestView | null, id: string): { item: ItemView | undefined; variable: string } {
  const [identifier = '', ...rest] = id.split('.');
  const sequence = rest.length > 1 ? Number(rest[0]) : null;
  return { item: view?.item(identifier, sequence), variable: rest.at(-1) ?? '' };
}

export function read(element: XmlElement, declared: Declared): Look {
  const op = element.name.replace(/^qti-/, '');
  const { attributes } = element;
  const args = elementsOf(element).map((child) => read(child, declared));
  const id = attributes.identifier ?? '';
  const filter = {
    section: attributes['section-identifier'] ?? null,
    include: (attributes['include-category'] ?? '').split(/\s+/).filter(Boolean),
    exclude: (attributes['exclude-category'] ?? '').split(/\s+/).filter(Boolean),
  };
  const count =
    (holds: (item: ItemView) => boolean): Look =>
    ({ view }) =>
      integer((view ?? nothing).items(filter).filter(holds).length);
  switch (op) {
    case 'variable':
      return ({ view, variable }) => {
        if (!id.includes('.')) return variable(id);
        const asked = ofItem(view, id);
        const value = asked.item?.variable(asked.variable) ?? null;
        const number = numberOf(value);
        const weight = asked.item?.weight(attributes['weight-identifier'] ?? '');
        return number !== undefined && weight !== undefined ? float(number * weight) : value;
      };
    case 'correct':
      return ({ view, correct }) => {
        const asked = ofItem(view, id);
        return id.includes('.') ? (asked.item?.correct(asked.variable) ?? null) : correct(id);
      };
    case 'number-correct':
      return count((item) => item.isCorrect());
    case 'number-incorrect':
      return count((item) => item.isIncorrect());
    case 'number-responded':
      return count((item) => item.isResponded());
    case 'number-presented':
      return count((item) => item.isPresented());
    case 'number-selected':
      return count(() => true);
    case 'test-variables':
      return ({ view }) => {
        const values = (view ?? nothing).items(filter).flatMap((item) => {
          const value = item.variable(attributes['variable-identifier'] ?? '');
          const weight = item.weight(attributes['weight-identifier'] ?? '') ?? 1;
          return members(value ?? null).map((member) => (typeof member === 'number' ? member * weight : member));
        });
        return container('multiple', attributes['base-type'] === 'integer' ? 'integer' : 'float', values);
      };
  }
  if (!isOperator(op)) return () => null;
  const expression: Expression = { op, attributes, text: textOf(element), args: [], line: element.line };
  return (sight) => {
    const operands = args.map(
      (look): Evaluate =>
        () =>
          look(sight),
    );
    const variables = new Map(declared.responses.map(({ id: name }) => [name, sight.variable(name)]));
    const made = meanings[op](expression, operands, { ...declared, processing: [], max: 1, min: 0 });
    return made({ variables, trace: [] });
  };
}

/** Runs the rules below a processing element; `set` takes what they set. */
export function run(
  parent: XmlElement,
  declared: Declared,
  sight: Sight,
  set: (rule: string, id: string, value: Value) => void,
): boolean {
  return elementsOf(parent).some((rule) => {
    const [first, ...rest] = elementsOf(rule);
    if (/-exit-/.test(rule.name)) return true;
    if (/-condition$/.test(rule.name)) {
      const taken = elementsOf(rule).find((branch) => {
        const [test] = elementsOf(branch);
        return /-else$/.test(branch.name) || (test !== undefined && booleanOf(read(test, declared)(sight)) === true);
      });
      if (!taken) return false;
      return run(/-else$/.test(taken.name) ? taken : { ...taken, children: elementsOf(taken).slice(1) }, declared, sight, set);
    }
    if (/-fragment$/.test(rule.name)) return run(rule, declared, sight, set);
    if (first && rest.length === 0) set(rule.name, rule.attributes.identifier ?? '', read(first, declared)(sight));
    return false;
  });
}

/** The value as its declaration has it: numbers become those of the declared type. */
export function conform(value: Value, declared: { cardinality: string; baseType: string } | undefined): Value {
  const number = numberOf(value);
  if (number !== undefined && declared?.baseType === 'float') return float(number);
  if (number !== undefined && declared?.baseType === 'integer') return integer(Math.trunc(number));
  const member = members(value)[0];
  if (declared?.baseType === 'identifier' && typeof member === 'string') return single('identifier', member);
  return value;
}
