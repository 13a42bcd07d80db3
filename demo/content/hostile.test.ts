/** The demo's real items, damaged; and real forms, answered by hostile clients. */

import fc from 'fast-check';
import { zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { deliver, type Exam, examItems, importPackage } from '../../server/exams/index.ts';
import { gradeDelivered, gradeExam } from '../../server/grading/index.ts';
import { itemsOf } from '../../shared/assessment/delivery.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { demoAnswers } from './answers.ts';
import { demoFiles, demoPackage } from './package.ts';

let exam: Exam;
beforeAll(async () => {
  const imported = await importPackage(demoPackage());
  if (!imported.exam) throw new Error('no exam');
  exam = imported.exam;
});

test('a piece cut out of an item, or doubled, is told or harmless, and never a crash', async () => {
  const files = demoFiles();
  const items = Object.keys(files).filter((name) => name.startsWith('items/'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...items), fc.nat(3_000), fc.nat(200), fc.boolean(), async (name, from, length, double) => {
      const text = new TextDecoder().decode(files[name]);
      const piece = text.slice(from, from + length);
      const xml = text.slice(0, from) + (double ? piece + piece : '') + text.slice(from + length);
      const { exam: made, problems } = await importPackage(
        zipSync({ ...files, [name]: new TextEncoder().encode(xml) }, { level: 0 }),
      );
      expect(made === null).toBe(problems.length > 0);
    }),
    { numRuns: 40 },
  );
});

const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom('', 'A', 'B', 'NaN', '1e999', '-5', '3 4', 'a b c', '__proto__', 'constructor'),
);
const seed = 'a sitting';

test('no response of any kind crashes grading, or earns anything outside of 0 and the best score', () => {
  const form = deliver(exam, seed);
  const known = itemsOf(form).flatMap(({ responses }) => responses.map(({ id }) => id));
  const names = fc.oneof(fc.constantFrom(...known, 'RESPONSE', '__proto__', 'toString'), fc.string());
  const answers = fc.dictionary(names, fc.array(hostile, { maxLength: 6 }));
  fc.assert(
    fc.property(fc.constantFrom(...examItems(exam)), answers, (item, responses) => {
      const { score, max, trace } = gradeDelivered(item, seed, responses as Responses);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(max);
      expect(trace.length).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});

test("the author's identifiers, sent by a client that guesses them, earn nothing", () => {
  for (const item of examItems(exam)) {
    const guessed = Object.fromEntries(item.marking.responses.map(({ id, correct }) => [id, correct ?? []]));
    expect(gradeDelivered(item, seed, guessed)).toMatchObject({ score: 0, trace: [expect.stringContaining('Not scored')] });
  }
});

test('the right answers of one form are worth nothing on another', () => {
  const foreign = demoAnswers(exam, 'another sitting', () => 'right');
  const { items } = gradeExam(exam, seed, foreign);
  for (const { score, trace } of items)
    expect({ score, first: trace[0]?.startsWith('Not scored') }).toEqual({ score: 0, first: true });
});

test('repeating a right value does not inflate a score', () => {
  const answers = demoAnswers(exam, seed, () => 'right');
  const doubled = Object.fromEntries(
    Object.entries(answers).map(([item, responses]) => [
      item,
      Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, [...values, ...values]])),
    ]),
  );
  expect(gradeExam(exam, seed, doubled).score).toBe(0);
});

test('a grade is the same bytes every time, from a fresh import too', async () => {
  const again = (await importPackage(demoPackage())).exam;
  if (!again) throw new Error('no exam');
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(fc.boolean(), { minLength: 38, maxLength: 38 }), (own, knows) => {
      const answers = demoAnswers(exam, own, (place) => (knows[place] ? 'right' : 'wrong'));
      expect(JSON.stringify(gradeExam(again, own, answers))).toBe(JSON.stringify(gradeExam(exam, own, structuredClone(answers))));
    }),
    { numRuns: 30 },
  );
});
