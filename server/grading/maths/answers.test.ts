import { describe, expect, test } from 'vitest';
import { formulaJudge, numberJudge, textJudge, unitsJudge } from './index.ts';

const verdicts = (judge: (given: string) => { verdict: string }, ...answers: string[]): string[] =>
  answers.map((answer) => judge(answer).verdict);
const number = (settings: Record<string, string>) => numberJudge(settings)(undefined);
const formula = (settings: Record<string, string>) => formulaJudge(settings)(undefined);
const units = (settings: Record<string, string>) => unitsJudge(settings)(undefined);

describe('numbers', () => {
  test('the default tolerance is 0.001 % and its edge counts', () => {
    expect(verdicts(number({ expected: '100000' }), '100001', '99999', '100001.1')).toEqual(['right', 'right', 'wrong']);
  });
  test('decimals are exact: 0.1 steps add up', () => {
    expect(verdicts(number({ expected: '0.3', tolerance: '0.1' }), '0.4', '0.2', '0.41')).toEqual(['right', 'right', 'wrong']);
    expect(verdicts(number({ expected: '1/3', tolerance: '0' }), '0.333333333333333')).toEqual(['wrong']);
  });
  test('ranges have open and closed ends', () => {
    const judge = number({ range: '[1.5, 2)' });
    expect(verdicts(judge, '1.5', '1.99', '2', '1.4999')).toEqual(['right', 'right', 'wrong', 'wrong']);
    expect(verdicts(number({ range: '(0, inf)' }), '1e300', '0', '-1')).toEqual(['right', 'wrong', 'wrong']);
  });
  test('other answers are taken exactly', () => {
    expect(verdicts(number({ expected: '4', also: '-4 | 7.5' }), '-4', '7.5', '7.50001')).toEqual(['right', 'right', 'wrong']);
  });
  test('significant figures and decimal places are counted as written', () => {
    const judge = number({ expected: '3.14159265', figures: '3' });
    expect(verdicts(judge, '3.14', '3.140', '3.15', '3.1')).toEqual(['right', 'wrong', 'wrong', 'wrong']);
    expect(judge('3.142').note).toBe('right value, not written with 3 significant figures');
    expect(verdicts(number({ expected: '2.5', places: '2' }), '2.50', '2.5', '2.51')).toEqual(['right', 'wrong', 'wrong']);
  });
  test('only what the author allows is a notation', () => {
    expect(verdicts(number({ expected: '1.5', notations: 'comma' }), '1,5', '1.5', '150%')).toEqual([
      'right',
      'invalid',
      'invalid',
    ]);
    expect(verdicts(number({ expected: '0.75', notations: 'fraction' }), '3/4', '0.75', '6/8')).toEqual([
      'right',
      'right',
      'right',
    ]);
    expect(verdicts(number({ expected: '1234' }), '1 234', '1\u202f234', '12 34', '1,234')).toEqual([
      'right',
      'right',
      'invalid',
      'invalid',
    ]);
    expect(verdicts(number({ expected: '-2' }), '−2', '–2', '--2')).toEqual(['right', 'right', 'invalid']);
  });
});

describe('formulas', () => {
  test('mean the same', () => {
    const judge = formula({ expected: '2 sin(x) cos(x)', variables: 'x' });
    expect(verdicts(judge, 'sin(2x)', '2cos(x)sin(x)', 'sin(x)^2', 'sin(2x)+10^-14')).toEqual([
      'right',
      'right',
      'wrong',
      'wrong',
    ]);
    expect(judge('sin(2x)').note).toMatch(/^equal at 9 of 9 seeded points/);
  });
  test('the judgement is the same every time', () => {
    const judge = formula({ expected: 'e^(-x) + ln(x)', variables: 'x', positive: 'x' });
    expect(judge('ln(x) + 1/e^x')).toEqual(judge('ln(x) + 1/e^x'));
  });
  test('x is not the root of its square unless it is positive', () => {
    expect(formula({ expected: 'x', variables: 'x' })('sqrt(x^2)').verdict).toBe('wrong');
    expect(formula({ expected: 'x', variables: 'x', positive: 'x' })('sqrt(x^2)').verdict).toBe('right');
  });
  test('names are the question’s own', () => {
    const judge = formula({ expected: 'm*c^2', variables: 'm c', functions: 'sqrt' });
    expect(judge('mc^2').verdict).toBe('right');
    expect(judge('mv^2').note).toContain('"mv" is not known here');
    expect(judge('sin(m)').note).toContain('not allowed here');
    expect(judge('constructor').verdict).toBe('invalid');
  });
  test('equations, inequalities and sets, where they are asked for', () => {
    expect(
      verdicts(formula({ expected: 'y = 2x + 1', variables: 'x y', relations: 'true' }), '2x - y + 1 = 0', 'y = 2x', '2x+1'),
    ).toEqual(['right', 'wrong', 'wrong']);
    expect(
      verdicts(formula({ expected: 'x > 3', variables: 'x', relations: 'true' }), '3 < x', '2x > 6', 'x >= 3', 'x < 3'),
    ).toEqual(['right', 'right', 'wrong', 'wrong']);
    expect(verdicts(formula({ expected: '{1, 2}', variables: 'x', relations: 'true' }), '{2, 4/4}', '{1}', '[1, 2]')).toEqual([
      'right',
      'wrong',
      'wrong',
    ]);
  });
  test.each([
    ['expanded', 'x^2-1', ['x^2-1', '-1+x^2'], ['(x-1)(x+1)', 'x^2+x-x-1']],
    ['factored', '2x^2-8', ['2(x-2)(x+2)', '-2(2-x)(x+2)'], ['2(x^2-4)', '(2x-4)(x+2)', '2x^2-8']],
    ['single-fraction', '1/x+1/2', ['(x+2)/(2x)'], ['1/x+1/2', '(1+2/x)/2']],
    ['lowest-terms', '1/(x+1)', ['1/(x+1)'], ['(x-1)/(x^2-1)', '2/(2x+2)*(2/2)']],
    ['completed-square', 'x^2+6x+1', ['(x+3)^2-8'], ['x^2+6x+1', 'x(x+6)+1']],
    ['simplified', '6x', ['6x'], ['2*3x', '4x+2x', '12x/2']],
  ])('the form %s', (form, expected, good, bad) => {
    const judge = formula({ expected, variables: 'x', form });
    for (const answer of good) expect(judge(answer), answer).toMatchObject({ verdict: 'right' });
    for (const answer of bad) expect(judge(answer), answer).toMatchObject({ verdict: 'wrong' });
  });
  test('the same form up to order, and up to rules', () => {
    expect(verdicts(formula({ expected: 'a*(b+c)', variables: 'a b c', form: 'same' }), '(c+b)a', 'a*b+a*c')).toEqual([
      'right',
      'wrong',
    ]);
    expect(verdicts(formula({ expected: 'a/b', variables: 'a b', rules: 'negNeg negDiv' }), '(-a)/(-b)', 'a*b/b^2')).toEqual([
      'right',
      'wrong',
    ]);
  });
  test('work is bounded by counted steps', () => {
    const judge = formula({ expected: 'x', variables: 'x' });
    for (const answer of [
      '('.repeat(900),
      `${'(x+1)^'.repeat(50)}2`,
      '9^9^9^9^9',
      'x'.repeat(5_000),
      `sin(${'x+'.repeat(900)}x)`,
      '(1+x)^(10^300)',
      '1e999999999',
    ])
      expect(['invalid', 'wrong'], answer.slice(0, 20)).toContain(judge(answer).verdict);
  });
});

describe('units', () => {
  test('are converted, and must measure the right thing', () => {
    const judge = units({ expected: '36 km/h', tolerance: '0.1%' });
    expect(verdicts(judge, '10 m/s', '10 m s^-1', '36 km h^(-1)', '10 m', '10')).toEqual([
      'right',
      'right',
      'right',
      'wrong',
      'wrong',
    ]);
    expect(judge('10').note).toBe('the unit is missing');
    expect(judge('36').note).toBe('right value, unit missing');
    expect(judge('10 furlongs').note).toContain('"furlongs" is no unit');
  });
  test('prefixes and derived units', () => {
    expect(verdicts(units({ expected: '5 N' }), '5 kg m/s^2', '0.005 kN', '5000 mN', '5 J/m', '5 Pa')).toEqual([
      'right',
      'right',
      'right',
      'right',
      'wrong',
    ]);
    expect(verdicts(units({ expected: '2 µF' }), '2 uF', '2e-6 F', '2000 nF')).toEqual(['right', 'right', 'right']);
  });
  test('the author may insist on the unit', () => {
    expect(verdicts(units({ expected: '2 kg', unit: 'same' }), '2 kg', '2000 g')).toEqual(['right', 'wrong']);
  });
});

test('patterns cannot hang', () => {
  const judge = textJudge({ pattern: '(a+)+b' })(undefined);
  expect(judge('a'.repeat(1_900)).verdict).toBe('wrong');
  expect(judge('aaab').verdict).toBe('right');
});
