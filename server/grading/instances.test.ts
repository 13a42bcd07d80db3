/** Selection with replacement: one item several times in a sitting, each time an instance of its own. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemsOf } from '../../shared/assessment/delivery.ts';
import { deliver, drawnItems, type Exam, importPackage, instanceId, instanceOf, mapForward } from '../exams/index.ts';
import { itemXml, structured, summedTo, type TestItem, zipOf } from '../exams/testing.ts';
import { contentChecks } from './content-checks.ts';
import { drawnValues } from './drawn-values.ts';
import { gradeExam, notBegun, planSitting } from './index.ts';
import { recomputeScore } from './mark.ts';
import { impactOf } from './regrade/impact.ts';
import { nextKeys, publishedKeys } from './regrade/keys.ts';

const IDS = ['a', 'b', 'c'];
/** Asks for twice a number that each instance draws for itself. */
const double: TestItem = {
  id: 'a',
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-template-declaration identifier="N" cardinality="single" base-type="integer"/>`,
  body: '<p>Twice <qti-printed-variable identifier="N"/>: <qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
  extra: `<qti-template-processing><qti-set-template-value identifier="N"><qti-random-integer min="1" max="1000000"/></qti-set-template-value><qti-set-correct-response identifier="RESPONSE"><qti-product><qti-variable identifier="N"/><qti-base-value base-type="integer">2</qti-base-value></qti-product></qti-set-correct-response></qti-template-processing>`,
};
const selecting = (select: number, items = 'REF(a)', more = '', modes = '') =>
  `<qti-test-part identifier="p" ${modes}><qti-assessment-section identifier="s" title="S" visible="true"><qti-selection select="${select}" with-replacement="true"/>${more}${items}</qti-assessment-section></qti-test-part>`;
const imported = (inside: string) =>
  importPackage(zipOf({ ...structured(IDS, inside), 'items/a.xml': itemXml(double) }), { checks: contentChecks });
async function examOf(inside: string): Promise<Exam> {
  const { exam, problems } = await imported(inside);
  if (!exam) throw new Error(problems.map(({ message }) => message).join('\n'));
  return exam;
}
/** Right answers to the instances at these places, and a wrong one to all others. */
const answersOf = (exam: Exam, seed: string, isRight: (place: number) => boolean) =>
  Object.fromEntries(
    drawnItems(exam, seed).map((item, place) => {
      const n = Number(drawnValues(item, seed).N?.texts[0]);
      const right = item.authored === 'a' ? String(2 * n) : 'B';
      const wrong = item.authored === 'a' ? '1' : 'A';
      return [item.id, mapForward(item, seed, { RESPONSE: [isRight(place) ? right : wrong] })];
    }),
  );
const people = { reason: 'r', proposedBy: 'a', approvedBy: 'b', approvedAt: 1 };

describe('the name of an instance', () => {
  test('leads back to its item and its number; the first is called like the item', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), (number, sequence) => {
        const item = `q${String(number).padStart(2, '0')}`;
        expect(instanceOf(instanceId({ item, sequence }))).toEqual({ item, sequence });
      }),
    );
    expect(instanceId({ item: 'q07', sequence: 1 })).toBe('q07');
  });
});

describe('a section that selects with replacement', () => {
  test('gives each instance its own name, numbers, names of responses and score', async () => {
    const exam = await examOf(selecting(3));
    const form = itemsOf(deliver(exam, 'seed', drawnValues));
    expect(form.map(({ id }) => id)).toEqual(['q01', 'q01-2', 'q01-3']);
    expect(new Set(form.map(({ content }) => JSON.stringify(content))).size).toBe(3);
    expect(new Set(form.flatMap(({ responses }) => responses.map(({ id }) => id))).size).toBe(3);
    const grade = gradeExam(
      exam,
      'seed',
      answersOf(exam, 'seed', (place) => place !== 1),
    );
    expect(grade).toMatchObject({ score: 2, max: 3 });
    expect(grade.items.map(({ item, score }) => [item, score])).toEqual([
      ['q01', 1],
      ['q01-2', 0],
      ['q01-3', 1],
    ]);
  });

  test('draws as many as are asked for, whatever the seed, the required among them', async () => {
    const exam = await examOf(
      `<qti-test-part identifier="p"><qti-assessment-section identifier="s" title="S" visible="true"><qti-selection select="4" with-replacement="true"/><qti-ordering shuffle="true"/>REF(a)<qti-assessment-item-ref identifier="b" href="items/b.xml" required="true"/></qti-assessment-section></qti-test-part>`,
    );
    const repeated = new Set<string>();
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (seed) => {
        const items = drawnItems(exam, seed);
        expect(items).toHaveLength(4);
        expect(new Set(items.map(({ id }) => id)).size).toBe(4);
        expect(items.map(({ authored }) => authored)).toContain('b');
        for (const { instance } of items) if (instance.sequence > 1) repeated.add(instance.item);
      }),
    );
    expect([...repeated].toSorted()).toEqual(['q01', 'q02']);
  });

  test('every stored score can be computed again from its own basis', async () => {
    const exam = await examOf(selecting(3));
    const keys = publishedKeys(exam.id);
    const { items } = gradeExam(
      exam,
      'seed',
      answersOf(exam, 'seed', () => true),
    );
    expect(items.map((stored) => recomputeScore(exam, keys, stored).outcome)).toEqual(['same', 'same', 'same']);
  });

  test('a change of the key holds for all instances, and its impact tells of the item once', async () => {
    const exam = await examOf(selecting(6, 'REF(a)REF(b)'));
    const seed = 'seed';
    const items = drawnItems(exam, seed);
    const own = (item: string) => items.filter(({ instance }) => instance.item === item).length;
    expect(own('q01')).toBeGreaterThan(1);
    const answers = answersOf(exam, seed, () => false);
    const grade = (changes: Parameters<typeof nextKeys>[2]) =>
      gradeExam(exam, seed, answers, {
        keys: changes.length ? nextKeys(exam.id, publishedKeys(exam.id), changes, people) : publishedKeys(exam.id),
      });
    const before = grade([]);
    expect(before).toMatchObject({ score: 0, max: 6 });
    expect(grade([{ kind: 'full-marks', item: 'q01' }]).score).toBe(own('q01'));
    expect(grade([{ kind: 'drop', item: 'q01' }]).max).toBe(own('q02'));
    expect(grade([{ kind: 'weight', item: 'q01', weight: 2 }]).max).toBe(own('q02') + 2 * own('q01'));
    expect(() => grade([{ kind: 'drop', item: 'q01-2' }])).toThrow('no item');
    const after = grade([{ kind: 'full-marks', item: 'q01' }]);
    const facts = { result: 'r', sitting: 's', learner: 'l', name: 'n', state: 'final' as const, passMark: 0.5 };
    expect(impactOf([{ ...facts, before, after }]).items.map(({ item }) => item)).toEqual(['q01']);
    // Drawn values of each instance are its own under changed keys as well.
    const right = gradeExam(
      exam,
      seed,
      answersOf(exam, seed, () => true),
      {
        keys: nextKeys(exam.id, publishedKeys(exam.id), [{ kind: 'weight', item: 'q01', weight: 3 }], people),
      },
    );
    expect(right.score).toBe(right.max);
  });
});

describe('outcome processing', () => {
  const scored = (value: string, max: number, modes = '') =>
    examOf(
      `<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="${max}"/>${selecting(3, 'REF(a)', '', modes)}<qti-outcome-processing><qti-set-outcome-value identifier="SCORE">${value}</qti-set-outcome-value></qti-outcome-processing>`,
    );
  const named = (id: string) =>
    `<qti-sum><qti-base-value base-type="float">10</qti-base-value><qti-variable identifier="${id}"/></qti-sum>`;

  test.each([
    ['counts every instance', '<qti-number-correct/>', 2],
    ['counts those selected', '<qti-number-selected/>', 3],
    ['sums every instance', '<qti-sum><qti-test-variables variable-identifier="SCORE"/></qti-sum>', 2],
    ['finds one by its number', named('a.2.SCORE'), 10],
    ['finds another by its number', named('a.3.SCORE'), 11],
    ['finds none without a number where each is handed in alone', named('a.SCORE'), 0],
  ])('%s', async (_, value, expected) => {
    const exam = await scored(value, 20);
    const answers = answersOf(exam, 'seed', (place) => place !== 1);
    expect(gradeExam(exam, 'seed', answers).score).toBe(expected);
  });

  test('without a number it finds the last where all are handed in together', async () => {
    const modes = 'navigation-mode="linear" submission-mode="simultaneous"';
    const exam = await scored(named('a.SCORE'), 20, modes);
    expect(
      gradeExam(
        exam,
        'seed',
        answersOf(exam, 'seed', (place) => place === 2),
      ).score,
    ).toBe(11);
    expect(
      gradeExam(
        exam,
        'seed',
        answersOf(exam, 'seed', (place) => place !== 2),
      ).score,
    ).toBe(10);
  });
});

describe('a plan', () => {
  const { declared, processed } = summedTo(4);
  const linear = 'navigation-mode="linear" submission-mode="individual"';
  const section = (id: string, inside: string) =>
    `<qti-assessment-section identifier="${id}" title="${id}" visible="true">${inside}</qti-assessment-section>`;
  const isRight = (id: string) =>
    `<qti-branch-rule target="EXIT_TEST"><qti-gt><qti-variable identifier="${id}"/><qti-base-value base-type="float">0</qti-base-value></qti-gt></qti-branch-rule>`;

  test('goes through the instances one by one, and a rule asks for one by its number', async () => {
    const drawn = section('s', `<qti-selection select="2" with-replacement="true"/>REF(a)${isRight('a.2.SCORE')}`);
    const exam = await examOf(
      `${declared}<qti-test-part identifier="p" ${linear}>${drawn}${section('t', 'REF(b)')}</qti-test-part>${processed}`,
    );
    const first = planSitting(exam, 'seed', 1);
    expect(first?.items.map(({ id }) => id)).toEqual(['q01', 'q01-2']);
    expect(first?.complete).toBe(false);
    const metAfter = (isCorrect: (place: number) => boolean) =>
      planSitting(exam, 'seed', 1, { ...notBegun, ended: 1, answers: answersOf(exam, 'seed', isCorrect) })?.items.map(
        ({ id }) => id,
      );
    expect(metAfter((place) => place === 1)).toEqual(['q01', 'q01-2']);
    expect(metAfter((place) => place === 0)).toEqual(['q01', 'q01-2', 'q02']);
  });

  test('tells what a whole answer to each instance holds, in the names of its own form', async () => {
    const control = '<qti-item-session-control validate-responses="true"/>';
    const exam = await examOf(selecting(2, `REF(a${control})`));
    const asks = planSitting(exam, 'seed', 1)?.items.map((item) => item.asks);
    const form = itemsOf(deliver(exam, 'seed', drawnValues));
    expect(asks).toEqual(form.map(({ responses }) => [{ response: responses[0]?.id, min: 1, number: 'integer' }]));
  });

  test('gives each instance the time of its item anew', async () => {
    const exam = await examOf(selecting(2, 'REF(a<qti-time-limits max-time="60"/>)', '', linear));
    expect(planSitting(exam, 'seed', 1)?.limits.map(({ items, maxMs }) => [items, maxMs])).toEqual([
      [['q01'], 60_000],
      [['q01-2'], 60_000],
    ]);
  });
});
