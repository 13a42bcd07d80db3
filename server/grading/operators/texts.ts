/** Comparing text, and points with areas. */
import { shapes } from '../../exams/index.ts';
import { inArea } from '../geometry.ts';
import { isPoint, members, textOf, truth } from '../value.ts';
import { binary, type Meaning, unary } from './kit.ts';

/** NULL when either text is NULL or empty, which QTI treats alike. */
const compareTexts =
  (holds: (first: string, second: string, part: boolean) => boolean): Meaning =>
  (expression, args, marking) => {
    const fold = (text: string): string => (expression.attributes['case-sensitive'] === 'false' ? text.toLowerCase() : text);
    const part = expression.attributes.substring === 'true';
    return binary((first, second) => {
      const a = textOf(first);
      const b = textOf(second);
      return a && b ? truth(holds(fold(a), fold(b), part)) : null;
    })(expression, args, marking);
  };

const inside: Meaning = (expression, args, marking) => {
  const shape = shapes.find((known) => known === expression.attributes.shape) ?? 'default';
  const coords = (expression.attributes.coords ?? '').split(',').map(Number);
  return unary((value) =>
    value === null ? null : truth(members(value).some((member) => isPoint(member) && inArea(member, shape, coords))),
  )(expression, args, marking);
};

export const texts = {
  /** The old attribute `substring` asks whether the first text holds the second. */
  'string-match': compareTexts((first, second, part) => (part ? first.includes(second) : first === second)),
  substring: compareTexts((first, second) => second.includes(first)),
  inside,
} satisfies Record<string, Meaning>;
