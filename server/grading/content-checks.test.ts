import { describe, expect, test } from 'vitest';
import { importPackage } from '../exams/index.ts';
import { choiceItem, itemXml, packageFiles, type TestItem, zipOf } from '../exams/testing.ts';
import { contentChecks } from './index.ts';

const CASES = 'invigil-cases.json';
const manifestEntry = `<resource identifier="c" type="webcontent" href="${CASES}"><file href="${CASES}"/></resource></resources>`;

/** Imports one item with these cases and answers the problems. */
async function problems(
  cases: unknown,
  { item = {}, requireCases = false }: { item?: Partial<TestItem>; requireCases?: boolean } = {},
) {
  const files = packageFiles({ 'items/item.xml': itemXml({ ...choiceItem, ...item }) });
  const manifest = String(files['imsmanifest.xml']).replace('</resources>', manifestEntry);
  const text = typeof cases === 'string' ? cases : JSON.stringify(cases);
  const all = cases === undefined ? files : { ...files, 'imsmanifest.xml': manifest, [CASES]: text };
  const { exam, problems } = await importPackage(zipOf(all), { checks: contentChecks, requireCases });
  expect(exam === null).toBe(problems.length > 0);
  return problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}
const right = { name: 'right', responses: { RESPONSE: ['B'] }, score: 1 };
const sum: Partial<TestItem> = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-template-declaration identifier="N" cardinality="single" base-type="integer"/>
<qti-template-processing><qti-set-template-value identifier="N"><qti-random-integer min="1" max="3"/></qti-set-template-value>
<qti-set-correct-response identifier="RESPONSE"><qti-variable identifier="N"/></qti-set-correct-response></qti-template-processing>`,
  body: '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
};

describe('the cases of a package', () => {
  test('that hold let it through', async () => {
    expect(await problems({ item: [right, { ...right, name: 'the key', responses: 'correct' }] })).toEqual([]);
  });
  test('that fail keep it out, with what came out and how', async () => {
    const [told] = await problems({ item: [{ ...right, name: 'half', score: 0.5 }] });
    expect(told).toContain(`${CASES}:null: item: the case "half" gives 1 in place of 0.5 (RESPONSE: choice B selected. Line `);
    expect(told).toContain('SCORE is set to 1.');
  });
  test('are wanted for every item where stakes are high', async () => {
    expect(await problems(undefined)).toEqual([]);
    expect(await problems(undefined, { requireCases: true })).toEqual([
      expect.stringContaining('The item "item" has no cases, and the exam\'s policy demands them'),
    ]);
    const byPeople = { score: 'normal-maximum="4" external-scored="human"' };
    expect(await problems(undefined, { requireCases: true, item: byPeople })).toEqual([]);
    expect(await problems({ item: [right] }, { requireCases: true })).toEqual([]);
  });
  test.each([
    ['of no item', { other: [right] }, 'There is no item "other"'],
    ['that are no JSON', '{', 'not JSON'],
    ['of another form', { item: [{ name: 'x', responses: 1 }] }, 'A case is'],
    ['whose response the screen refuses', { item: [{ ...right, responses: { RESPONSE: ['Z'] } }] }, 'is not scored'],
    ['with another outcome', { item: [{ ...right, outcomes: { SCORE: ['2'] } }] }, 'gives SCORE ["1"] in place of ["2"]'],
  ])('%s are told', async (_, cases, message) => {
    expect(await problems(cases)).toContainEqual(expect.stringContaining(message));
  });
  test('of an item with templates hold in every draw, with the drawn values in the responses', async () => {
    const good = {
      seeds: 40,
      cases: [
        { name: 'drawn', responses: { RESPONSE: ['{N}'] }, score: 1 },
        { name: 'key', responses: 'correct', score: 1 },
      ],
    };
    expect(await problems({ item: good }, { item: sum })).toEqual([]);
    const lucky = { seeds: 40, cases: [{ name: 'two', responses: { RESPONSE: ['2'] }, score: 1 }] };
    const told = await problems({ item: lucky }, { item: sum });
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/in draw \d+ of 40 gives 0 in place of 1/);
  });
});

test('values that can never be drawn keep an item out, cases or not', async () => {
  const never = `${sum.declarations}`.replace(
    '<qti-set-correct-response',
    '<qti-template-constraint><qti-base-value base-type="boolean">false</qti-base-value></qti-template-constraint><qti-set-correct-response',
  );
  expect(await problems(undefined, { item: { ...sum, declarations: never } })).toEqual([
    expect.stringContaining('its values cannot be drawn'),
  ]);
});

test.each([
  ['an unknown operator', '<qti-custom-operator class="org.example.magic"/>', '"org.example.magic", which is not known'],
  ['an operator without its operands', '<qti-custom-operator class="invigil.credit.edc"/>', 'takes 3 operands, not 0'],
])('the import refuses %s', async (_, expression, message) => {
  const processing = `<qti-set-outcome-value identifier="SCORE">${expression}</qti-set-outcome-value>`;
  expect(await problems(undefined, { item: { processing, score: 'normal-maximum="1"' } })).toEqual([
    expect.stringContaining(message),
  ]);
});
