/** Comparing text with text and with patterns, and points with areas. */
import { compilePattern, shapes } from '../../exams/index.ts';
import { inArea } from '../geometry.ts';
import { isPoint, truth } from '../value.ts';
import { binary, fail, known, type Meaning, stringIn } from './kit.ts';
import { readVariable } from './reading.ts';

/** NULL when either text is NULL or empty, which QTI treats alike. */
const compareTexts =
  (holds: (first: string, second: string, part: boolean) => boolean): Meaning =>
  (expression, args, scope) => {
    const fold = (text: string): string => (expression.attributes['case-sensitive'] === 'false' ? text.toLowerCase() : text);
    const part = expression.attributes.substring === 'true';
    return binary((first, second) => {
      const a = stringIn(first, expression);
      const b = stringIn(second, expression);
      return a === '' || b === '' ? null : truth(holds(fold(a), fold(b), part));
    })(expression, args, scope);
  };

const inside: Meaning = (expression, args, scope) => {
  const shape = shapes.find((known) => known === expression.attributes.shape) ?? 'default';
  const coords = (expression.attributes.coords ?? '').split(',').map(Number);
  return known((value) => {
    if (value.baseType !== 'point') return fail(expression, 'wrong-base-type', 'needs points.');
    const points = value.cardinality === 'single' ? [value.value] : value.values;
    return truth(points.some((member) => isPoint(member) && inArea(member, shape, coords)));
  })(expression, args, scope);
};

/** The pattern may also be the name of a variable that holds one (QTI 3.0, StringOrVariableRef), in braces or bare. */
const patternMatch: Meaning = (expression, args, scope) => {
  const written = expression.attributes.pattern ?? '';
  const name = written.replace(/^\{(.*)\}$/, '$1');
  const declared = scope.templates.has(name) || scope.outcomes.has(name) || scope.responses.has(name);
  const fixed = declared ? undefined : compilePattern(written);
  const read = readVariable(name, scope);
  const [operand = () => null] = args;
  return (state) => {
    const value = operand(state);
    if (value === null) return null;
    const text = stringIn(value, expression);
    if (text === '') return null;
    let matches = fixed;
    if (declared) {
      const pattern = read(state) ?? null;
      if (pattern === null) return null;
      matches = compilePattern(stringIn(pattern, expression));
    }
    if (matches === undefined) return fail(expression, 'runtime', `"${written}" is not a pattern.`);
    return truth(matches(text));
  };
};

export const texts = {
  /** The old attribute `substring` asks whether the first text holds the second. */
  'string-match': compareTexts((first, second, part) => (part ? first.includes(second) : first === second)),
  substring: compareTexts((first, second) => second.includes(first)),
  'pattern-match': patternMatch,
  inside,
} satisfies Record<string, Meaning>;
