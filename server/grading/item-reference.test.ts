/** What an item reference says about the item: other names of its variables, and values of its templates. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deliverItem, drawnItems, type Exam, examItems, importPackage, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, structured, summedTo, type TestItem, zipOf } from '../exams/testing.ts';
import { contentChecks } from './content-checks.ts';
import { valuesOf } from './drawn-store.ts';
import { drawnValues } from './drawn-values.ts';
import { gradeDelivered, gradeExam, notBegun, planSitting, presetsOf } from './index.ts';
import { recomputeScore } from './mark.ts';
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
    ['"b.SCORE" has no value yet', given('<qti-variable identifier="b.SCORE"/>')],
    ['"a.2.SCORE" has no value yet', given('<qti-variable identifier="a.2.SCORE"/>')],
  ])('%s is told', async (message, inside) => {
    const { exam, problems } = await imported(partOf(`REF(a${inside})REF(b)`), files);
    expect(exam).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ file: 'test.xml', message: expect.stringContaining(message) })]);
  });
});

describe('a template default that asks for what was answered before', () => {
  const linear = 'navigation-mode="linear" submission-mode="individual"';
  const preset = (value: string) => `<qti-template-default template-identifier="N">${value}</qti-template-default>`;
  const addTen = (value: string) => preset(`<qti-sum><qti-base-value base-type="integer">10</qti-base-value>${value}</qti-sum>`);
  const answered = '<qti-number-correct/>';
  const files = { 'items/c.xml': itemXml({ ...double, id: 'c' }) };
  const inTwo = (first: string, last: string, modes = '') =>
    `<qti-test-part identifier="p" ${modes}><qti-assessment-section identifier="s" title="S" visible="true">${first}</qti-assessment-section></qti-test-part><qti-test-part identifier="o" ${modes}><qti-assessment-section identifier="t" title="T" visible="true">${last}</qti-assessment-section></qti-test-part>`;
  const SEED = 'seed';
  const choose = (exam: Exam, picks: Record<string, string>) =>
    Object.fromEntries(
      drawnItems(exam, SEED).flatMap((item) => {
        const pick = picks[item.authored];
        return pick === undefined ? [] : [[item.id, mapForward(item, SEED, { RESPONSE: [pick] })]];
      }),
    );

  test.each([
    ['of the same linear part', partOf(`REF(a)REF(b)REF(c${addTen('<qti-variable identifier="b.SCORE"/>')})`, linear), 11],
    ['of an earlier part, where candidates move freely', inTwo('REF(a)REF(b)', `REF(c${addTen(answered)})`), 12],
    [
      'of a part that was handed in as a whole',
      inTwo('REF(a)REF(b)', `REF(c${addTen(answered)})`, 'navigation-mode="linear" submission-mode="simultaneous"'),
      12,
    ],
  ])('holds the answers %s', async (_, inside, expected) => {
    const exam = await examOf(inside, files);
    const before = planSitting(exam, SEED, 1);
    expect(before?.items.map(({ id }) => id)).toEqual(['q01', 'q02']);
    expect(before?.complete).toBe(false);
    const answers = choose(exam, { a: 'B', b: 'B', c: String(2 * expected) });
    const progress = { ...notBegun, ended: 1, answers };
    expect(planSitting(exam, SEED, 1, progress)).toMatchObject({ complete: true, stretch: 2 });
    const presets = presetsOf(exam, SEED, progress);
    expect(presets.q03).toEqual({ N: [String(expected)] });
    const item = drawnItems(exam, SEED)[2];
    if (!item) throw new Error('no item');
    const form = deliverItem({ ...item, presets: presets.q03 }, SEED, drawnValues);
    expect(JSON.stringify(form)).toContain(`"${expected}"`);
    const { items } = gradeExam(exam, SEED, answers, { presets });
    expect(items[2]).toMatchObject({
      score: 1,
      basis: { presets: { N: [String(expected)] }, templates: { N: [String(expected)] } },
    });
    expect(items.map((one) => recomputeScore(exam, publishedKeys(exam.id), one).outcome)).toEqual(['same', 'same', 'same']);
    // A later change of a key gives nobody another question.
    const drop = nextKeys(exam.id, publishedKeys(exam.id), [{ kind: 'full-marks', item: 'q01' }], {
      reason: 'r',
      proposedBy: 'a',
      approvedBy: 'b',
      approvedAt: 1,
    });
    expect(gradeExam(exam, SEED, answers, { presets, keys: drop }).items[2]?.score).toBe(1);
  });

  test('follows what was answered, and leaves the item its own value where nothing was', async () => {
    const own = '<qti-variable identifier="b.RESPONSE"/>';
    const exam = await examOf(partOf(`REF(a)REF(b)REF(c${preset(own)})`, linear), {
      ...files,
      'items/b.xml': itemXml({ ...double, id: 'b' }),
    });
    const given = (picks: Record<string, string>) =>
      presetsOf(exam, SEED, { ...notBegun, ended: 1, answers: choose(exam, picks) }).q03;
    expect(given({ b: '40' })).toEqual({ N: ['40'] });
    expect(given({ b: '41' })).toEqual({ N: ['41'] });
    expect(given({})).toEqual({});
  });

  test('is kept as it was shown: another value that is drawn later is not scored', async () => {
    const exam = await examOf(inTwo('REF(a)REF(b)', `REF(c${addTen(answered)})`), files);
    const answers = choose(exam, { a: 'B', b: 'B', c: '24' });
    const presets = presetsOf(exam, SEED, { ...notBegun, ended: 1, answers });
    const shown = valuesOf(exam, SEED, presets);
    expect(Object.keys(shown)).toEqual(['q03']);
    expect(Object.keys(valuesOf(exam, SEED, presetsOf(exam, SEED, notBegun)))).toEqual([]);
    expect(gradeExam(exam, SEED, answers, { presets, shown }).items[2]?.score).toBe(1);
    const other = gradeExam(exam, SEED, answers, { presets: { q03: { N: ['99'] } }, shown }).items[2];
    expect(other).toMatchObject({
      score: 0,
      trace: expect.arrayContaining([expect.stringContaining('was shown another value')]),
    });
  });
});
