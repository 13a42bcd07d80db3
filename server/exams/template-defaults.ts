/**
 * Values that a test gives to the templates of its items (QTI 3.0, TemplateDefault). Those that are made of values and chance
 * are part of the item. Those that ask for variables of the test are presets: they are known once what comes before is answered.
 */
import type { Expression } from './marking.ts';
import { type AttributeRule, operators, testOperators } from './operators.ts';

type TemplateDefault = { identifier: string; value: Expression };

/** By the template's identifier, what the test gave it in one sitting, in lexical form. */
export type Presets = Readonly<Record<string, string[]>>;

/** Names of variables that an expression asks for. */
export function namesIn({ op, attributes, args }: Expression): string[] {
  const rules: Record<string, AttributeRule> = operators[op].attributes;
  const named = Object.entries(rules).flatMap(([name, { kind }]) => {
    const text = attributes[name];
    if (text === undefined) return [];
    if (kind === 'variable' || kind === 'response') return [text];
    return (kind === 'number' || kind === 'integer') && !Number.isFinite(Number(text)) ? [text] : [];
  });
  return [...named, ...args.flatMap(namesIn)];
}

/** Whether an expression asks for anything but values and chance. */
export const asksTest = (expression: Expression): boolean => namesIn(expression).length > 0 || asksItems(expression);
const asksItems = ({ op, args }: Expression): boolean => testOperators.has(op) || args.some(asksItems);

export const presetsAmong = <D extends TemplateDefault>(defaults: readonly D[]): D[] =>
  defaults.filter(({ value }) => asksTest(value));
