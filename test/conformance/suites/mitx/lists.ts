/** The graders of several inputs, of lists in one input, and of intervals. */

import { z } from 'zod';
import { bestAssignment } from '../../../../server/grading/maths/index.ts';
import type { Siblings } from './formula.ts';
import { answerList, type Grader, type Grades, grader, Refused } from './shapes.ts';

/** Grades inputs by a grader whose answers are put in. */
export type GradeOne = (one: Grader, expect: string | null, input: string | string[], siblings?: Siblings) => Grades;

const mean = (grades: readonly number[]): number => grades.reduce((sum, grade) => sum + grade, 0) / Math.max(1, grades.length);
const withAnswers = (one: Grader, answers: unknown): Grader => ({ ...one, config: { ...one.config, answers } });

/** More in all; at a tie, more at the first input that differs. */
function better(a: readonly number[], b: readonly number[]): boolean {
  const [x, y] = [mean(a), mean(b)];
  if (Math.abs(x - y) > 1e-12) return x > y;
  const at = a.findIndex((grade, index) => grade !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

const listSettings = z.object({
  answers: z.array(z.array(z.unknown())).default([]),
  subgraders: z.union([grader, z.array(grader)]),
  ordered: z.boolean().default(false),
  partial_credit: z.boolean().default(true),
  grouping: z.array(z.number()).default([]),
});

export function gradeList(config: Record<string, unknown>, inputs: string | string[], grade: GradeOne): Grades {
  const settings = listSettings.parse(config);
  if (!Array.isArray(inputs)) throw new Refused('a list of inputs is needed');
  const groups = settings.grouping.length > 0 ? [...new Set(settings.grouping)].sort((a, b) => a - b) : undefined;
  const places = groups
    ? groups.map((group) => settings.grouping.flatMap((one, index) => (one === group ? [index] : [])))
    : inputs.map((_, index) => [index]);
  if (settings.grouping.length > 0 && settings.grouping.length !== inputs.length)
    throw new Refused('a different number of inputs');
  const best = settings.answers
    .map((answers) => gradeSet(answers, places, inputs, settings, grade))
    .reduce((a, b) => (better(b.grades, a.grades) ? b : a));
  return !settings.partial_credit && best.grades.some((one) => one < 1) ? { grades: best.grades.map(() => 0) } : best;
}

function gradeSet(
  answers: readonly unknown[],
  places: readonly number[][],
  inputs: readonly string[],
  settings: z.infer<typeof listSettings>,
  grade: GradeOne,
): Grades {
  if (answers.length !== places.length) throw new Refused('the number of answers and the number of inputs are different');
  const graderAt = (index: number): Grader => {
    const one = Array.isArray(settings.subgraders) ? settings.subgraders[index] : settings.subgraders;
    if (!one) throw new Refused('a grader is missing');
    return one;
  };
  const of = (place: readonly number[]): string | string[] => {
    const texts = place.map((index) => inputs[index] ?? '');
    return settings.grouping.length > 0 && texts.length > 1 ? texts : (texts[0] ?? '');
  };
  const siblings: Siblings = new Map(inputs.map((text, index) => [`sibling_${index + 1}`, text]));
  const one = (row: number, column: number): Grades =>
    grade(withAnswers(graderAt(column), answers[column]), null, of(places[row] ?? []), siblings);
  const result: number[] = Array.from({ length: inputs.length }, () => 0);
  const put = (row: number, given: Grades): void => {
    (places[row] ?? []).forEach((place, index) => {
      result[place] = given.grades.length > 1 ? (given.grades[index] ?? 0) : (given.grades[0] ?? 0);
    });
  };
  if (settings.ordered || Array.isArray(settings.subgraders))
    places.forEach((_, row) => {
      put(row, one(row, row));
    });
  else {
    const table = places.map((_, row) => answers.map((_, column) => one(row, column)));
    const pairs = bestAssignment(table.map((row) => row.map((cell) => mean(cell.grades))));
    pairs.forEach((column, row) => {
      const cell = column === undefined ? undefined : table[row]?.[column];
      if (cell) put(row, cell);
    });
  }
  return { grades: result };
}

const singleSettings = z.object({
  answers: answerList.default([]),
  subgrader: grader,
  delimiter: z.string().default(','),
  ordered: z.boolean().default(false),
  partial_credit: z.boolean().default(true),
  length_error: z.boolean().default(false),
  missing_error: z.boolean().default(true),
});

/** What an author's plain text stands for: a list of plain texts, or of lists of them. */
function inferred(expect: string, settings: z.infer<typeof singleSettings>): unknown[] {
  const { subgrader } = settings;
  return expect.split(settings.delimiter).map((part) => {
    const nested = subgrader.grader === 'SingleListGrader' ? inferred(part, singleSettings.parse(subgrader.config)) : undefined;
    return [{ expect: nested ? [nested] : [part.trim()], grade_decimal: 1 }];
  });
}

export function gradeSingleList(config: Record<string, unknown>, expect: string | null, input: string, grade: GradeOne): Grades {
  const settings = singleSettings.parse(config);
  const answers =
    settings.answers.length > 0 ? settings.answers : [{ expect: [inferred(expect ?? '', settings)], grade_decimal: 1 }];
  const given = input.split(settings.delimiter);
  if (settings.missing_error && given.some((part) => part.trim() === '')) throw new Refused('an empty entry');
  let best = 0;
  for (const one of answers)
    for (const alternative of one.expect) {
      const items = z.array(z.unknown()).parse(alternative);
      if (settings.length_error && items.length !== given.length) throw new Refused('a different number of items');
      best = Math.max(best, itemised(items, given, settings, grade) * (one.grade_decimal ?? 1));
    }
  return { grades: [best] };
}

function itemised(
  items: readonly unknown[],
  given: readonly string[],
  settings: z.infer<typeof singleSettings>,
  grade: GradeOne,
): number {
  const cell = (row: number, column: number): number =>
    mean(grade(withAnswers(settings.subgrader, items[column]), null, (given[row] ?? '').trim()).grades);
  let total = 0;
  if (settings.ordered) for (let k = 0; k < Math.min(items.length, given.length); k++) total += cell(k, k);
  else {
    const table = given.map((_, row) => items.map((_, column) => cell(row, column)));
    bestAssignment(table).forEach((column, row) => {
      total += column === undefined ? 0 : (table[row]?.[column] ?? 0);
    });
  }
  const surplus = Math.max(0, given.length - items.length);
  const credit = Math.max(0, (total - surplus) / items.length);
  return settings.partial_credit || credit === 1 ? credit : 0;
}

const intervalSettings = z.object({
  answers: answerList.default([]),
  subgrader: grader,
  delimiter: z.string().default(','),
  opening_brackets: z.string().default('[('),
  closing_brackets: z.string().default('])'),
  partial_credit: z.boolean().default(true),
});

type Bounds = { open: string; lower: string; upper: string; close: string };

function boundsFrom(text: string, settings: z.infer<typeof intervalSettings>): Bounds {
  const packed = text.trim();
  const parts = packed.slice(1, -1).split(settings.delimiter);
  const [open, close] = [packed[0] ?? '', packed[packed.length - 1] ?? ''];
  if (packed.length < 5 || parts.length !== 2) throw new Refused('no interval');
  if (!settings.opening_brackets.includes(open) || !settings.closing_brackets.includes(close))
    throw new Refused('an invalid bracket');
  return { open, close, lower: (parts[0] ?? '').trim(), upper: (parts[1] ?? '').trim() };
}

export function gradeInterval(config: Record<string, unknown>, expect: string | null, input: string, grade: GradeOne): Grades {
  const settings = intervalSettings.parse(config);
  const answers =
    settings.answers.length > 0
      ? settings.answers
      : [{ expect: [plainBounds(boundsFrom(expect ?? '', settings))], grade_decimal: 1 }];
  const given = boundsFrom(input, settings);
  const bracket = (options: unknown, sign: string): number =>
    Math.max(0, ...answerList.parse(options).flatMap((one) => (one.expect.includes(sign) ? [one.grade_decimal ?? 1] : [])));
  let best = 0;
  for (const one of answers)
    for (const alternative of one.expect) {
      const [open, lower, upper, close] = z.array(z.unknown()).parse(alternative);
      const bound = (options: unknown, text: string): number =>
        mean(grade(withAnswers(settings.subgrader, options), null, text).grades);
      const credit =
        (bound(lower, given.lower) * bracket(open, given.open) + bound(upper, given.upper) * bracket(close, given.close)) / 2;
      best = Math.max(best, (settings.partial_credit || credit === 1 ? credit : 0) * (one.grade_decimal ?? 1));
    }
  return { grades: [best] };
}

const plainBounds = ({ open, lower, upper, close }: Bounds): unknown[] =>
  [open, lower, upper, close].map((text) => [{ expect: [text], grade_decimal: 1 }]);
