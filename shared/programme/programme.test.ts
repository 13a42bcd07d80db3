import { describe, expect, test } from 'vitest';
import { type Evidence, Evidence as EvidenceSchema, evaluate, mayTake, Programme } from './index.ts';

const course = (code: string, more: object = {}) => ({
  kind: 'course',
  course: code,
  title: code,
  minimumPercent: 60,
  verifiedOnly: true,
  maximumAgeYears: null,
  ...more,
});
const attempts = { most: 2, waitDays: [30], noShowCounts: true, againAfterPass: false, discretionary: 1 };
const exam = (id: string, more: object = {}) => ({ kind: 'exam', exam: id, title: id, passMarkShare: 0.6, ...more });
const programme = (requirement: unknown, more: object = {}) =>
  Programme.parse({ id: 'p', version: '1', title: 'P', description: 'd', criteria: 'c', requirement, ...more });
const at = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const HOUR = DAY / 24;
const evidence = (part: object): Evidence =>
  EvidenceSchema.parse({ learner: 'l1', at, courses: [], exams: [], holds: [], ...part });
const result = (code: string, grade = 80, more: object = {}) => ({
  course: code,
  run: '1T2025',
  grade,
  verified: true,
  completedOn: '2025-06-01',
  ...more,
});
const sat = (id: string, score: number, takenAt = at, more: object = {}) => ({
  exam: id,
  sitting: `${id}-${takenAt}`,
  score,
  state: 'final',
  takenAt,
  ...more,
});
const judged = (requirement: unknown, part: object) => {
  const { status, reason } = evaluate(programme(requirement).requirement, evidence(part), at);
  return [status, reason];
};

describe('runs of a course', () => {
  const since = course('SC2x', { runs: { from: '2016-02-10', named: ['3T2015'], except: ['pilot'] } });
  test.each([
    ['a run since then', { completedOn: '2016-05-01' }, 'met', 'SC2x: 80 % earned, verified (2016-05-01)'],
    [
      'an older run that the rule names',
      { completedOn: '2015-12-20', run: '3T2015' },
      'met',
      'SC2x: 80 % earned, verified (2015-12-20), run 3T2015 is named by the rule',
    ],
    [
      'an older run that it does not name',
      { completedOn: '2015-05-20', run: '1T2015' },
      'unmet',
      'SC2x: run 1T2015 ended before 2016-02-10, from when runs count (2015-05-20)',
    ],
    ['a run that never counts', { run: 'pilot' }, 'unmet', 'SC2x: run pilot does not count'],
  ])('%s', (_, more, status, reason) => expect(judged(since, { courses: [result('SC2x', 80, more)] })).toEqual([status, reason]));

  test('a former code counts as the course, in the runs that are named', () => {
    const rule = course('SC1x', { formerly: [{ course: 'CTL.SC1x', runs: ['3T2014'] }] });
    expect(judged(rule, { courses: [result('CTL.SC1x', 70, { run: '3T2014' })] })).toEqual([
      'met',
      'SC1x: 70 % earned, verified (2025-06-01), as CTL.SC1x',
    ]);
    expect(judged(rule, { courses: [result('CTL.SC1x', 70, { run: '1T2013' })] })).toEqual(['unmet', 'SC1x: no result']);
  });
});

describe('an exam in two parts', () => {
  const whole = {
    kind: 'multi-part-exam',
    exam: 'cfx',
    title: 'Comprehensive exam',
    parts: [
      { exam: 'cfx-1', title: 'Part I', weightPercent: 50 },
      { exam: 'cfx-2', title: 'Part II', weightPercent: 50 },
    ],
    withinHours: 12,
    passMarkShare: 0.6,
  };
  const from = (first: number, second: number, hours: number, more: object = {}) => [
    sat('cfx-1', first),
    sat('cfx-2', second, at + hours * HOUR, { endedAt: at + (hours + 2) * HOUR, ...more }),
  ];
  test.each([
    ['both in time', from(0.5, 0.7, 10), 'met', 'Comprehensive exam: 60 % earned, 60 % needed, all parts within 12 hours'],
    [
      'ended a minute late',
      from(0.9, 0.9, 10.1),
      'unmet',
      'Comprehensive exam: the parts were not taken within 12 hours of each other',
    ],
    ['one part only', [sat('cfx-1', 1)], 'unmet', 'Comprehensive exam: Part II not taken'],
    [
      'too little together',
      from(0.9, 0.2, 3),
      'unmet',
      'Comprehensive exam: 55 % earned, 60 % needed, all parts within 12 hours',
    ],
    ['one part still open', from(0.9, 0.9, 3, { state: 'provisional' }), 'held', 'Comprehensive exam: the result is provisional'],
    [
      'one part declared invalid',
      from(0.9, 0.9, 3, { state: 'invalidated' }),
      'unmet',
      'Comprehensive exam: the result was declared invalid',
    ],
  ])('%s', (_, exams, status, reason) => expect(judged(whole, { exams })).toEqual([status, reason]));

  test('twelve hours are elapsed hours: putting the clocks back in between changes nothing', () => {
    // 25 October 2026, 01:00 UTC: clocks in Europe go from 03:00 back to 02:00.
    const begin = Date.UTC(2026, 9, 24, 20);
    const exams = [sat('cfx-1', 0.8, begin), sat('cfx-2', 0.8, begin + 10 * HOUR, { endedAt: begin + 12 * HOUR })];
    expect(judged(whole, { exams })[0]).toBe('met');
    expect(judged(whole, { exams: [exams[0], { ...exams[1], endedAt: begin + 12 * HOUR + 1 }] })[0]).toBe('unmet');
  });
});

describe('a combined grade', () => {
  const combined = {
    kind: 'combined',
    title: 'Course grade',
    components: [
      { weightPercent: 30, of: course('14.750x', { minimumPercent: 0 }) },
      { weightPercent: 70, of: exam('14-750x-exam', { passMarkShare: 0 }) },
    ],
    minimumPercent: 50,
  };
  test('percent and share meet in percent, at the mark exactly', () => {
    expect(judged(combined, { courses: [result('14.750x', 50)], exams: [sat('14-750x-exam', 0.5)] })).toEqual([
      'met',
      'Course grade: 50 % earned, 50 % needed',
    ]);
    expect(judged(combined, { courses: [result('14.750x', 100)], exams: [sat('14-750x-exam', 0.28)] })).toEqual([
      'unmet',
      'Course grade: 49.6 % earned, 50 % needed',
    ]);
  });
  test('a component minimum holds whatever the total is', () => {
    const strict = {
      ...combined,
      components: [combined.components[0], { weightPercent: 70, of: exam('e', { passMarkShare: 0.5 }) }],
    };
    expect(judged(strict, { courses: [result('14.750x', 100)], exams: [sat('e', 0.4)] })).toEqual([
      'unmet',
      'Course grade: e 40 % earned, 50 % needed',
    ]);
    expect(judged(strict, { courses: [], exams: [sat('e', 0.9)] })).toEqual([
      'unmet',
      'Course grade: no result that counts for 14.750x',
    ]);
  });
});

describe('attempts', () => {
  const rules = programme({ kind: 'in-order', title: 'Steps', of: [course('A'), exam('x', { attempts })] });
  const may = (part: object, now = at) => {
    const verdict = mayTake(rules, 'x', evidence({ courses: [result('A')], ...part }), now);
    return [verdict.status, ...verdict.children.filter(({ status }) => status !== 'met').map(({ why }) => why)];
  };
  test('the first is open once what comes before is met', () => {
    expect(may({})).toEqual(['met']);
    expect(may({ courses: [] })[0]).toBe('unmet');
  });
  test('a wait after a fail ends on the day it says; no wait after an attempt that was given back', () => {
    const failed = { exams: [sat('x', 0.2)] };
    expect(may(failed, at + 29 * DAY)).toEqual(['unmet', { is: 'wait', days: 30, until: at + 30 * DAY }]);
    expect(may(failed, at + 30 * DAY)).toEqual(['met']);
    expect(may({ exams: [sat('x', 0, at, { state: 'restored' })] }, at + DAY)).toEqual(['met']);
  });
  test('both used is the end, unless staff grant a further one', () => {
    const twice = { exams: [sat('x', 0.2), sat('x', 0, at + 40 * DAY, { state: 'no-show' })] };
    const later = at + 90 * DAY;
    expect(may(twice, later)).toEqual(['unmet', { is: 'attempts-used', used: 2, most: 2 }]);
    const extra = { exam: 'x', reason: 'illness', at: later };
    expect(may({ ...twice, extraAttempts: [extra] }, later)).toEqual(['met']);
  });
  test('a passed exam is not taken again, and an attempt too many does not count', () => {
    expect(may({ exams: [sat('x', 0.9)] }, at + 40 * DAY)).toEqual(['unmet', { is: 'passed-already', title: 'x' }]);
    const exams = [sat('x', 0.1), sat('x', 0.1, at + DAY), sat('x', 0.9, at + 2 * DAY)];
    expect(judged(exam('x', { attempts }), { exams })).toEqual(['unmet', 'x: passed only after the 2 attempts that count']);
  });
  test('paid attempts: two a payment, half of what is left is carried over, and a refund takes them back', () => {
    const fees = {
      currency: 'USD',
      list: [
        {
          id: 'fee',
          title: 'Exam fee',
          for: { kind: 'exam', exam: 'x' },
          amountCents: 10_000,
          due: 'before-registration',
          tiered: false,
        },
      ],
    };
    const paid = programme(exam('x', { attempts: { ...attempts, most: null, waitDays: [], perPayment: 2, carryOver: 'half' } }), {
      fees,
    });
    const payment = (reference: string, when: number, state = 'paid') => ({
      fee: 'fee',
      reference,
      amountCents: 10_000,
      state,
      at: when,
    });
    const left = (payments: object[], tries: number) =>
      mayTake(
        paid,
        'x',
        evidence({ payments, exams: Array.from({ length: tries }, (_, i) => sat('x', 0.1, at + (10 + i) * DAY)) }),
        at + 99 * DAY,
      );
    expect(left([payment('a', at)], 1).status).toBe('met');
    expect(left([payment('a', at)], 2).status).toBe('unmet');
    expect(left([payment('a', at), payment('b', at + DAY)], 2).status).toBe('met');
    expect(left([payment('a', at), payment('b', at + DAY)], 3).status).toBe('unmet');
    expect(left([payment('a', at), payment('a', at + DAY, 'refunded')], 0).status).toBe('unmet');
  });
});

test('two courses within twelve months: the dates decide, not the order', () => {
  const two = { kind: 'at-least', title: 'Two', count: 2, of: [course('A'), course('B'), course('C')], withinMonths: 12 };
  const on = (code: string, completedOn: string) => result(code, 90, { completedOn });
  expect(judged(two, { courses: [on('A', '2024-02-29'), on('B', '2025-02-28')] })[0]).toBe('met');
  expect(judged(two, { courses: [on('A', '2024-02-28'), on('B', '2025-03-01')] })).toEqual([
    'unmet',
    '1 of 3 met within 12 months of each other, 2 needed',
  ]);
  expect(judged(two, { courses: [on('A', '2020-01-01'), on('B', '2024-05-01'), on('C', '2024-01-01')] })[0]).toBe('met');
});

describe('what is refused, with its place', () => {
  const faults = (requirement: unknown, more: object = {}) => {
    const read = Programme.safeParse({
      id: 'p',
      version: '1',
      title: 'P',
      description: 'd',
      criteria: 'c',
      requirement,
      ...more,
    });
    return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
  const parts = [
    { weightPercent: 30, of: course('A') },
    { weightPercent: 60, of: exam('x') },
  ];
  const combined = { kind: 'combined', title: 'c', components: parts, minimumPercent: 50 };
  test.each([
    ['weights that do not add up', combined, 'requirement.components: has weights that add up to 90; they must add up to 100'],
    [
      'a weight written as a share',
      { ...combined, components: [{ ...parts[0], weightPercent: 0.3 }, parts[1]] },
      'requirement.components.0.weightPercent: 0.3 looks like a share of 1; write it as a percentage, 30',
    ],
    [
      'a weight above 100',
      { ...combined, components: [{ ...parts[0], weightPercent: 130 }, parts[1]] },
      'requirement.components.0.weightPercent: 130 is above 100',
    ],
    [
      'a programme that asks for itself',
      { kind: 'programme', programme: 'p', title: 'P', maximumAgeYears: null },
      'requirement: requires p itself',
    ],
    [
      'a month limit on exams',
      { kind: 'at-least', title: 't', count: 1, of: [exam('x')], withinMonths: 12 },
      'requirement.withinMonths',
    ],
    [
      'a rule kept for nobody',
      { kind: 'cohort', title: 't', choice: 'either', grandfathered: {}, former: exam('x'), present: exam('y') },
      'requirement.grandfathered: says nobody',
    ],
  ])('%s', (_, requirement, expected) => {
    expect(faults(requirement).join('\n')).toContain(expected.replace('130 is above 100', 'is above 100'));
  });
  test('a fee for what nobody asks for, and a voucher for no fee', () => {
    const fees = {
      currency: 'USD',
      list: [{ id: 'f', title: 'F', for: { kind: 'exam', exam: 'other' }, amountCents: 1, due: 'optional', tiered: false }],
      vouchers: [{ id: 'v', sponsor: 'S', covers: ['g'], coversPercent: 100, until: null }],
    };
    const first = faults(exam('x'), { fees }).join('\n');
    expect(faults(exam('x'), { fees: { ...fees, vouchers: [] } }).join('\n')).toContain(
      'fees.list.0.for: is for something that the programme does not ask for',
    );
    expect(first).toContain('fees.vouchers.0.covers: g is no fee here');
  });
});
