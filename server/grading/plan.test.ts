/** Plans of sittings: what is open, under which limits, and where rules lead by what was answered. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../shared/journal/plan.ts';
import { drawnItems, type Exam, importPackage, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, scoredOn, structured, summedTo, zipOf } from '../exams/testing.ts';
import { gradeExam, notBegun, type Progress, planSitting } from './index.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const { declared, processed } = summedTo(5);
const sectionOf = (inside: string, id = 's', more = 'visible="true"'): string =>
  `<qti-assessment-section identifier="${id}" title="Section ${id}" ${more}>${inside}</qti-assessment-section>`;
const partOf = (inside: string, id = 'p', modes = ''): string =>
  `<qti-test-part identifier="${id}" ${modes}>${inside}</qti-test-part>`;
const LINEAR = 'navigation-mode="linear" submission-mode="individual"';
const TOGETHER = 'navigation-mode="nonlinear" submission-mode="simultaneous"';

async function examOf(inside: string, more: Record<string, string> = {}): Promise<Exam> {
  const { exam, problems } = await importPackage(zipOf({ ...structured(IDS, inside), ...more }));
  if (!exam) throw new Error(problems.map(({ message }) => message).join('\n'));
  return exam;
}
const plan = (exam: Exam, progress: Partial<Progress> = {}, factor = 1): Plan => {
  const made = planSitting(exam, 'seed', factor, { ...notBegun, ...progress });
  if (!made) throw new Error('no plan');
  return made;
};
/** Right answers to these, wrong ones to the others. */
const answersOf = (exam: Exam, right: readonly string[]) =>
  Object.fromEntries(
    drawnItems(exam, 'seed').map((item) => [
      item.id,
      mapForward(item, 'seed', { RESPONSE: [right.includes(item.reference) ? 'B' : 'A'] }),
    ]),
  );
const met = (exam: Exam, { items }: Plan) => {
  const names = new Map(drawnItems(exam, 'seed').map(({ id, reference }) => [id, reference]));
  return items.map(({ id }) => names.get(id)).join('');
};

test('parts, modes and controls are told item by item, and nothing that an author named', async () => {
  const exam = await examOf(
    partOf(sectionOf('REF(a<qti-item-session-control allow-skipping="false" allow-review="false"/>)REF(b)'), 'first', LINEAR) +
      partOf(sectionOf('REF(c<qti-item-session-control allow-skipping="false"/>)', 't'), 'second', TOGETHER),
  );
  const made = plan(exam);
  expect(made).toMatchObject({
    stretch: 1,
    complete: true,
    parts: [
      { linear: true, together: false },
      { linear: false, together: true },
    ],
    items: [
      { id: 'q01', part: 0, stretch: 1, skip: false, review: false },
      { id: 'q02', part: 0, skip: true, review: true },
      // In a part that is handed in as a whole, skipping is always allowed.
      { id: 'q03', part: 1, skip: true },
    ],
  });
  expect(JSON.stringify(made)).not.toMatch(/first|second|"a"/);
});

test('limits stand at every level, each over its items', async () => {
  const limited = (seconds: number) => `<qti-time-limits max-time="${seconds}" min-time="1"/>`;
  const exam = await examOf(
    `<qti-time-limits min-time="30" max-time="900"/>${partOf(
      limited(600) +
        sectionOf(`${limited(300)}REF(a${limited(60)})${sectionOf(`${limited(120)}REF(b)`, 'inner', 'visible="false"')}`),
    )}`,
  );
  const made = plan(exam);
  expect(made.minMs).toBe(30_000);
  expect(made.limits).toMatchObject([
    { level: 'part', items: ['q01', 'q02'], maxMs: 600_000, title: '' },
    { level: 'section', items: ['q01', 'q02'], maxMs: 300_000, title: 'Section s' },
    { level: 'item', items: ['q01'], maxMs: 60_000 },
    { level: 'section', items: ['q02'], maxMs: 120_000, title: '' },
  ]);
});

test('extra time makes every maximum longer by its factor, and no minimum', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 10_000 }), fc.double({ min: 1, max: 4, noNaN: true }), async (seconds, factor) => {
      const limits = `<qti-time-limits min-time="1" max-time="${seconds}"/>`;
      const exam = await examOf(partOf(`${limits}${sectionOf(`${limits}REF(a${limits})`)}`));
      const [usual, longer] = [plan(exam), plan(exam, {}, factor)];
      expect(longer.limits).toHaveLength(3);
      for (const [index, limit] of longer.limits.entries()) {
        expect(limit.maxMs).toBe(Math.round(seconds * 1000 * factor));
        expect(limit.minMs).toBe(usual.limits[index]?.minMs);
      }
    }),
    { numRuns: 20 },
  );
});

describe('rules', () => {
  const branching = `${declared}${partOf(
    sectionOf(
      `REF(a<qti-branch-rule target="c">${scoredOn('a')}</qti-branch-rule>)REF(b)REF(c<qti-pre-condition>${scoredOn('a')}</qti-pre-condition>)`,
    ),
    'p',
    LINEAR,
  )}${partOf(`<qti-pre-condition>${scoredOn('c')}</qti-pre-condition>${sectionOf('REF(d)REF(e)', 't')}`, 'last')}${processed}`;

  test('open a stretch at a time, each by what was answered before', async () => {
    const exam = await examOf(branching);
    expect(plan(exam)).toMatchObject({ stretch: 1, complete: false, midPart: true });
    expect(met(exam, plan(exam))).toBe('a');
    const right = { answers: answersOf(exam, ['a', 'c']) };
    expect(met(exam, plan(exam, { ...right, ended: 1 }))).toBe('ac');
    expect(plan(exam, { ...right, ended: 1 })).toMatchObject({ stretch: 2, complete: false, midPart: false });
    expect(met(exam, plan(exam, { ...right, ended: 2 }))).toBe('acde');
    expect(plan(exam, { ...right, ended: 2 })).toMatchObject({ stretch: 3, complete: true });
    const wrong = { answers: answersOf(exam, []) };
    expect(met(exam, plan(exam, { ...wrong, ended: 1 }))).toBe('ab');
    // Neither c nor the last part is entered, so that the exam is over.
    expect(plan(exam, { ...wrong, ended: 2 })).toMatchObject({ stretch: 2, complete: true });
  });

  test('a newer plan begins with all of the older one, whatever was answered', async () => {
    const exam = await examOf(branching);
    fc.assert(
      fc.property(fc.subarray(IDS), fc.integer({ min: 0, max: 3 }), (right, ended) => {
        const answers = answersOf(exam, right);
        const [older, newer] = [plan(exam, { answers, ended }), plan(exam, { answers, ended: ended + 1 })];
        expect(newer.items.slice(0, older.items.length)).toEqual(older.items);
        expect(newer.limits.slice(0, older.limits.length).map(({ id }) => id)).toEqual(older.limits.map(({ id }) => id));
        expect(newer).toEqual(plan(exam, { answers, ended: ended + 1 }));
        // No answer that is still to come is asked for.
        const opened = new Set(older.items.flatMap(({ id, stretch }) => (stretch <= ended ? [id] : [])));
        const known = Object.fromEntries(Object.entries(answers).filter(([id]) => opened.has(id)));
        expect(plan(exam, { answers: known, ended })).toEqual(older);
      }),
    );
  });

  test('a part that is handed in as a whole is scored when it is left', async () => {
    const exam = await examOf(
      `${declared}${partOf(`<qti-branch-rule target="EXIT_TEST"><qti-lt><qti-variable identifier="SCORE"/><qti-base-value base-type="float">2</qti-base-value></qti-lt></qti-branch-rule>${sectionOf('REF(a)REF(b)')}`, 'p', TOGETHER)}${partOf(sectionOf('REF(c)', 't'), 'q')}${processed}`,
    );
    expect(plan(exam, { ended: 1, answers: answersOf(exam, ['a']) })).toMatchObject({ complete: true, stretch: 1 });
    expect(met(exam, plan(exam, { ended: 1, answers: answersOf(exam, ['a', 'b']) }))).toBe('abc');
  });

  test.each([
    ['above the best score', 9, 2],
    ['below the least', -3, 0],
    ['between the two', 1.5, 1.5],
  ])('find a score %s as results count it', async (_, raw, counted) => {
    const value = (text: number) => `<qti-base-value base-type="float">${text}</qti-base-value>`;
    const a = itemXml({
      ...choiceItem,
      id: 'a',
      score: 'normal-maximum="2"',
      processing: `<qti-set-outcome-value identifier="SCORE">${value(raw)}</qti-set-outcome-value>`,
    });
    const is = `<qti-equal tolerance-mode="exact"><qti-variable identifier="a.SCORE"/>${value(counted)}</qti-equal>`;
    const exam = await examOf(
      `${declared}${partOf(sectionOf(`REF(a<qti-branch-rule target="c">${is}</qti-branch-rule>)REF(b)REF(c)`), 'p', LINEAR)}${processed}`,
      { 'items/a.xml': a },
    );
    const answers = answersOf(exam, []);
    expect(met(exam, plan(exam, { ended: 1, answers }))).toBe('ac');
    expect(gradeExam(exam, 'seed', answers).items[0]?.score).toBe(counted);
  });

  test('may ask how long something took', async () => {
    const slow = `<qti-duration-gte><qti-variable identifier="s.duration"/><qti-base-value base-type="duration">60</qti-base-value></qti-duration-gte>`;
    const exam = await examOf(
      `${declared}${partOf(sectionOf('REF(a)'), 'p', LINEAR)}${partOf(`<qti-pre-condition>${slow}</qti-pre-condition>${sectionOf('REF(b)', 't')}`, 'q')}${processed}`,
    );
    expect(met(exam, plan(exam, { ended: 1, spent: { q01: 60_000 } }))).toBe('ab');
    expect(met(exam, plan(exam, { ended: 1, spent: { q01: 59_000 } }))).toBe('a');
  });

  test('an answer that the screen could not have given counts as none, and stops nothing', async () => {
    const exam = await examOf(branching);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.string())), (responses) => {
        expect(met(exam, plan(exam, { ended: 1, answers: { q01: responses } }))).toBe('ab');
      }),
    );
  });

  test('what a candidate did not meet is not graded, and the best score stays that of the exam', async () => {
    const exam = await examOf(branching);
    const answers = answersOf(exam, ['a', 'c']);
    const { items } = plan(exam, { ended: 1, answers });
    const grade = gradeExam(exam, 'seed', answers, { met: new Set(items.map(({ id }) => id)) });
    expect(grade.items.map(({ item }) => item)).toEqual(['q01', 'q03']);
    expect(grade).toMatchObject({ score: 2, max: 5 });
  });
});

test('weights and sections count across parts, and outcome processing may ask how long they took', async () => {
  const weighed = processed.replace(
    'variable-identifier="SCORE"',
    'variable-identifier="SCORE" weight-identifier="W" section-identifier="t"',
  );
  const late = `<qti-outcome-processing><qti-outcome-condition><qti-outcome-if><qti-duration-gte><qti-variable identifier="q.duration"/><qti-base-value base-type="duration">90</qti-base-value></qti-duration-gte><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-outcome-if></qti-outcome-condition></qti-outcome-processing>`;
  const parts = `${partOf(sectionOf('REF(a)'), 'p', LINEAR)}${partOf(sectionOf('REF(b<qti-weight identifier="W" value="3"/>)REF(c)', 't'), 'q')}`;
  const exam = await examOf(`${declared}${parts}${weighed}`);
  expect(gradeExam(exam, 'seed', answersOf(exam, ['a', 'b', 'c'])).score).toBe(4);
  const timed = await examOf(`${declared}${parts}${late}`);
  expect(gradeExam(timed, 'seed', {}, { spent: { q01: 90_000, q02: 60_000, q03: 29_000 } }).score).toBe(0);
  expect(gradeExam(timed, 'seed', {}, { spent: { q02: 60_000, q03: 30_000 } }).score).toBe(1);
});
