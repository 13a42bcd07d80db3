/** `invigil:text`: a word or a phrase, one of several, or one that fits a pattern. */
import { type Judge, judged, right, type Settings, wrong } from './answer.ts';
import { MathsProblem } from './problem.ts';
import { alternatives, choiceSetting, onlyKnown } from './settings.ts';
import { patternFrom, sameText, seenAs, similarity, type TextRule } from './text.ts';

const KNOWN = ['expected', 'case', 'space', 'pattern', 'similarity'];
const LONGEST = 2_000;

/** @throws MathsProblem that says which setting is wrong */
export function textJudge(settings: Settings): (expected: string | undefined) => Judge {
  onlyKnown(settings, KNOWN);
  const rule: TextRule = {
    caseSensitive: choiceSetting(settings, 'case', ['matters', 'ignored'], 'matters') === 'matters',
    space: choiceSetting(settings, 'space', ['keep', 'trim', 'one', 'all'], 'one'),
  };
  const pattern = settings.pattern === undefined ? undefined : patternFrom(settings.pattern, rule.caseSensitive);
  const least = settings.similarity === undefined ? undefined : Number(settings.similarity);
  if (least !== undefined && !(least > 0 && least <= 1))
    throw new MathsProblem('syntax', `has similarity="${settings.similarity}"; write a number above 0 and up to 1`);
  return (text) => {
    const expected = alternatives(text ?? settings.expected ?? '');
    if (expected.length === 0 && !pattern)
      throw new MathsProblem('missing', 'has no expected text; give the attribute expected or pattern, or a second operand');
    return (given) =>
      judged(() => {
        if (given.length > LONGEST) throw new MathsProblem('budget', `longer than ${LONGEST} characters`);
        if (sameText(given, expected, rule)) return right('the text is right');
        if (pattern?.whole(seenAs(given, { ...rule, caseSensitive: true }))) return right('it fits the pattern');
        const near = least !== undefined && expected.some((one) => similarity(seenAs(given, rule), seenAs(one, rule)) >= least);
        return near ? right('the text is nearly right') : wrong('another text');
      });
  };
}
