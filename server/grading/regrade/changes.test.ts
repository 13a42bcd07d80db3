import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { KeyChange } from '../../../shared/contract/regrade.ts';
import { type Exam, examItems, importPackage, mapForward } from '../../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../../exams/testing.ts';
import { gradeExam } from '../grade-exam.ts';
import { applyChanges } from './changes.ts';
import { impactOf, type Regraded } from './impact.ts';
import { type Keys, nextKeys, publishedKeys, withChanges } from './keys.ts';

const mapped = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"><qti-mapping default-value="0"><qti-map-entry map-key="Oslo" mapped-value="2"/><qti-map-entry map-key="Bergen" mapped-value="1"/></qti-mapping></qti-response-declaration>`,
  body: '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
  processing: 'map_response',
};
const essay = {
  declarations: '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>',
  body: '<qti-extended-text-interaction response-identifier="RESPONSE"/>',
  score: 'external-scored="human" normal-maximum="5"',
  processing: '<qti-exit-response/>',
};

let exam: Exam;
beforeAll(async () => {
  const items = {
    'a.xml': itemXml({ ...choiceItem, id: 'a' }),
    'b.xml': itemXml({ ...choiceItem, id: 'b' }),
    'c.xml': itemXml({ ...mapped, id: 'c' }),
    'd.xml': itemXml({ ...essay, id: 'd' }),
  };
  const made = await importPackage(zipOf(packageFiles(items)));
  if (!made.exam) throw new Error(JSON.stringify(made.problems));
  exam = { ...made.exam, id: 'exam-1' };
});

const made = { reason: 'r', proposedBy: 'a', approvedBy: 'b', approvedAt: 1 };
const under = (...steps: KeyChange[][]): Keys =>
  steps.reduce((keys, changes) => nextKeys('exam-1', keys, changes, made), publishedKeys('exam-1'));
type Answers = { q01?: string; q02?: string; q03?: string; q04?: string };
const graded = (answers: Answers, keys = publishedKeys('exam-1'), seed = 'seed') =>
  gradeExam(
    exam,
    seed,
    Object.fromEntries(
      examItems(exam).flatMap((item) => {
        const given = answers[item.id as keyof Answers];
        return given === undefined ? [] : [[item.id, mapForward(item, seed, { RESPONSE: [given] })]];
      }),
    ),
    { keys, marks: { q04: { score: 3, trace: ['Marked.'] } } },
  );
const itemOf = (grade: ReturnType<typeof graded>, id: string) => grade.items.find(({ item }) => item === id);
const key = (item: string, ...correct: string[]): KeyChange => ({ kind: 'key', item, response: 'RESPONSE', correct });

describe('changes of the key', () => {
  test('another key, alternatives, a map, full marks, a weight and a dropped item', () => {
    const answers = { q01: 'C', q02: 'B', q03: 'Stavanger', q04: 'an essay' };
    expect(graded(answers)).toMatchObject({ score: 4, max: 9 });
    expect(graded(answers, under([key('q01', 'C')]))).toMatchObject({ score: 5, max: 9 });
    expect(graded({ ...answers, q01: 'B' }, under([key('q01', 'C')]))).toMatchObject({ score: 4, max: 9 });
    for (const q01 of ['B', 'C']) expect(graded({ ...answers, q01 }, under([key('q01', 'B', 'C')]))).toMatchObject({ score: 5 });
    expect(graded({ ...answers, q01: 'A' }, under([key('q01', 'B', 'C')]))).toMatchObject({ score: 4 });
    const entries = [{ key: 'Stavanger', value: 3 }];
    expect(graded(answers, under([{ kind: 'mapping', item: 'q03', response: 'RESPONSE', entries }]))).toMatchObject({
      score: 7,
      max: 10,
    });
    expect(graded({}, under([{ kind: 'full-marks', item: 'q04' }]))).toMatchObject({ score: 5, max: 9 });
    expect(graded(answers, under([{ kind: 'weight', item: 'q02', weight: 3 }]))).toMatchObject({ score: 6, max: 11 });
    expect(graded(answers, under([{ kind: 'drop', item: 'q02' }]))).toMatchObject({ score: 3, max: 8 });
    expect(graded(answers, under([{ kind: 'drop', item: 'q04' }]))).toMatchObject({ score: 1, max: 4 });
  });

  test('the trace says under which keys and why; the hash names what an item was marked by', () => {
    const keys = under([key('q01', 'C')], [{ kind: 'weight', item: 'q01', weight: 2 }]);
    const grade = graded({ q01: 'C' }, keys);
    expect(itemOf(grade, 'q01')?.trace).toEqual([
      'RESPONSE: choice C selected.',
      expect.stringMatching(/^Line \d+: RESPONSE is the right answer to RESPONSE\? Yes\.$/),
      'SCORE is set to 1.',
      'Score 1 of 1.',
      'Under keys 2: the key of RESPONSE is "C".',
      'Under keys 3: weight 2.',
      'Score 2 of 2.',
    ]);
    const before = graded({ q01: 'C' });
    expect(grade.hashes.q01).not.toBe(before.hashes.q01);
    expect(grade.hashes.q02).toBe(before.hashes.q02);
  });

  test('the published exam is not touched, and each keys version is chained to the one before', () => {
    const bytes = JSON.stringify(exam);
    const keys = under([key('q01', 'C')], [{ kind: 'drop', item: 'q02' }]);
    graded({ q01: 'C' }, keys);
    expect(JSON.stringify(exam)).toBe(bytes);
    expect(keys).toMatchObject({ number: 3 });
    expect(under([key('q01', 'A')], [{ kind: 'drop', item: 'q02' }]).hash).not.toBe(keys.hash);
  });

  test.each<[string, KeyChange[], string, string]>([
    ['an unknown item', [{ kind: 'drop', item: 'q99' }], 'no item "q99"', 'changes.0.item'],
    [
      'an unknown response',
      [{ kind: 'key', item: 'q01', response: 'R2', correct: ['A'] }],
      'It has: RESPONSE',
      'changes.0.response',
    ],
    ['an unknown choice', [{ kind: 'drop', item: 'q02' }, key('q01', 'Z')], 'does not offer', 'changes.1.correct'],
    ['a value twice', [key('q01', 'A', 'A')], 'twice', 'changes.0.correct'],
    [
      'a map where there is none',
      [{ kind: 'mapping', item: 'q01', response: 'RESPONSE', entries: [{ key: 'A', value: 1 }] }],
      'Change its key',
      'changes.0',
    ],
    ['a key of what people mark', [key('q04', 'x')], 'People mark q04', 'changes.0'],
    ['no effect', [key('q01', 'B')], 'graded like that already', 'changes.0'],
    [
      'the same twice',
      [
        { kind: 'drop', item: 'q01' },
        { kind: 'drop', item: 'q01' },
      ],
      'graded like that already',
      'changes.1',
    ],
    ['undoing nothing', [{ kind: 'as-published', item: 'q01' }], 'graded like that already', 'changes.0'],
    ['nothing left', ['q01', 'q02', 'q03', 'q04'].map((item) => ({ kind: 'drop', item })), 'Keep at least one', 'changes'],
  ])('%s is refused with its place', (_, changes, message, place) => {
    const attempt = () => applyChanges(exam, withChanges(publishedKeys('exam-1'), changes));
    expect(attempt).toThrow(message);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ problem: { code: 'bad-input', place } });
    }
  });
});

const letter = fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined });
const answers = fc.record({
  q01: letter,
  q02: letter,
  q03: fc.option(fc.constantFrom('Oslo', 'Bergen', 'x'), { nil: undefined }),
});
const drops = fc.constantFrom<KeyChange>(
  { kind: 'drop', item: 'q01' },
  { kind: 'full-marks', item: 'q02' },
  { kind: 'weight', item: 'q03', weight: 2.5 },
  { kind: 'key', item: 'q01', response: 'RESPONSE', correct: ['A', 'C'] },
);
const impactUnder = (people: readonly Answers[], before: Keys, after: Keys) =>
  impactOf(
    people.map(
      (one, i): Regraded => ({
        result: `r${i}`,
        sitting: `s${i}`,
        learner: `l${i}`,
        name: `N ${i}`,
        state: 'final',
        passMark: 0.5,
        before: graded(one, before),
        after: graded(one, after),
      }),
    ),
  );
const people = fc.array(answers, { maxLength: 12 }) as fc.Arbitrary<Answers[]>;

describe('the impact', () => {
  test('no change: nobody is touched; a change taken back: nobody in the end, to the byte', () => {
    fc.assert(
      fc.property(people, drops, (all, change) => {
        const none = under();
        expect(impactUnder(all, none, none)).toMatchObject({
          gain: 0,
          lose: 0,
          up: 0,
          down: 0,
          differences: [],
          items: [],
          rows: [],
        });
        const back = under([change], [{ kind: 'as-published', item: change.item }]);
        expect(impactUnder(all, none, back)).toMatchObject({ same: all.length, differences: [], items: [], rows: [] });
        for (const one of all) expect(graded(one, back)).toEqual(graded(one, none));
      }),
      { numRuns: 60 },
    );
  });

  test('its sums agree, whatever the order of the sittings', () => {
    fc.assert(
      fc.property(people, drops, (all, change) => {
        const [before, after] = [under(), under([change])];
        const impact = impactUnder(all, before, after);
        expect(impact.gain + impact.lose + impact.same).toBe(all.length);
        expect(impact.differences.reduce((sum, { count }) => sum + count, 0)).toBe(impact.gain + impact.lose);
        expect(impact.rows.filter(({ crosses }) => crosses === 'up')).toHaveLength(impact.up);
        expect(impact.rows.filter(({ crosses }) => crosses === 'down')).toHaveLength(impact.down);
        for (const row of impact.rows) expect(row.after.passed).toBe(row.after.share >= 0.5);
        for (const { item } of impact.items) expect(item).toBe(change.item);
        const back = impactUnder(all, after, before);
        expect([back.gain, back.lose, back.up, back.down]).toEqual([impact.lose, impact.gain, impact.down, impact.up]);
      }),
      { numRuns: 60 },
    );
  });

  test('does not depend on the order in which the sittings come', () => {
    const row = fc.record({ score: fc.nat(10), after: fc.nat(10) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), fc.integer(), (rows, turn) => {
        const item = (score: number) => ({
          score,
          max: 10,
          items: [{ item: 'q01', title: 'Q', section: 'S', score, max: 10, trace: [] }],
        });
        const all = rows.map(
          ({ score, after }, i): Regraded => ({
            result: `r${i}`,
            sitting: `s${i}`,
            learner: 'l',
            name: 'N',
            state: 'final',
            passMark: 0.6,
            before: item(score),
            after: item(after),
          }),
        );
        const at = all.length === 0 ? 0 : Math.abs(turn) % all.length;
        expect(impactOf([...all.slice(at), ...all.slice(0, at)].toReversed())).toEqual(impactOf(all));
      }),
    );
  });
});
