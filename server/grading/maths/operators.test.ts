import { describe, expect, test } from 'vitest';
import { type Expression, importPackage } from '../../exams/index.ts';
import { itemXml, oneItem, packageFiles, zipOf } from '../../exams/testing.ts';
import { contentChecks, gradeItem } from '../index.ts';
import { plainFallback } from './index.ts';

const typed = (operator: string, correct = '') => ({
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string">${correct}</qti-response-declaration>`,
  body: '<p>Answer: <qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
  score: 'normal-maximum="2"',
  processing: `<qti-response-condition><qti-response-if>${operator}
<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">2</qti-base-value></qti-set-outcome-value>
</qti-response-if></qti-response-condition>`,
});
const response = '<qti-variable identifier="RESPONSE"/>';
const operator = (name: string, attributes: string, more = '') =>
  typed(`<qti-custom-operator class="invigil:${name}" ${attributes}>${response}${more}</qti-custom-operator>`);
const problemsOf = async (item: ReturnType<typeof typed>): Promise<string> => {
  const { problems } = await importPackage(zipOf(packageFiles({ 'items/item.xml': itemXml(item) })), { checks: contentChecks });
  return problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n');
};

describe('from an item in XML to a score with its trace', () => {
  test('a number within 2 %, written in any usual way', async () => {
    const { item } = await oneItem(operator('number', 'expected="1200" tolerance="2%"'));
    for (const text of ['1200', '1 210', '1.2e3', '1.2×10^3', '120000%', ' +1190 '])
      expect(gradeItem(item, { RESPONSE: [text] }), text).toMatchObject({ score: 2, unscored: null });
    expect(gradeItem(item, { RESPONSE: ['-1200'] })).toMatchObject({ score: 0 });
    expect(gradeItem(item, { RESPONSE: ['-1200'] }).trace).toContain('invigil:number: the sign is wrong.');
    expect(gradeItem(item, { RESPONSE: ['about 1200'] }).trace.join(' ')).toContain('"about 1200" is no number');
    expect(gradeItem(item, {})).toMatchObject({ score: 0, unscored: null });
  });
  test('a formula, whatever way it is written', async () => {
    const { item } = await oneItem(operator('formula', 'expected="(x+1)^2" variables="x"'));
    const right = gradeItem(item, { RESPONSE: ['x² + 2x + 1'] });
    expect(right.score).toBe(2);
    expect(right.trace).toContain('invigil:formula: equal in exact arithmetic.');
    expect(gradeItem(item, { RESPONSE: ['x^2+1'] }).score).toBe(0);
    const garbage = gradeItem(item, { RESPONSE: ['x^2 + + )'] });
    expect(garbage).toMatchObject({ score: 0, unscored: null });
    expect(garbage.trace.join(' ')).toContain('")" at 9 does not fit here');
  });
  test('the value and the form are judged apart', async () => {
    const { item } = await oneItem(operator('formula', 'expected="x^2-5x+6" variables="x" form="factored"'));
    expect(gradeItem(item, { RESPONSE: ['(x-2)(x-3)'] }).score).toBe(2);
    expect(gradeItem(item, { RESPONSE: ['x^2-5x+6'] }).trace).toContain('invigil:formula: right value, not factored.');
  });
  test('the expected answer may be the declared key', async () => {
    const key = '<qti-correct-response><qti-value>9.81 m/s^2</qti-value></qti-correct-response>';
    const units = `<qti-custom-operator class="invigil:units" tolerance="1%">${response}<qti-correct identifier="RESPONSE"/></qti-custom-operator>`;
    const { item } = await oneItem(typed(units, key));
    expect(gradeItem(item, { RESPONSE: ['981 cm/s^2'] }).score).toBe(2);
    expect(gradeItem(item, { RESPONSE: ['9.81'] }).trace).toContain('invigil:units: right value, unit missing.');
    expect(gradeItem(item, { RESPONSE: ['9.81 m/s'] }).score).toBe(0);
  });
  test('words by alternatives and patterns', async () => {
    const { item } = await oneItem(operator('text', 'expected="colour | color" case="ignored" pattern="hues?"'));
    for (const text of ['Colour', ' color ', 'HUE']) expect(gradeItem(item, { RESPONSE: [text] }).score, text).toBe(2);
    expect(gradeItem(item, { RESPONSE: ['coulour'] }).score).toBe(0);
  });
});

describe('what the import says of an operator that cannot work', () => {
  test.each([
    ['number', 'expected="3" tolerance="lots"', '"lots" is no tolerance; write a number such as 0.01 or a share such as 2%'],
    ['number', 'expected="three"', '"three" is no number'],
    ['number', 'range="[3, 2]"', 'there is no number in [3, 2]'],
    ['number', 'expected="3" tolerence="0.1"', 'the attribute "tolerence"'],
    ['number', '', 'has no expected value'],
    ['formula', 'expected="2x+" variables="x"', 'something is missing at the end'],
    ['formula', 'expected="2y" variables="x"', '"y" is not known here'],
    ['formula', 'expected="sin(x)" variables="x" functions="sine"', 'the function "sine"'],
    ['formula', 'expected="x" variables="x" form="pretty"', 'form="pretty"'],
    ['units', 'expected="5 smoots"', '"smoots" is no unit'],
    ['units', 'expected="5 m" tolerance="1 kg"', 'in a unit that does not fit'],
    ['text', 'pattern="(a"', 'the pattern "(a" cannot be read'],
  ])('invigil:%s %s', async (name, attributes, told) => {
    const problems = await problemsOf(operator(name, attributes));
    expect(problems).toMatch(/items\/item\.xml:\d+/);
    expect(problems).toContain(told);
  });
});

test('a fallback in plain QTI accepts the expected answer', () => {
  const variable: Expression = { op: 'variable', attributes: { identifier: 'RESPONSE' }, text: '', args: [], line: 1 };
  const attributes = { class: 'invigil:formula', expected: '2x | x+x' };
  expect(plainFallback({ op: 'custom-operator', attributes, text: '', args: [variable], line: 1 })).toMatchObject({
    op: 'string-match',
    args: [{ op: 'variable' }, { op: 'base-value', text: '2x' }],
  });
});
