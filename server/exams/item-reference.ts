/** What a reference to an item says about the item's variables: other names for them, and values of its templates. */
import { type Expression, type Marking, type Rule, testScope } from './marking.ts';
import type { Source } from './source.ts';
import { asksTest } from './template-defaults.ts';
import type { ItemReference } from './test.ts';
import { assignmentFault, typeOf } from './typing.ts';
import { childrenNamed, type XmlElement } from './xml.ts';

/** Tells names that stand for nothing, or for two things (QTI 3.0, VariableMapping). */
export function checkMappings(source: Source, reference: XmlElement, { responses, outcomes, templates }: Marking): void {
  const declared = new Set([...responses, ...outcomes, ...templates].map(({ id }) => id));
  const seen = new Set<string>();
  for (const mapping of childrenNamed(reference, 'qti-variable-mapping')) {
    const { 'source-identifier': from = '', 'target-identifier': to = '' } = mapping.attributes;
    if (!declared.has(from)) source.tell(mapping, `The item declares no variable "${from}". Correct source-identifier.`);
    if (seen.has(to)) source.tell(mapping, `"${to}" stands for two variables of the item. Give each its own target-identifier.`);
    seen.add(to);
  }
}

/**
 * The marking document with the values that the test gives to the item's templates (QTI 3.0, TemplateDefault), as the first rules
 * of template processing: so they are drawn, shown, graded and replayed like all others. What asks for variables of the test is
 * given when the plan of a sitting reaches the item.
 */
export function withDefaults(
  source: Source,
  reference: XmlElement,
  defaults: ItemReference['templateDefaults'],
  marking: Marking,
): Marking {
  const elements = childrenNamed(reference, 'qti-template-default');
  const rules = defaults.flatMap(({ identifier, value }): Rule[] => {
    const element = elements.find(({ attributes }) => attributes['template-identifier'] === identifier) ?? reference;
    const variable = marking.templates.find(({ id }) => id === identifier);
    if (!variable) source.tell(element, `The item declares no template variable "${identifier}". Correct template-identifier.`);
    const fault = variable && assignmentFault(typeOf(value, testScope([])), variable);
    if (fault) source.tell(element, `"${identifier}" ${fault}. Change the declaration or the expression.`);
    if (asksTest(value)) {
      if (variable?.cardinality === 'record')
        source.tell(
          element,
          `"${identifier}" is a record, which the test cannot make of its variables. Declare single variables.`,
        );
      return [];
    }
    const { line } = value;
    const drawn: Expression = { op: 'variable', attributes: { identifier }, text: '', args: [], line };
    return [
      { rule: 'set', target: 'template', id: identifier, value, line },
      { rule: 'set', target: 'default', id: identifier, value: drawn, line },
    ];
  });
  return rules.length > 0 ? { ...marking, templating: [...rules, ...marking.templating] } : marking;
}
