import { beforeAll, describe, expect, test } from 'vitest';
import { deliver, drawnItems, type Exam, importPackage, mapForward } from '../../server/exams/index.ts';
import { contentChecks, drawnValues, gradeExam, notBegun, planSitting, presetsOf } from '../../server/grading/index.ts';
import { itemsOf } from '../../shared/assessment/delivery.ts';
import { practicePackage } from './package.ts';

let exam: Exam;
let notes: string[];
beforeAll(async () => {
  const imported = await importPackage(practicePackage(), { checks: contentChecks, requireCases: true });
  expect(imported.problems).toEqual([]);
  if (!imported.exam) throw new Error('no exam');
  exam = imported.exam;
  notes = imported.warnings.map(({ message }) => message);
});
const seeds = Array.from({ length: 40 }, (_, i) => `seed ${i}`);

/** Right answers to all that this candidate gets; the last is made of the one before. */
function rightAnswers(seed: string) {
  const answers: Record<string, Record<string, string[]>> = {};
  for (const item of drawnItems(exam, seed)) {
    const presets = presetsOf(exam, seed, { ...notBegun, ended: 1, answers })[item.id];
    const values = drawnValues({ ...item, presets }, seed);
    const of = (name: string) => values[name]?.texts ?? [];
    const right = {
      'reorder-point-drawn': 'POINT',
      pallets: 'ALL',
      'pooling-words': 'CASE',
      'own-forecast': 'SECOND',
      'own-error': 'MORE',
    };
    const name = right[item.authored as keyof typeof right];
    answers[item.id] = mapForward(item, seed, { RESPONSE: of(name) });
  }
  return answers;
}

describe('the practice exam', () => {
  test('tells that feedback and solutions wait for the result', () => {
    expect(notes.length).toBeGreaterThan(0);
    for (const note of notes) expect(note).toContain('once the result is final');
  });

  test('gives everybody six questions with numbers of their own, some of them again', () => {
    const texts = new Set<string>();
    for (const seed of seeds) {
      const items = itemsOf(deliver(exam, seed, drawnValues));
      expect(items).toHaveLength(6);
      expect(new Set(items.map(({ id }) => id)).size).toBe(6);
      texts.add(JSON.stringify(items[0]?.content));
    }
    expect(texts.size).toBeGreaterThan(30);
    expect(seeds.some((seed) => drawnItems(exam, seed).some(({ instance }) => instance.sequence === 3))).toBe(true);
  });

  test('sends no feedback with a form', () => {
    for (const seed of seeds)
      expect(JSON.stringify(deliver(exam, seed, drawnValues))).not.toMatch(
        /comes on top|makes up for|as late as can be|ready for/,
      );
  });

  test('makes the last question of the answer before it, in a stretch of its own', () => {
    for (const seed of seeds.slice(0, 10)) {
      const answers = rightAnswers(seed);
      const plan = planSitting(exam, seed, 1, { ...notBegun, answers });
      expect(plan).toMatchObject({ complete: false, parts: [{ linear: false, together: true }, { linear: true }] });
      expect(plan?.items).toHaveLength(5);
      const presets = presetsOf(exam, seed, { ...notBegun, ended: 1, answers });
      expect(gradeExam(exam, seed, answers, { presets })).toMatchObject({ score: 7, max: 7 });
    }
  });
});
