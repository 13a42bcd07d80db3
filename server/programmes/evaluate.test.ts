import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Evidence,
  evaluate,
  Percent,
  type Requirement,
  reasonsOf,
  Share,
  shareOf,
  showPercent,
  withoutExams,
} from '../../shared/programme/index.ts';
import { readProgramme } from './read-programme.ts';

const at = Date.UTC(2026, 4, 3, 12);
const percent = (value: number) => Percent.parse(value);
const course = (code: string): Requirement => ({
  kind: 'course',
  course: code,
  title: `${code} course`,
  minimumPercent: percent(60),
  verifiedOnly: true,
  maximumAgeYears: 5,
});
const exam: Requirement = { kind: 'exam', exam: 'cfx', title: 'Comprehensive exam', passMarkShare: Share.parse(0.6) };
const tree: Requirement = { kind: 'all-of', title: 'All', of: [course('SC1x'), course('SC2x'), course('SC3x'), exam] };

const evidence = (part: Partial<Evidence>): Evidence => ({ learner: 'l1', at, courses: [], exams: [], holds: [], ...part });
const result = (code: string, grade = 80, verified = true, completedOn = '2025-06-01') => ({
  course: code,
  run: '1T2025',
  grade: percent(grade),
  verified,
  completedOn,
});
const taken = (score: number, state: 'final' | 'provisional' | 'invalidated' = 'final') => ({
  exam: 'cfx',
  sitting: 's1',
  score: Share.parse(score),
  state,
  takenAt: at,
});

describe('every rule says in words why it is not met', () => {
  const reasons = (courses: Evidence['courses']) =>
    reasonsOf(evaluate(tree, evidence({ courses, exams: [taken(0.7)] }), at), 'unmet');
  test.each([
    ['a course without a result', [], ['SC1x: no result', 'SC2x: no result', 'SC3x: no result']],
    ['a grade below the mark', [result('SC1x'), result('SC2x'), result('SC3x', 48)], ['SC3x: 48 % earned, 60 % needed']],
    ['a result without a checked identity', [result('SC1x', 80, false), result('SC2x'), result('SC3x')], ['SC1x: not verified']],
    [
      'a result that is too old',
      [result('SC1x'), result('SC2x', 80, true, '2019-05-02'), result('SC3x')],
      ['SC2x: result older than five years (2019-05-02)'],
    ],
    [
      'several at once',
      [result('SC1x', 10, false, '2001-01-01'), result('SC2x'), result('SC3x')],
      ['SC1x: 10 % earned, 60 % needed; not verified; result older than five years (2001-01-01)'],
    ],
  ])('%s', (_, courses, expected) => expect(reasons(courses)).toEqual(expected));
});

test('a failed second run takes nothing away from a passed first one', () => {
  const courses = [result('SC1x', 90), { ...result('SC1x', 5), run: '2T2025', completedOn: '2025-12-01' }];
  expect(evaluate(course('SC1x'), evidence({ courses }), at)).toMatchObject({
    status: 'met',
    reason: 'SC1x: 90 % earned, verified (2025-06-01)',
  });
});

test('five years to the day still count, one day more does not; 29 February ends with February', () => {
  const status = (completedOn: string, now: number) =>
    evaluate(course('SC1x'), evidence({ courses: [result('SC1x', 80, true, completedOn)] }), now).status;
  expect(status('2021-05-03', at)).toBe('met');
  expect(status('2021-05-02', at)).toBe('unmet');
  expect(status('2020-02-29', Date.UTC(2025, 1, 28, 23))).toBe('met');
  expect(status('2020-02-29', Date.UTC(2025, 2, 1))).toBe('unmet');
});

describe('the exam', () => {
  const of = (...exams: Evidence['exams']) => evaluate(exam, evidence({ exams }), at);
  test('passes at the mark exactly, also where the points divide unevenly', () => {
    expect(of(taken(shareOf(18, 30)))).toMatchObject({ status: 'met', reason: 'Comprehensive exam: 60 % earned, 60 % needed' });
  });
  test('just below the mark never reads as if it were reached', () => {
    expect(of(taken(shareOf(59_999, 100_000)))).toMatchObject({
      status: 'unmet',
      reason: 'Comprehensive exam: 59.9 % earned, 60 % needed',
    });
  });
  test('is held while the result is provisional, and not met without one or after it was declared invalid', () => {
    expect(of(taken(0.9, 'provisional')).status).toBe('held');
    expect(of(taken(0.5), taken(0.9, 'provisional')).status).toBe('held');
    expect(of().reason).toBe('Comprehensive exam: not taken');
    expect(of(taken(0.9, 'invalidated'))).toMatchObject({
      status: 'unmet',
      reason: 'Comprehensive exam: the result was declared invalid',
    });
  });
});

describe('at least so many', () => {
  const two: Requirement = { kind: 'at-least', title: 'Two of three', count: 2, of: [course('SC1x'), course('SC2x'), exam] };
  test('counts what is met, and waits for what is held', () => {
    const one = evidence({ courses: [result('SC1x')] });
    expect(evaluate(two, one, at)).toMatchObject({ status: 'unmet', reason: '1 of 3 met, 2 needed' });
    expect(evaluate(two, { ...one, exams: [taken(0.9, 'provisional')] }, at).status).toBe('held');
    expect(evaluate(two, { ...one, exams: [taken(0.9)] }, at).status).toBe('met');
  });
  test('before the exam asks for what the exam cannot supply', () => {
    expect(withoutExams(two)).toMatchObject({ count: 1, of: [{ course: 'SC1x' }, { course: 'SC2x' }] });
    expect(withoutExams(tree)).toMatchObject({ of: [{ course: 'SC1x' }, { course: 'SC2x' }, { course: 'SC3x' }] });
    expect(withoutExams(exam)).toBeNull();
  });
});

test('every report mirrors its tree, and a parent is met exactly when enough children are', () => {
  const code = fc.constantFrom('A', 'B', 'C', 'D');
  const rule = fc.letrec<{ rule: Requirement }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3 },
      code.map(course),
      fc.constant(exam),
      fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).map((of): Requirement => ({ kind: 'all-of', title: 'all', of })),
      fc
        .tuple(fc.array(tie('rule'), { minLength: 1, maxLength: 4 }), fc.nat(3))
        .map(([of, n]): Requirement => ({ kind: 'at-least', title: 'some', count: 1 + (n % of.length), of })),
    ),
  })).rule;
  const courses = fc.array(fc.tuple(code, fc.integer({ min: 2, max: 100 }), fc.boolean()).map((r) => result(...r)));
  fc.assert(
    fc.property(rule, courses, (requirement, earned) => {
      const check = (inner: Requirement) => {
        const report = evaluate(inner, evidence({ courses: earned }), at);
        if (inner.kind !== 'all-of' && inner.kind !== 'at-least') return;
        expect(report.children).toEqual(inner.of.map((child) => evaluate(child, evidence({ courses: earned }), at)));
        const met = report.children.filter((child) => child.status === 'met').length;
        expect(report.status === 'met').toBe(met >= (inner.kind === 'at-least' ? inner.count : inner.of.length));
        inner.of.forEach(check);
      };
      check(requirement);
    }),
  );
});

describe('a programme in JSON', () => {
  const json = (requirement: unknown) =>
    JSON.stringify({ id: 'scm', version: '1', title: 'SCM', description: 'd', criteria: 'c', requirement });
  const reasons = (requirement: unknown): unknown => {
    try {
      return readProgramme(json(requirement));
    } catch (error) {
      return error instanceof Error && 'problem' in error ? error.problem : error;
    }
  };
  test('a mark in the wrong unit is refused with its place and what to write', () => {
    const mixed = {
      kind: 'all-of',
      title: 'All',
      of: [
        { ...course('SC1x'), minimumPercent: 0.6 },
        { ...exam, passMarkShare: 60 },
      ],
    };
    expect(reasons(mixed)).toMatchObject({
      code: 'bad-input',
      place: 'requirement.of.0.minimumPercent',
      reasons: [
        expect.stringContaining('0.6 looks like a share of 1; write it as a percentage, 60'),
        'requirement.of.1.passMarkShare: 60 looks like a percentage; write it as a share of 1, 0.6',
      ],
    });
  });
  test('a rule that cannot be met or counts twice, an unknown field and broken JSON are refused', () => {
    expect(reasons({ kind: 'at-least', title: 't', count: 3, of: [exam] })).toMatchObject({ place: 'requirement.count' });
    expect(reasons({ kind: 'at-least', title: 't', count: 2, of: [exam, exam] })).toMatchObject({ place: 'requirement.of' });
    expect(reasons({ ...exam, passmark: 0.6 })).toMatchObject({ reasons: [expect.stringContaining('passmark')] });
    expect(() => readProgramme('{')).toThrow('is not JSON');
  });
  test('whatever a percentage is, its words never exceed it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.01, max: 100, noNaN: true }), (value) => {
        expect(Number.parseFloat(showPercent(percent(value)))).toBeLessThanOrEqual(value + 1e-6);
      }),
    );
  });
});
