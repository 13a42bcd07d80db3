import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExamItem } from '../exams/index.ts';
import { oneItem } from '../exams/testing.ts';
import { gradeItem } from './index.ts';

const operand = '<qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/>';
const whole = (number: number): string => `<qti-base-value base-type="integer">${number}</qti-base-value>`;

/** Choices A, B, ... of which the first `right` are right, scored by a custom operator. */
async function itemWith(choices: number, right: number, operator: string, min = ''): Promise<ExamItem> {
  const ids = [...'ABCDEFGH'].slice(0, choices);
  const { item } = await oneItem({
    declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier"><qti-correct-response>${ids
      .slice(0, right)
      .map((id) => `<qti-value>${id}</qti-value>`)
      .join('')}</qti-correct-response></qti-response-declaration>`,
    body: `<qti-choice-interaction response-identifier="RESPONSE" max-choices="0">${ids.map((id) => `<qti-simple-choice identifier="${id}">${id}</qti-simple-choice>`).join('')}</qti-choice-interaction>`,
    score: `normal-maximum="1" ${min}`,
    processing: `<qti-set-outcome-value identifier="SCORE">${operator}</qti-set-outcome-value>`,
  });
  return item;
}
const operator = (name: string, more = '', attributes = ''): string =>
  `<qti-custom-operator class="invigil.credit.${name}" ${attributes}>${operand}${more}</qti-custom-operator>`;
const score = (item: ExamItem, picked: string): number => gradeItem(item, { RESPONSE: [...picked] }).score;

describe('named partial credit', () => {
  test('EDC: every choice counts alike, picked or left; rounded to two places', async () => {
    const item = await itemWith(5, 2, operator('edc', whole(5)));
    expect(['AB', 'A', 'ABC', 'C', 'CDE', ''].map((picked) => score(item, picked))).toEqual([1, 0.8, 0.8, 0.4, 0, 0]);
    const thirds = await itemWith(3, 1, operator('edc', whole(3)));
    expect(score(thirds, 'B')).toBe(0.33);
  });
  test('halves: a half for one error, a quarter for two, and only among enough choices', async () => {
    const five = await itemWith(5, 2, operator('halves', whole(5)));
    expect(['AB', 'A', 'ABC', 'AC', 'C', ''].map((picked) => score(five, picked))).toEqual([1, 0.5, 0.5, 0.25, 0, 0]);
    const four = await itemWith(4, 2, operator('halves', whole(4)));
    expect([score(four, 'A'), score(four, 'AC')]).toEqual([0.5, 0]);
    expect(score(await itemWith(2, 1, operator('halves', whole(2))), 'AB')).toBe(0);
  });
  test('points: a half, or what is declared, for a choice that is partly right', async () => {
    const partly = '<qti-multiple><qti-base-value base-type="identifier">B</qti-base-value></qti-multiple>';
    const half = await itemWith(3, 1, operator('points', partly));
    expect(['A', 'B', 'C'].map((picked) => score(half, picked))).toEqual([1, 0.5, 0]);
    const quarter = await itemWith(3, 1, operator('points', partly, 'data-credit="0.25"'));
    expect(score(quarter, 'B')).toBe(0.25);
  });
  test('right minus wrong: wrong picks cost, down to the floor', async () => {
    const item = await itemWith(4, 2, operator('right-minus-wrong'));
    expect(['AB', 'A', 'AC', 'C', 'ABC'].map((picked) => score(item, picked))).toEqual([1, 0.5, 0, 0, 0.5]);
    const negative = await itemWith(
      4,
      2,
      operator('right-minus-wrong', '', 'data-floor="-1" data-penalty="0.5"'),
      'normal-minimum="-1"',
    );
    expect(score(negative, 'CD')).toBe(-0.5);
  });
  test('each rule gives all for the right answer, nothing for none, and never more than all', async () => {
    const rules = [operator('edc', whole(6)), operator('halves', whole(6)), operator('right-minus-wrong')];
    const items = await Promise.all(rules.map((rule) => itemWith(6, 3, rule)));
    fc.assert(
      fc.property(fc.nat(2), fc.subarray([...'ABCDEF']), (which, picked) => {
        const item = items[which];
        if (!item) throw new Error('no item');
        const given = score(item, picked.join(''));
        expect(given).toBeGreaterThanOrEqual(0);
        expect(given === 1).toBe(picked.join('') === 'ABC');
        if (picked.length === 0) expect(given).toBe(0);
      }),
    );
  });
});

describe('an outcome that is looked up', () => {
  let item: ExamItem;
  beforeAll(async () => {
    const made = await oneItem({
      declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-outcome-declaration identifier="GRADE" cardinality="single" base-type="identifier"><qti-interpolation-table default-value="none">
<qti-interpolation-table-entry source-value="0" target-value="fail"/><qti-interpolation-table-entry source-value="50" include-boundary="false" target-value="pass"/><qti-interpolation-table-entry source-value="90" target-value="honours"/></qti-interpolation-table></qti-outcome-declaration>
<qti-outcome-declaration identifier="PRIZE" cardinality="single" base-type="string"><qti-match-table><qti-match-table-entry source-value="7" target-value="a bottle"/></qti-match-table></qti-outcome-declaration>`,
      body: '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
      score: 'normal-maximum="1"',
      processing: ['GRADE', 'PRIZE']
        .map(
          (id) => `<qti-lookup-outcome-value identifier="${id}"><qti-variable identifier="RESPONSE"/></qti-lookup-outcome-value>`,
        )
        .join(''),
    });
    item = made.item;
  });
  const grade = (text: string) => gradeItem(item, { RESPONSE: [text] }).outcomes;
  test('interpolation takes the highest bound that holds, the boundary only where it is included', () => {
    expect(['-1', '0', '50', '51', '89', '90', ''].map((text) => grade(text).GRADE?.[0])).toEqual([
      'none',
      'fail',
      'fail',
      'pass',
      'pass',
      'honours',
      'none',
    ]);
  });
  test('a match table takes the exact value and is NULL without one', () => {
    expect([grade('7').PRIZE, grade('8').PRIZE]).toEqual([['a bottle'], null]);
  });
});
