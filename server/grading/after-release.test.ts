/** What a candidate may see after the release: what author and policy show, and never a byte of it before. */
import { describe, expect, test } from 'vitest';
import { ShownAfterRelease } from '../../shared/assessment/shown.ts';
import { deliver, drawnItems, type Exam, importPackage, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, structured, summedTo, type TestItem, zipOf } from '../exams/testing.ts';
import { shownAfterRelease } from './after-release.ts';
import { contentChecks } from './content-checks.ts';
import { drawnValues } from './drawn-values.ts';
import { nextKeys, publishedKeys } from './regrade/keys.ts';

const SEED = 'seed';
const HINT = 'Bananas grow upwards';
/** Says something of each choice, and beside the question what the answer came to. */
const told: TestItem = {
  id: 'a',
  declarations: `${choiceItem.declarations}<qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"/>`,
  body: choiceItem.body.replace(
    'Bananas</qti-simple-choice>',
    `Bananas<qti-feedback-inline outcome-identifier="FEEDBACK" identifier="B" show-hide="show">${HINT}</qti-feedback-inline></qti-simple-choice>`,
  ),
  processing:
    '<qti-set-outcome-value identifier="FEEDBACK"><qti-variable identifier="RESPONSE"/></qti-set-outcome-value><qti-response-condition><qti-response-if><qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition>',
  score: 'normal-maximum="1"',
  extra: `<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="B" show-hide="show" title="Well done"><qti-content-body><p>You got <qti-printed-variable identifier="SCORE"/> of 1.</p></qti-content-body></qti-modal-feedback>
<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="B" show-hide="hide"><qti-content-body><p>Look at the peel.</p></qti-content-body></qti-modal-feedback>`,
};
/** Asks for the double of what it draws. */
const double: TestItem = {
  id: 'b',
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-template-declaration identifier="N" cardinality="single" base-type="integer"/>`,
  body: '<p>Twice <qti-printed-variable identifier="N"/>: <qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
  extra: `<qti-template-processing><qti-set-template-value identifier="N"><qti-random-integer min="1" max="1000000"/></qti-set-template-value><qti-set-correct-response identifier="RESPONSE"><qti-product><qti-variable identifier="N"/><qti-base-value base-type="integer">2</qti-base-value></qti-product></qti-set-correct-response></qti-template-processing>`,
};
const { processed } = summedTo(3);
const outcomes =
  '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="3"/><qti-outcome-declaration identifier="GRADE" cardinality="single" base-type="identifier"/>';
const graded = processed.replace(
  '</qti-outcome-processing>',
  '<qti-outcome-condition><qti-outcome-if><qti-gte><qti-variable identifier="SCORE"/><qti-base-value base-type="float">2</qti-base-value></qti-gte><qti-set-outcome-value identifier="GRADE"><qti-base-value base-type="identifier">good</qti-base-value></qti-set-outcome-value></qti-outcome-if></qti-outcome-condition></qti-outcome-processing>',
);
const atEnd =
  '<qti-test-feedback access="atEnd" outcome-identifier="GRADE" identifier="good" show-hide="show" title="The end"><qti-content-body><p>That was a good exam of <qti-printed-variable identifier="SCORE"/> points.</p></qti-content-body></qti-test-feedback>';
const control = (flags: string) => `<qti-item-session-control ${flags}/>`;
const inside = (first: string, second: string) =>
  `${outcomes}<qti-test-part identifier="p"><qti-assessment-section identifier="s" title="S" visible="true">REF(a${control(first)})REF(b${control(second)})REF(c)</qti-assessment-section></qti-test-part>${graded}${atEnd}`;
const imported = (first = 'show-feedback="true"', second = 'show-solution="true"') =>
  importPackage(
    zipOf({
      ...structured(['a', 'b', 'c'], inside(first, second)),
      'items/a.xml': itemXml(told),
      'items/b.xml': itemXml(double),
    }),
    {
      checks: contentChecks,
    },
  );
async function examOf(...flags: string[]): Promise<Exam> {
  const { exam, problems } = await imported(...flags);
  if (!exam) throw new Error(problems.map(({ message }) => message).join('\n'));
  return exam;
}
/** @param pick for the first question; the others are left blank or right */
const answersOf = (exam: Exam, pick: string, others = true) =>
  Object.fromEntries(
    drawnItems(exam, SEED).flatMap((item) => {
      if (item.authored !== 'a' && !others) return [];
      const right = item.authored === 'b' ? String(2 * Number(drawnValues(item, SEED).N?.texts[0])) : 'B';
      return [[item.id, mapForward(item, SEED, { RESPONSE: [item.authored === 'a' ? pick : right] })]];
    }),
  );
const both = ['feedback', 'solution'] as const;
const shownOf = (exam: Exam, pick: string, what: readonly ('feedback' | 'solution')[] = both, others = true) =>
  shownAfterRelease(exam, { id: 's1', seed: SEED, answers: answersOf(exam, pick, others) }, [...what]);

describe('the import', () => {
  test('takes feedback and solutions with a note that they are for after the result', async () => {
    const { exam, problems, warnings } = await imported();
    expect(problems).toEqual([]);
    expect(exam).not.toBeNull();
    expect(warnings.map(({ message }) => message.replace(/ is not shown.*/, ''))).toEqual([
      '<qti-test-feedback>',
      'show-feedback="true"',
      'show-solution="true"',
    ]);
  });

  test('tells of feedback whose outcome is not declared', async () => {
    const files = structured(['a', 'b', 'c'], inside('show-feedback="true"', ''));
    const wrong = itemXml(told).replaceAll('outcome-identifier="FEEDBACK"', 'outcome-identifier="NONE"');
    const { problems } = await importPackage(zipOf({ ...files, 'items/a.xml': wrong }));
    expect(problems.map(({ message }) => message)).toEqual(
      Array(3).fill(expect.stringContaining('The outcome "NONE" is not declared')),
    );
  });

  test('keeps no feedback of an item whose author shows none', async () => {
    expect(JSON.stringify(await examOf('', ''))).not.toContain(HINT);
  });
});

describe('a form', () => {
  test('is the same, byte for byte, whatever is shown after the release', async () => {
    const [withAll, without] = [await examOf(), await examOf('', '')];
    const form = (exam: Exam) => JSON.stringify({ ...deliver(exam, SEED, drawnValues), exam: '' });
    expect(form(withAll)).toBe(form(without));
    for (const text of [HINT, 'Well done', 'Look at the peel', 'The end']) expect(form(withAll)).not.toContain(text);
    expect(JSON.stringify(withAll)).toContain(HINT);
  });
});

describe('after the release', () => {
  test('shows an answered question with the feedback that it earned, inside and beside it', async () => {
    const exam = await examOf();
    const shown = shownOf(exam, 'B');
    expect(ShownAfterRelease.parse(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
    const [first] = shown?.items ?? [];
    expect(first).toMatchObject({ number: 1, section: 'S', score: 1, max: 1, solution: null });
    expect(JSON.stringify(first?.item.content)).toContain(HINT);
    expect(first?.feedback).toEqual([{ title: 'Well done', content: [{ tag: 'p', children: ['You got ', '1', ' of 1.'] }] }]);
    // The same names as on the form, so that the exam's own screens can draw it.
    expect(first?.item.responses).toEqual(deliver(exam, SEED, drawnValues).sections[0]?.items[0]?.responses);
    const wrong = shownOf(exam, 'A')?.items[0];
    expect(JSON.stringify(wrong?.item.content)).not.toContain(HINT);
    expect(wrong?.feedback).toEqual([{ title: '', content: [{ tag: 'p', children: ['Look at the peel.'] }] }]);
  });

  test('shows the right answer that was drawn for this candidate, in the names of their form', async () => {
    const exam = await examOf();
    const second = shownOf(exam, 'A', both, false)?.items[1];
    const item = drawnItems(exam, SEED)[1];
    if (!item) throw new Error('no item');
    const n = Number(drawnValues(item, SEED).N?.texts[0]);
    expect(second).toMatchObject({ number: 2, score: 0, feedback: null });
    expect(second?.solution).toEqual(mapForward(item, SEED, { RESPONSE: [String(2 * n)] }));
  });

  test('shows what the test says at its end when the outcome holds', async () => {
    const exam = await examOf();
    expect(shownOf(exam, 'B')?.feedback).toEqual([
      { title: 'The end', content: [{ tag: 'p', children: ['That was a good exam of ', '3', ' points.'] }] },
    ]);
    expect(shownOf(exam, 'A', both, false)?.feedback).toEqual([]);
  });

  test('shows nothing that the policy or the author does not', async () => {
    const exam = await examOf();
    expect(shownOf(exam, 'B', [])).toBeNull();
    expect(shownOf(exam, 'B', ['feedback'])?.items.map(({ number }) => number)).toEqual([1]);
    const solutions = shownOf(exam, 'B', ['solution']);
    expect(solutions?.items.map(({ number }) => number)).toEqual([2]);
    expect(solutions?.feedback).toEqual([]);
    expect(JSON.stringify(solutions)).not.toContain(HINT);
    expect(shownOf(await examOf('', ''), 'B', ['solution'])).toBeNull();
  });

  test('tells the right answer under the keys that the result stands under', async () => {
    const exam = await examOf('show-solution="true"', '');
    const people = { reason: 'r', proposedBy: 'a', approvedBy: 'b', approvedAt: 1 };
    const keys = nextKeys(
      exam.id,
      publishedKeys(exam.id),
      [{ kind: 'key', item: 'q01', response: 'RESPONSE', correct: ['A'] }],
      people,
    );
    const item = drawnItems(exam, SEED)[0];
    if (!item) throw new Error('no item');
    const shown = shownAfterRelease(exam, { id: 's', seed: SEED, answers: answersOf(exam, 'A') }, [...both], { keys });
    expect(shown?.items[0]).toMatchObject({ score: 1, solution: mapForward(item, SEED, { RESPONSE: ['A'] }) });
  });
});
