/** The string grader. */

import { z } from 'zod';
import { patternFrom, sameText, seenAs, type TextRule } from '../../../../server/grading/maths/index.ts';
import { answerList, type Grades, Refused } from './shapes.ts';

const settings = z.object({
  answers: answerList.default([]),
  strip: z.boolean().default(true),
  clean_spaces: z.boolean().default(true),
  strip_all: z.boolean().default(false),
  case_sensitive: z.boolean().default(true),
  accept_any: z.boolean().default(false),
  accept_nonempty: z.boolean().default(false),
  min_length: z.number().default(0),
  min_words: z.number().default(0),
  explain_minimums: z.string().nullable().default('err'),
  validation_pattern: z.string().nullable().default(null),
  explain_validation: z.string().nullable().default('err'),
});

const refuseOrFail = (how: string | null, why: string): Grades => {
  if (how === 'err') throw new Refused(why);
  return { grades: [0] };
};

export function gradeString(config: Record<string, unknown>, expect: string | null, input: string): Grades {
  const rules = settings.parse(config);
  const space: TextRule['space'] = rules.strip_all ? 'all' : rules.strip ? (rules.clean_spaces ? 'one' : 'trim') : 'keep';
  const rule: TextRule = { caseSensitive: rules.case_sensitive, space };
  const answers = rules.answers.length > 0 ? rules.answers : [{ expect: [expect ?? ''], grade_decimal: 1 }];
  const alternatives = answers.flatMap((one) =>
    one.expect.map((text) => ({ text: String(text), grade: one.grade_decimal ?? 1 })),
  );
  const any = rules.accept_any || rules.accept_nonempty;
  const seen = seenAs(input, { ...rule, caseSensitive: true });
  if (rules.validation_pattern !== null) {
    const pattern = patternFrom(rules.validation_pattern);
    const bad = any ? undefined : alternatives.find(({ text }) => !pattern.whole(seenAs(text, { ...rule, caseSensitive: true })));
    if (bad) throw new Refused('an expected answer does not match the pattern');
    if (!pattern.whole(seen)) return refuseOrFail(rules.explain_validation, 'not in the expected format');
  }
  if (any) {
    const words = seen === '' ? 0 : seen.split(/\s+/).length;
    if (words < rules.min_words) return refuseOrFail(rules.explain_minimums, 'too few words');
    if (seen.length < Math.max(rules.min_length, rules.accept_nonempty ? 1 : 0))
      return refuseOrFail(rules.explain_minimums, 'too short');
    return { grades: [Math.max(...alternatives.map(({ grade }) => grade))] };
  }
  return { grades: [Math.max(0, ...alternatives.filter(({ text }) => sameText(input, [text], rule)).map(({ grade }) => grade))] };
}
