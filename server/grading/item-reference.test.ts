/** What an item reference says about the item: other names of its variables, and values of its templates. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deliverItem, drawnItems, type Exam, examItems, importPackage, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, structured, summedTo, type TestItem, zipOf } from '../exams/testing.ts';
import { contentChecks } from './content-checks.ts';
import { drawnValues } from './drawn-values.ts';
import { gradeDelivered, gradeExam, notBegun, planSitting } from './index.ts';
import { nextKeys, publishedKeys } from './regrade/keys.ts';

const IDS = ['a', 'b', 'c'];
const { declared, processed } = summedTo(3);
const partOf = (inside: string, modes = ''): string =>
  `<qti-test-part identifier="p" ${modes}><qti-assessment-section identifier="s" title="S" visible="true">${inside}</qti-assessment-section></qti-test-part>`;
const imported = (inside: string, more: Record<string, string> = {}) =>
  importPackage(zipOf({ ...structured(IDS, inside), ...more }), { checks: contentChecks });
async function examOf(inside: string, more: Record<string, string> = {}): Promise<Exam> {
  const { exam, problems } = await imported(inside, more);
  if (!exam) throw new Error(problems.map(({ message }) => message).join('\n'));
  return exam;
}
const right = (exam: Exam) =>
  Object.fromEntries(drawnItems(exam, 'seed').map((item) => [item.id, mapForward(item, 'seed', { RESPONSE: ['B'] })]));

describe('a variable under another name', () => {
  const as = (to: string, from = 'SCORE') => `<qti-variable-mapping source-identifier="${from}" target-identifier="${to}"/>`;
  const only = processed.replace('variable-identifier="SCORE"', 'variable-identifier="CORE"');

  test('counts where outcome processing asks for that name', async () => {
    const exam = await examOf(`${declared}${partOf(`REF(a${as('CORE')})REF(b)REF(c${as('CORE')})`)}${only}`);
    expect(gradeExam(exam, 'seed', right(exam))).toMatchObject({ score: 2, max: 3 });
  });

  test('is found by rules in the same way', async () => {
    const when = '<qti-gt><qti-variable identifier="a.CORE"/><qti-base-value base-type="float">0</qti-base-value></qti-gt>';
    const branch = `<qti-branch-rule target="c">${when}</qti-branch-rule>`;
    const exam = await examOf(
      `${declared}${partOf(`REF(a${as('CORE')}${branch})REF(b)REF(c)`, 'navigation-mode="linear" submission-mode="individual"')}${processed}`,
    );
    const plan = planSitting(exam, 'seed', 1, { ...notBegun, ended: 1, answers: right(exam) });
    expect(plan?.items.map(({ id }) => id)).toEqual(['q01', 'q03']);
  });

  test('as SCORE leaves no sum of the scores of items, so that dropping one is refused', async () => {
    const points = '<qti-outcome-declaration identifier="POINTS" cardinality="single" base-type="float"/>';
    const files = { 'items/a.xml': itemXml({ ...choiceItem, id: 'a', declarations: `${choiceItem.declarations}${points}` }) };
    const exam = await examOf(`${declared}${partOf(`REF(a${as('SCORE', 'POINTS')})REF(b)REF(c)`)}${processed}`, files);
    expect(gradeExam(exam, 'seed', right(exam)).score).toBe(2);
    const people = { reason: 'r', proposedBy: 'a', approvedBy: 'b', approvedAt: 1 };
    const keys = nextKeys(exam.id, publishedKeys(exam.id), [{ kind: 'drop', item: 'q02' }], people);
    expect(() => gradeExam(exam, 'seed', right(exam), { keys })).toThrow('more than a sum');
  });

  test('is told where it stands for nothing or for two things', async () => {
    const { problems } = await imported(partOf(`REF(a${as('X', 'NONE')}${as('X')})`));
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('declares no variable "NONE"'),
      expect.stringContaining('"X" stands for two variables'),
    ]);
  });
});

/** Asks for the double of N, which is 1 unless the test says otherwise. */
const double: TestItem = {
  id: 'a',
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-template-declaration identifier="N" cardinality="single" base-type="integer"><qti-default-value><qti-value>1</qti-value></qti-default-value></qti-template-declaration>`,
  body: '<p>Twice <qti-printed-variable identifier="N"/>: <qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
  extra: `<qti-template-processing><qti-set-correct-response identifier="RESPONSE"><qti-product><qti-default identifier="N"/><qti-base-value base-type="integer">2</qti-base-value></qti-product></qti-set-correct-response></qti-template-processing>`,
};
describe('a template default', () => {
  const given = (value: string, id = 'N') => `<qti-template-default template-identifier="${id}">${value}</qti-template-default>`;
  const seven = '<qti-base-value base-type="integer">7</qti-base-value>';
  const files = { 'items/a.xml': itemXml(double) };

  test('is what the candidate is shown, what template processing finds, and what the answer is graded by', async () => {
    const exam = await examOf(partOf(`REF(a${given(seven)})REF(b)`), files);
    const [item] = examItems(exam);
    if (!item) throw new Error('no item');
    expect(JSON.stringify(deliverItem(item, 'seed', drawnValues))).toContain('"7"');
    const grade = (answer: string) => gradeDelivered(item, 'seed', mapForward(item, 'seed', { RESPONSE: [answer] }));
    expect(grade('14')).toMatchObject({ score: 1, templates: { N: ['7'] } });
    expect(grade('2').score).toBe(0);
    const plain = examItems(await examOf(partOf('REF(a)REF(b)'), files))[0];
    expect(plain?.hash).not.toBe(item.hash);
  });

  test('may be drawn, and a rule is decided by what was drawn', async () => {
    const drawn = '<qti-random-integer min="3" max="30"/>';
    const branch =
      '<qti-branch-rule target="c"><qti-gt><qti-variable identifier="a.SCORE"/><qti-base-value base-type="float">0</qti-base-value></qti-gt></qti-branch-rule>';
    const linear = 'navigation-mode="linear" submission-mode="individual"';
    const exam = await examOf(`${declared}${partOf(`REF(a${given(drawn)}${branch})REF(b)REF(c)`, linear)}${processed}`, files);
    const [item] = examItems(exam);
    if (!item) throw new Error('no item');
    const shown = new Set<string>();
    fc.assert(
      fc.property(fc.string({ minLength: 20 }), (seed) => {
        const n = Number(drawnValues(item, seed).N?.texts[0]);
        shown.add(String(n));
        expect(n).toBeGreaterThanOrEqual(3);
        const answers = { [item.id]: mapForward(item, seed, { RESPONSE: [String(2 * n)] }) };
        expect(gradeExam(exam, seed, answers).items[0]?.score).toBe(1);
        const plan = planSitting(exam, seed, 1, { ...notBegun, ended: 1, answers });
        expect(plan?.items.map(({ id }) => id)).toEqual(['q01', 'q03']);
      }),
    );
    expect(shown.size).toBeGreaterThan(5);
  });

  test.each([
    ['declares no template variable "M"', given(seven, 'M')],
    ['cannot hold', given('<qti-base-value base-type="identifier">x</qti-base-value>')],
    ['asks for variables of the test', given('<qti-variable identifier="b.SCORE"/>')],
    ['asks for variables of the test', given('<qti-sum><qti-number-correct/></qti-sum>')],
  ])('%s is told', async (message, inside) => {
    const { exam, problems } = await imported(partOf(`REF(a${inside})REF(b)`), files);
    expect(exam).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ file: 'test.xml', message: expect.stringContaining(message) })]);
  });
});
