/** Outcome processing of a whole exam: weights, categories, sections and rules decide its score. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyChange } from '../../shared/contract/regrade.ts';
import { drawnItems, type Exam, importPackage, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../exams/testing.ts';
import { gradeExam } from './index.ts';
import { type Keys, nextKeys, publishedKeys } from './regrade/keys.ts';

const paths = ['a', 'b', 'c'].map((id) => `items/${id}.xml`);
const items = Object.fromEntries(paths.map((path) => [path, itemXml({ ...choiceItem, id: path.slice(6, 7) })]));
const set = (id: string, inside: string): string => `<qti-set-outcome-value identifier="${id}">${inside}</qti-set-outcome-value>`;
const sum = (filter: string): string => `<qti-sum><qti-test-variables variable-identifier="SCORE" ${filter}/></qti-sum>`;

function packaged(processing: string, score = 'normal-maximum="10"') {
  const files = packageFiles(items);
  const whole = String(files['test.xml'])
    .replace(
      'href="items/a.xml"/>',
      'href="items/a.xml" category="core"><qti-weight identifier="W" value="4"/></qti-assessment-item-ref>',
    )
    .replace(
      '<qti-test-part',
      `<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" ${score}/>
<qti-outcome-declaration identifier="CORE" cardinality="single" base-type="float"/><qti-test-part`,
    )
    .replace('</qti-assessment-test>', `<qti-outcome-processing>${processing}</qti-outcome-processing></qti-assessment-test>`);
  return importPackage(zipOf({ ...files, 'test.xml': whole }));
}
async function exam(processing: string, score?: string): Promise<Exam> {
  const { exam: made, problems } = await packaged(processing, score);
  if (!made) throw new Error(problems.map(({ message }) => message).join('\n'));
  return made;
}
const answers = (made: Exam, seed: string, right: readonly string[]) =>
  Object.fromEntries(
    drawnItems(made, seed).map((item) => [
      item.id,
      mapForward(item, seed, { RESPONSE: [right.includes(item.authored) ? 'B' : 'A'] }),
    ]),
  );
const graded = (made: Exam, right: readonly string[]) => gradeExam(made, 'seed', answers(made, 'seed', right));

test('weights count, and the best score is what is declared', async () => {
  const made = await exam(set('SCORE', sum('weight-identifier="W"')));
  expect(graded(made, ['a', 'b'])).toMatchObject({ score: 5, max: 10 });
  expect(graded(made, ['b', 'c']).score).toBe(2);
});

test('a rule may ask for a category, a section, an item and how many are right', async () => {
  const made = await exam(
    set('CORE', sum('include-category="core"')) +
      `<qti-outcome-condition><qti-outcome-if><qti-gt><qti-variable identifier="CORE"/><qti-base-value base-type="float">0</qti-base-value></qti-gt>` +
      set('SCORE', `<qti-sum><qti-number-correct section-identifier="s"/><qti-variable identifier="ref2.SCORE"/></qti-sum>`) +
      `</qti-outcome-if><qti-outcome-else>${set('SCORE', '<qti-base-value base-type="float">-7</qti-base-value>')}</qti-outcome-else></qti-outcome-condition>`,
  );
  expect(graded(made, ['a', 'c']).score).toBe(3);
  // Without the core there is nothing, and not less than the declared least.
  expect(graded(made, ['b', 'c']).score).toBe(0);
});

describe('an exam with rules of its own after a change of its keys', () => {
  const under = (made: Exam, ...changes: KeyChange[]): Keys => {
    const before = publishedKeys(made.id);
    const people = { reason: 'r', proposedBy: 'a', approvedBy: 'b', approvedAt: 1 };
    return nextKeys(made.id, before, changes, people);
  };
  const regraded = (made: Exam, right: readonly string[], keys: Keys) =>
    gradeExam(made, 'seed', answers(made, 'seed', right), { keys });

  test('that add scores up: what is dropped or weighs otherwise does so in the best score as well', async () => {
    const made = await exam(set('SCORE', sum('weight-identifier="W"')), 'normal-maximum="6"');
    const dropped = under(made, { kind: 'drop', item: 'q02' });
    expect(regraded(made, ['a', 'b', 'c'], dropped)).toMatchObject({ score: 5, max: 5 });
    expect(regraded(made, ['b'], dropped)).toMatchObject({ score: 0, max: 5 });
    expect(regraded(made, ['a', 'b'], under(made, { kind: 'weight', item: 'q02', weight: 3 }))).toMatchObject({
      score: 7,
      max: 8,
    });
    // Where the author declares another best score than the sum, the share of it stays.
    const scaled = await exam(set('SCORE', sum('weight-identifier="W"')), 'normal-maximum="12"');
    expect(regraded(scaled, ['a'], under(scaled, { kind: 'drop', item: 'q02' }))).toMatchObject({ score: 4, max: 10 });
  });

  test('that do more than add up cannot drop or weigh an item, and say why', async () => {
    const doubled = await exam(
      set('SCORE', `<qti-product>${sum('')}<qti-base-value base-type="float">2</qti-base-value></qti-product>`),
    );
    for (const change of [{ kind: 'drop', item: 'q02' } as const, { kind: 'weight', item: 'q02', weight: 2 } as const])
      expect(() => regraded(doubled, [], under(doubled, change))).toThrow('more than a sum of the scores of its items');
    expect(regraded(doubled, ['a'], under(doubled, { kind: 'full-marks', item: 'q02' })).score).toBe(4);
  });
});

test('the same exam, seed and answers give the same score, and what is not on the form counts for nothing', async () => {
  const made = await exam(set('SCORE', sum('')));
  fc.assert(
    fc.property(fc.subarray(['a', 'b', 'c']), fc.string(), (right, seed) => {
      const given = { ...answers(made, seed, right), q99: { RESPONSE: ['B'] } };
      expect(gradeExam(made, seed, given).score).toBe(right.length);
      expect(gradeExam(made, seed, given)).toEqual(gradeExam(made, seed, given));
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['The best score of the exam must be known', set('SCORE', sum('')), ''],
  ['"POINTS" is not declared', set('POINTS', sum('')), 'normal-maximum="3"'],
])('what is wrong with the rules is told: %s', async (message, processing, score) => {
  const { exam: made, problems } = await packaged(processing, score);
  expect(made).toBeNull();
  expect(problems).toContainEqual({ file: 'test.xml', line: expect.any(Number), message: expect.stringContaining(message) });
});
