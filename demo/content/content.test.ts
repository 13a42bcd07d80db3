import { beforeAll, describe, expect, test } from 'vitest';
import { deliver, type Exam, examItems, importPackage } from '../../server/exams/index.ts';
import { contentChecks, gradeExam, gradeItem } from '../../server/grading/index.ts';
import { type InteractionKind, itemsOf } from '../../shared/assessment/delivery.ts';
import { interactionsOf } from '../../shared/assessment/validate.ts';
import { digestBytes } from '../../shared/journal/chain.ts';
import { demoAnswers } from './answers.ts';
import { demoCases, demoPackage } from './package.ts';

let exam: Exam;
beforeAll(async () => {
  const imported = await importPackage(demoPackage(), { checks: contentChecks, requireCases: true });
  expect(imported.problems).toEqual([]);
  if (!imported.exam) throw new Error('no exam');
  exam = imported.exam;
});

describe('the demo exam', () => {
  test('has four sections and the breadth of a comprehensive examination', () => {
    const form = deliver(exam, 'a seed');
    expect(form.sections.map((section) => section.title)).toEqual([
      'Analytics and forecasting',
      'Inventory and network design',
      'Dynamics and contracts',
      'Technology and systems',
    ]);
    expect(itemsOf(form)).toHaveLength(38);
    const kinds = new Set<InteractionKind>(
      itemsOf(form).flatMap(({ content }) => interactionsOf(content).map((i) => i.interaction)),
    );
    expect([...kinds].toSorted()).toEqual([
      'associate',
      'choice',
      'gap-match',
      'graphic-order',
      'hotspot',
      'hottext',
      'inline-choice',
      'match',
      'order',
      'select-point',
      'slider',
      'text-entry',
    ]);
    const stimuli = form.sections.flatMap((section) => section.stimuli);
    expect(stimuli.map(({ title }) => title)).toHaveLength(3);
    for (const { id } of stimuli) expect(itemsOf(form).filter((item) => item.stimulus === id).length).toBeGreaterThan(1);
    expect(JSON.stringify(form)).toContain('"tag":"math"');
  });

  test('zips to the same bytes every time', () => {
    expect(digestBytes(demoPackage())).toBe(digestBytes(demoPackage()));
  });

  test('every item scores its cases as its author says, and a blank answer scores nothing', () => {
    const cases = demoCases();
    for (const item of examItems(exam)) {
      const own = cases[item.authored] ?? [];
      expect(
        own.map(({ name }) => name),
        item.authored,
      ).toEqual(expect.arrayContaining(['right', 'wrong']));
      for (const { name, responses, score } of own) {
        const grade = gradeItem(item, responses);
        expect({ item: item.authored, name, score: grade.score }, grade.trace.join('\n')).toEqual({
          item: item.authored,
          name,
          score,
        });
      }
      const right = own.find(({ name }) => name === 'right');
      expect(right?.score, item.authored).toBe(item.marking.max);
      expect(gradeItem(item, {}).score, item.authored).toBe(0);
    }
    expect(Object.keys(cases)).toHaveLength(examItems(exam).length);
  });

  test('the declared correct response of every item earns its best score', () => {
    for (const item of examItems(exam)) {
      const correct = Object.fromEntries(item.marking.responses.map(({ id, correct }) => [id, correct ?? []]));
      expect(gradeItem(item, correct).score, item.authored).toBe(item.marking.max);
    }
  });

  test('a candidate who knows everything gets all points, one who errs throughout none, one of half knowledge in between', () => {
    const seed = 'sitting 7';
    const grade = (skill: (place: number) => 'right' | 'wrong') => gradeExam(exam, seed, demoAnswers(exam, seed, skill));
    const best = grade(() => 'right');
    expect(best.score).toBe(best.max);
    expect(grade(() => 'wrong').score).toBe(0);
    const half = grade((place) => (place % 2 ? 'right' : 'wrong')).score;
    expect(half).toBeGreaterThan(0.3 * best.max);
    expect(half).toBeLessThan(0.7 * best.max);
  });
});
