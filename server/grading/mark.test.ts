import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExamItem } from '../exams/index.ts';
import { choiceItem, oneItem, type TestItem } from '../exams/testing.ts';
import { gradeItem, markItem, processOf, replayMark } from './index.ts';

const CHOICES = ['A', 'B', 'C', 'D'];
const several: TestItem = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response>
<qti-mapping lower-bound="0" default-value="-0.1"><qti-map-entry map-key="A" mapped-value="0.3"/><qti-map-entry map-key="B" mapped-value="0.7"/></qti-mapping></qti-response-declaration>`,
  body: `<qti-choice-interaction response-identifier="RESPONSE" max-choices="0">${CHOICES.map((id) => `<qti-simple-choice identifier="${id}">${id}</qti-simple-choice>`).join('')}</qti-choice-interaction>`,
  processing: 'map_response',
  score: 'normal-maximum="1"',
};
const number = (min: number, max: number): string => `<qti-random-integer min="${min}" max="${max}"/>`;
const variable = (id: string): string => `<qti-variable identifier="${id}"/>`;
/** Two numbers of which the first is larger, and their difference. */
const drawn: TestItem = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-template-declaration identifier="A" cardinality="single" base-type="integer"/>
<qti-template-declaration identifier="B" cardinality="single" base-type="integer"/>
<qti-template-processing>
<qti-set-template-value identifier="A">${number(1, 9)}</qti-set-template-value>
<qti-set-template-value identifier="B">${number(1, 9)}</qti-set-template-value>
<qti-template-constraint><qti-gt>${variable('A')}${variable('B')}</qti-gt></qti-template-constraint>
<qti-set-correct-response identifier="RESPONSE"><qti-subtract>${variable('A')}${variable('B')}</qti-subtract></qti-set-correct-response>
</qti-template-processing>`,
  body: '<p>The difference: <qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
};

const fail = (): never => {
  throw new Error('no item');
};
let items: ExamItem[];
beforeAll(async () => {
  items = await Promise.all([choiceItem, several, drawn].map(async (item) => (await oneItem(item)).item));
});
const answers = fc.record(
  { RESPONSE: fc.oneof(fc.shuffledSubarray(CHOICES), fc.array(fc.string({ maxLength: 4 })), fc.constant<string[]>(['3'])) },
  { requiredKeys: [] },
);

describe('a mark', () => {
  test('is computed again to the same bytes, whatever was answered', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.string(), answers, (which, seed, responses) => {
        const item = items[which];
        if (!item) throw new Error('no item');
        expect(replayMark(markItem(item, seed, responses), item)).toBeNull();
      }),
    );
  });
  test('is the same with and without its trace', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.string(), answers, (which, seed, responses) => {
        const item = items[which];
        if (!item) throw new Error('no item');
        const { trace, ...traced } = gradeItem(item, responses, { seed, trace: true });
        const { trace: _, ...untraced } = gradeItem(item, responses, { seed, trace: false });
        expect(untraced).toEqual(traced);
        expect(trace.length).toBeGreaterThan(0);
      }),
    );
  });
  test('says what was chosen, what the map gives of what, and which branch was taken', () => {
    const { trace } = gradeItem(items[1] ?? fail(), { RESPONSE: ['A', 'C'] });
    expect(trace.map((line) => line.replace(/Line \d+/, 'Line'))).toEqual([
      'RESPONSE: choices A, C selected.',
      'Line: RESPONSE is blank? No.',
      'Line: otherwise.',
      'RESPONSE: "A" gives 0.3.',
      'RESPONSE: "C" gives -0.1, the default.',
      'RESPONSE: the map gives 0.2 of 1.',
      'SCORE is set to 0.2.',
      'Score 0.2 of 1.',
    ]);
  });
  test('that somebody changed, or that was given for another item, is found out', () => {
    const [choice, other] = items;
    if (!choice || !other) throw new Error('no item');
    const mark = markItem(choice, 's', { RESPONSE: ['A'] });
    expect(replayMark({ ...mark, grade: { ...mark.grade, score: 1 } }, choice)).toBe('another grade');
    expect(replayMark({ ...mark, responses: { RESPONSE: ['B'] } }, choice)).toBe('another grade');
    expect(replayMark({ ...mark, engine: 'invigil-qti-0' }, choice)).toBe('another engine');
    expect(replayMark(mark, other)).toBe('another item');
    const rekeyed = { ...choice, marking: { ...choice.marking, max: 5 } };
    expect(replayMark(mark, rekeyed)).toBe('another item');
  });
});

describe('a templated item', () => {
  const draw = (seed: string): { a: number; b: number } => {
    const { templates } = gradeItem(items[2] ?? fail(), {}, { seed });
    return { a: Number(templates.A?.[0]), b: Number(templates.B?.[0]) };
  };
  test('draws the same values from the same seed, others from others, and always within its constraint', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const { a, b } = draw(seed);
        expect(draw(seed)).toEqual({ a, b });
        expect(a).toBeGreaterThan(b);
        expect(b).toBeGreaterThanOrEqual(1);
        expect(a).toBeLessThanOrEqual(9);
      }),
    );
    expect(new Set(Array.from({ length: 50 }, (_, i) => JSON.stringify(draw(String(i))))).size).toBeGreaterThan(10);
  });
  test('is right for the values that were drawn', () => {
    const item = items[2] ?? fail();
    for (const seed of ['one', 'two', 'three']) {
      const { a, b } = draw(seed);
      expect(gradeItem(item, { RESPONSE: [String(a - b)] }, { seed }).score).toBe(1);
      expect(gradeItem(item, { RESPONSE: [String(a - b + 1)] }, { seed }).score).toBe(0);
    }
  });
  test('whose constraint can never hold is not scored, with the reason', async () => {
    const processing = drawn.declarations.replace(
      `<qti-gt>${variable('A')}${variable('B')}</qti-gt>`,
      '<qti-base-value base-type="boolean">false</qti-base-value>',
    );
    const { item } = await oneItem({ ...drawn, declarations: processing });
    expect(gradeItem(item, { RESPONSE: ['1'] })).toMatchObject({ score: 0, unscored: expect.stringContaining('100 draws') });
    expect(() => processOf(item).begin('x')).toThrow('100 draws');
  });
});
