import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choiceItem, oneItem } from '../exams/testing.ts';
import { gradeItem } from './index.ts';

const multiple = (mapping: string, more = '') => ({
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>A</qti-value><qti-value>B</qti-value></qti-correct-response>${mapping}</qti-response-declaration>${more}`,
  body: `<qti-choice-interaction response-identifier="RESPONSE" max-choices="2">
${['A', 'B', 'C', 'D'].map((id) => `<qti-simple-choice identifier="${id}">${id}</qti-simple-choice>`).join('')}</qti-choice-interaction>`,
  processing: 'map_response',
});
const entries = (values: Record<string, number>): string =>
  Object.entries(values)
    .map(([key, value]) => `<qti-map-entry map-key="${key}" mapped-value="${value}"/>`)
    .join('');

describe('the standard templates', () => {
  test('match_correct gives one point, or none', async () => {
    const { item } = await oneItem(choiceItem);
    expect(gradeItem(item, { RESPONSE: ['B'] })).toEqual({
      score: 1,
      max: 1,
      outcomes: { SCORE: ['1'] },
      templates: {},
      unscored: null,
      trace: [
        'RESPONSE: choice B selected.',
        'Line 12: RESPONSE is the right answer to RESPONSE? Yes.',
        'SCORE is set to 1.',
        'Score 1 of 1.',
      ],
    });
    expect(gradeItem(item, { RESPONSE: ['A'] }).score).toBe(0);
    expect(gradeItem(item, {})).toMatchObject({
      score: 0,
      trace: ['RESPONSE is blank.', expect.stringMatching(/No\.$/), 'Line 12: otherwise.', 'SCORE is set to 0.', 'Score 0 of 1.'],
    });
  });
  test('map_response adds what each value is worth, within its bounds, and says so', async () => {
    const { item } = await oneItem(
      multiple(`<qti-mapping lower-bound="0" default-value="-0.5">${entries({ A: 1, B: 0.5, C: -1 })}</qti-mapping>`),
    );
    expect(gradeItem(item, { RESPONSE: ['A', 'B'] })).toMatchObject({ score: 1.5, max: 1.5 });
    expect(gradeItem(item, { RESPONSE: ['A', 'D'] }).score).toBe(0.5);
    const { score, trace } = gradeItem(item, { RESPONSE: ['C'] });
    expect(score).toBe(0);
    expect(trace).toEqual([
      'RESPONSE: choice C selected.',
      'Line 8: RESPONSE is blank? No.',
      'Line 8: otherwise.',
      'RESPONSE: "C" gives -1.',
      "The map's bound turns -1 into 0.",
      'RESPONSE: the map gives 0 of 1.5.',
      'SCORE is set to 0.',
      'Score 0 of 1.5.',
    ]);
  });
  test('map_response on text heeds case only where the author asks for it', async () => {
    const { item } = await oneItem({
      declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"><qti-mapping><qti-map-entry map-key="Oslo" mapped-value="2"/><qti-map-entry map-key="bergen" mapped-value="1" case-sensitive="false"/></qti-mapping></qti-response-declaration>`,
      body: '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
      processing: 'map_response',
    });
    const score = (text: string): number => gradeItem(item, { RESPONSE: [text] }).score;
    expect(['Oslo', ' Oslo ', 'oslo', 'Bergen', 'BERGEN', ''].map(score)).toEqual([2, 2, 0, 1, 1, 0]);
  });
  test('map_response_point counts each area that holds a point once, overlapping ones too', async () => {
    const { item } = await oneItem(
      {
        declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="point"><qti-area-mapping default-value="0" upper-bound="3"><qti-area-map-entry shape="circle" coords="10,10,5" mapped-value="2"/><qti-area-map-entry shape="rect" coords="0,0,50,50" mapped-value="1"/></qti-area-mapping></qti-response-declaration>`,
        body: '<qti-select-point-interaction response-identifier="RESPONSE" max-choices="3"><img src="../p.svg" alt="A map" width="100" height="100"/></qti-select-point-interaction>',
        processing: 'map_response_point',
      },
      { 'p.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    );
    const score = (...points: string[]): number => gradeItem(item, { RESPONSE: points }).score;
    expect([score('10 10'), score('30 30'), score('10 10', '11 11'), score('10 10', '30 30'), score('90 90')]).toEqual([
      3, 1, 3, 3, 0,
    ]);
  });
  test('CC2_match gives MAXSCORE', async () => {
    const { item } = await oneItem({
      ...choiceItem,
      processing: 'CC2_match',
      extra:
        '<qti-outcome-declaration identifier="MAXSCORE" cardinality="single" base-type="float"><qti-default-value><qti-value>100</qti-value></qti-default-value></qti-outcome-declaration>',
    });
    expect(gradeItem(item, { RESPONSE: ['B'] })).toMatchObject({ score: 100, max: 100 });
  });
});

describe('the score', () => {
  const negative = multiple(`<qti-mapping default-value="0">${entries({ A: 1, B: 1, C: -5 })}</qti-mapping>`);
  test('is never below 0 unless the item declares it', async () => {
    const plain = await oneItem({ ...negative, score: 'normal-maximum="2"' });
    expect(gradeItem(plain.item, { RESPONSE: ['C'] }).score).toBe(0);
    const declared = await oneItem({ ...negative, score: 'normal-maximum="2" normal-minimum="-3"' });
    expect(gradeItem(declared.item, { RESPONSE: ['C'] }).score).toBe(-3);
  });
  test('is never above the declared maximum', async () => {
    const { item } = await oneItem({ ...negative, score: 'normal-maximum="1"' });
    expect(gradeItem(item, { RESPONSE: ['A', 'B'] })).toMatchObject({ score: 1, max: 1 });
  });
});

describe('a response that the screen could not have produced is not scored, with the reason', () => {
  test.each([
    ['an unknown choice', { RESPONSE: ['Z'] }, 'a choice that the question does not offer'],
    ['a choice twice', { RESPONSE: ['A', 'A'] }, 'the same value twice'],
    ['more choices than allowed', { RESPONSE: ['A', 'B', 'C'] }, 'more values than the question allows'],
    ['an unknown response', { OTHER: ['A'] }, 'the question has no such response'],
  ])('%s', async (_, responses, reason) => {
    const { item } = await oneItem(multiple(`<qti-mapping default-value="0">${entries({ A: 1, B: 1 })}</qti-mapping>`));
    expect(gradeItem(item, responses)).toMatchObject({ score: 0, outcomes: {}, trace: [expect.stringContaining(reason)] });
  });
  test('several values where one is asked for', async () => {
    const { item } = await oneItem(choiceItem);
    expect(gradeItem(item, { RESPONSE: ['B', 'A'] }).trace[0]).toContain('more than one value');
  });
});

test('a grade depends on the set of chosen values alone, not on the order in which they were clicked', async () => {
  const { item } = await oneItem(
    multiple(`<qti-mapping default-value="0">${entries({ A: 1, B: 0.1, C: 0.2, D: 0.7 })}</qti-mapping>`),
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(['A', 'B', 'C', 'D'], { maxLength: 2 }), (chosen) => {
      expect(gradeItem(item, { RESPONSE: chosen }).score).toBe(gradeItem(item, { RESPONSE: chosen.toReversed() }).score);
    }),
  );
});
