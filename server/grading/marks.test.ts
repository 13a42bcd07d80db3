import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Exam, examItems, importPackage, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../exams/testing.ts';
import { gradeExam } from './grade-exam.ts';
import { itemsToMark, needsMarker } from './marks.ts';

const declarations = '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>';
const body =
  '<qti-extended-text-interaction response-identifier="RESPONSE"><qti-prompt>Why?</qti-prompt></qti-extended-text-interaction>';
const rules =
  '<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value>';
const text = (id: string, score: string, processing: string) => itemXml({ id, declarations, body, score, processing });
const withoutRules = (xml: string): string => xml.replace(/<qti-response-processing[\s\S]*?<\/qti-response-processing>/, '');

let exam: Exam;
beforeAll(async () => {
  const files = packageFiles({
    'people.xml': withoutRules(text('people', 'external-scored="human" normal-maximum="8"', rules)),
    'both.xml': text('both', 'external-scored="human" normal-maximum="4"', rules),
    'machine.xml': text('machine', 'normal-maximum="1"', rules),
    'choice.xml': itemXml({ ...choiceItem, id: 'choice' }),
  });
  const imported = await importPackage(zipOf(files));
  expect(imported.problems).toEqual([]);
  if (!imported.exam) throw new Error('no exam');
  exam = imported.exam;
});

const answersOf = (essay: string) =>
  Object.fromEntries(
    examItems(exam).map((item) => [item.id, mapForward(item, 'seed', { RESPONSE: [item.authored === 'choice' ? 'B' : essay] })]),
  );

describe('items that people mark', () => {
  test('are those whose SCORE is external-scored by a human, with rules or without; a text alone is not enough', () => {
    expect(itemsToMark(exam).map(({ authored }) => authored)).toEqual(['people', 'both']);
    const [people] = examItems(exam);
    if (!people) throw new Error('no item');
    const outcomes = people.marking.outcomes.map((outcome) => ({ ...outcome, externalScored: null }));
    expect(needsMarker({ ...people, marking: { ...people.marking, outcomes } })).toBe(true);
  });

  test('an item without rules that says nothing of people is refused with what to do', async () => {
    const { problems } = await importPackage(
      zipOf(packageFiles({ 'a.xml': withoutRules(text('a', 'normal-maximum="2"', rules)) })),
    );
    expect(problems).toMatchObject([{ message: expect.stringContaining('external-scored="human"') }]);
  });

  test('score nothing before their marks are there, and say so; the rest is graded as ever', () => {
    const { items, score, max } = gradeExam(exam, 'seed', answersOf('Because.'));
    expect(items.map((item) => [item.score, item.trace.at(-1)])).toEqual([
      [0, 'Waits for its marks.'],
      [0, 'Waits for its marks.'],
      [1, 'Score 1 of 1.'],
      [1, 'Score 1 of 1.'],
    ]);
    expect([score, max]).toEqual([2, 14]);
    expect(gradeExam(exam, 'seed', answersOf('')).items[0]?.trace).toEqual(['Left blank, so there is nothing to mark.']);
  });

  test('a mark counts within the item’s bounds, only for its own item, and the same each time', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (score) => {
        const marks = { q01: { score, trace: ['Marked.'] }, q03: { score: 99, trace: [] }, nothing: { score: 5, trace: [] } };
        const graded = gradeExam(exam, 'seed', answersOf('Because.'), { marks });
        const [first, second, third] = graded.items;
        expect(first?.score).toBeCloseTo(Math.min(8, Math.max(0, score)), 8);
        expect(second?.score).toBe(0);
        expect(third?.score).toBe(1);
        expect(gradeExam(exam, 'seed', answersOf('Because.'), { marks })).toEqual(graded);
      }),
    );
  });
});
