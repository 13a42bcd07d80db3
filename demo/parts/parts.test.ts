import { expect, test } from 'vitest';
import { drawnItems, importPackage, mapForward } from '../../server/exams/index.ts';
import { contentChecks, notBegun, planSitting } from '../../server/grading/index.ts';
import { demoCases } from '../content/package.ts';
import { partsPackage } from './package.ts';

test('the short exam is imported, and its last part is for those who have three points', async () => {
  const { exam, problems } = await importPackage(partsPackage(), { checks: contentChecks });
  expect(problems).toEqual([]);
  if (!exam) return;
  const right = Object.fromEntries(
    drawnItems(exam, 'seed').map((item) => {
      const best = demoCases()[item.authored]?.find(({ score }) => score === item.marking.max);
      return [item.id, mapForward(item, 'seed', best?.responses ?? {})];
    }),
  );
  const plan = (answers: typeof right, ended: number) => planSitting(exam, 'seed', 1, { ...notBegun, answers, ended });
  expect(plan({}, 0)).toMatchObject({ complete: false, parts: [{ linear: true }, { linear: false, together: true }] });
  expect(plan({}, 1)).toMatchObject({ complete: true, stretch: 1 });
  expect(plan(right, 1)).toMatchObject({ complete: true, stretch: 2, parts: [{}, {}, { linear: true }] });
});
