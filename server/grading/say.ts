/** Expressions in the words of a trace, so that a person can follow which branch was taken, and why. */
import type { Expression } from '../exams/index.ts';

const LONGEST = 240;
const signs: Partial<Record<Expression['op'], string>> = {
  match: 'is',
  equal: '=',
  'equal-rounded': 'rounds to',
  'string-match': 'reads',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
  and: 'and',
  or: 'or',
  sum: '+',
  subtract: '−',
  product: '×',
  divide: '÷',
  contains: 'contains',
  power: '^',
};
/** `member` says first what is looked for. */
const infix: Partial<Record<Expression['op'], string>> = {
  ...signs,
  member: 'is among',
  'duration-lt': '<',
  'duration-gte': '≥',
};

/** An expression as people would say it, of at most 240 characters. */
export function say(expression: Expression): string {
  const text = words(expression);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function words(expression: Expression): string {
  const { op, attributes, text, args } = expression;
  const [first, second] = args;
  switch (op) {
    case 'base-value':
      return attributes['base-type'] === 'string' ? `'${text}'` : text.trim();
    case 'variable':
      return attributes.identifier ?? '';
    case 'correct':
      return `the right answer to ${attributes.identifier ?? ''}`;
    case 'default':
      return `the default of ${attributes.identifier ?? ''}`;
    case 'map-response':
    case 'map-response-point':
      return `the map of ${attributes.identifier ?? ''}`;
    case 'is-null':
      return `${first ? inner(first) : ''} is blank`;
    case 'not':
      return `not ${first ? inner(first) : ''}`;
    case 'custom-operator':
      return `${attributes.class ?? 'custom'}(${args.map(words).join(', ')})`;
    default: {
      const sign = infix[op];
      if (sign !== undefined && first && (second || args.length === 1)) return args.map(inner).join(` ${sign} `);
      return args.length === 0 ? op : `${op}(${args.map(words).join(', ')})`;
    }
  }
}

/** An operand; what has several parts of its own is put into brackets. */
const inner = (expression: Expression): string =>
  infix[expression.op] !== undefined && expression.args.length > 1 ? `(${words(expression)})` : words(expression);
