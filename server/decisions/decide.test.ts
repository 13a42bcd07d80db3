import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Evidence, Percent, type Programme, readProgramme, Share } from '../programmes/index.ts';
import { bytesOf, decide } from './decide.ts';
import { gather } from './gather.ts';

const at = Date.UTC(2026, 10, 22);
const course = (code: string) => ({
  kind: 'course',
  course: code,
  title: code,
  minimumPercent: 60,
  verifiedOnly: true,
  maximumAgeYears: 5,
});
const exam = { kind: 'exam', exam: 'cfx', title: 'Comprehensive exam', passMarkShare: 0.6 };
const programmeWith = (requirement: unknown): Programme =>
  readProgramme(JSON.stringify({ id: 'p', version: '1', title: 'P', description: 'd', criteria: 'c', requirement }));
const programmes = [
  { kind: 'all-of', title: 'all', of: [course('A'), course('B'), exam] },
  { kind: 'all-of', title: 'all', of: [{ kind: 'at-least', title: 'two', count: 2, of: ['A', 'B', 'C'].map(course) }, exam] },
  { kind: 'at-least', title: 'one', count: 1, of: [course('A'), exam] },
].map(programmeWith);

const evidence: fc.Arbitrary<Evidence> = fc.record({
  learner: fc.constant('l1'),
  at: fc.constant(at),
  courses: fc.array(
    fc.record({
      course: fc.constantFrom('A', 'B', 'C'),
      run: fc.constantFrom('1T', '2T'),
      grade: fc.integer({ min: 2, max: 100 }),
      verified: fc.boolean(),
      completedOn: fc.constantFrom('2019-05-02', '2025-01-01'),
    }),
    { maxLength: 6 },
  ),
  exams: fc.array(
    fc.record({
      exam: fc.constantFrom('cfx', 'other'),
      sitting: fc.constantFrom('s1', 's2'),
      score: fc.integer({ min: 0, max: 20 }).map((score) => score / 20),
      state: fc.constantFrom('provisional', 'final', 'invalidated'),
      takenAt: fc.constant(at),
    }),
    { maxLength: 3 },
  ),
  holds: fc.array(hold(), { maxLength: 1 }),
}) as fc.Arbitrary<Evidence>; // the brands of grade and score: integers in range, parsed again by `decide`
function hold() {
  return fc.record({
    kind: fc.constantFrom('incident' as const, 'identity' as const),
    subject: fc.constantFrom('i1', 'i2'),
    reason: fc.constant('An incident is being reviewed.'),
  });
}
const programme = fc.constantFrom(...programmes);
/** Evidence on which every one of the programmes grants, with all kinds of other results around it. */
const enough = evidence.map((given): Evidence => {
  const result = { run: '3T', grade: Percent.parse(60), verified: true, completedOn: '2024-01-01' };
  const passed = { exam: 'cfx', sitting: 's9', score: Share.parse(0.6), state: 'final' as const, takenAt: at };
  return {
    ...given,
    courses: [...given.courses, { course: 'A', ...result }, { course: 'B', ...result }],
    exams: [...given.exams.filter(({ state }) => state !== 'provisional'), passed],
    holds: [],
  };
});

describe('whatever the evidence', () => {
  test('an open hold never grants, and never refuses either', () => {
    fc.assert(
      fc.property(programme, evidence, hold(), (rules, given, open) => {
        expect(decide(rules, { ...given, holds: [...given.holds, open] }).outcome).toBe('on-hold');
      }),
    );
  });

  test('better grades never turn granted into anything less', () => {
    fc.assert(
      fc.property(programme, enough, fc.nat(40), fc.nat(10), (rules, given, more, steps) => {
        expect(decide(rules, given).outcome).toBe('granted');
        const better: Evidence = {
          ...given,
          courses: given.courses.map((result) => ({ ...result, grade: Percent.parse(Math.min(100, result.grade + more)) })),
          exams: given.exams.map((result) => ({ ...result, score: Share.parse(Math.min(1, result.score + steps / 20)) })),
        };
        expect(decide(rules, better).outcome).toBe('granted');
      }),
    );
  });

  test('a further course result, however bad, takes nothing away', () => {
    fc.assert(
      fc.property(programme, enough, evidence, (rules, given, other) => {
        expect(decide(rules, { ...given, courses: [...given.courses, ...other.courses] }).outcome).toBe('granted');
      }),
    );
  });

  test('without a final, passed result a required exam never lets anything be granted', () => {
    const [rules] = programmes;
    if (!rules) throw new Error('no programme');
    fc.assert(
      fc.property(enough, (given) => {
        const exams = given.exams.filter(({ exam: e, state, score }) => e !== 'cfx' || state !== 'final' || score < 0.6);
        expect(decide(rules, { ...given, exams }).outcome).toBe('refused');
      }),
    );
  });

  test('the same input gives the same bytes, in whatever order it comes and with whatever else hangs on it', () => {
    fc.assert(
      fc.property(programme, evidence, (rules, given) => {
        const shuffled = {
          holds: given.holds.toReversed(),
          exams: given.exams.toReversed(),
          courses: given.courses.toReversed().map((result) => ({ ...result, learner: 'l1', revision: 3 })),
          at: given.at,
          learner: given.learner,
        };
        expect(bytesOf(decide(rules, shuffled))).toBe(bytesOf(decide(rules, given)));
      }),
    );
  });
});

test('a provisional result holds the decision, also when a course is missing', () => {
  const [rules] = programmes;
  if (!rules) throw new Error('no programme');
  const provisional = { exam: 'cfx', sitting: 's1', score: Share.parse(0.9), state: 'provisional' as const, takenAt: at };
  const decision = decide(rules, { learner: 'l1', at, courses: [], exams: [provisional], holds: [] });
  expect(decision).toMatchObject({
    policy: 'p@1',
    outcome: 'on-hold',
    report: { status: 'held', reason: 'Something is still open; nothing is decided until it is closed.' },
  });
});

test('other evidence or other rules give other hashes', () => {
  const given: Evidence = { learner: 'l1', at, courses: [], exams: [], holds: [] };
  const [a, b] = programmes.map((rules) => decide(rules, given));
  expect(a?.policyHash).not.toBe(b?.policyHash);
  expect(a?.evidenceHash).toBe(b?.evidenceHash);
});

describe('gathering', () => {
  const [rules] = programmes;
  if (!rules) throw new Error('no programme');
  const years = 365.25 * 86_400_000;

  test('a further attempt, whenever and however it ends, takes no grant away', () => {
    const attempt = fc.record({
      score: fc.integer({ min: 0, max: 20 }).map((score) => Share.parse(score / 20)),
      state: fc.constantFrom('final' as const, 'invalidated' as const),
      takenAt: fc.integer({ min: at, max: at + 10 * years }),
    });
    fc.assert(
      fc.property(enough, attempt, ({ learner, courses, exams, holds }, further) => {
        const passed = { learner, courses, exams, holds, now: at };
        expect(decide(rules, gather(rules, passed)).outcome).toBe('granted');
        const again = { ...passed, exams: [...exams, { exam: 'cfx', sitting: 's10', ...further }] };
        expect(decide(rules, gather(rules, again)).outcome).toBe('granted');
      }),
    );
  });

  test('courses are as old as they were at the exam, not as they are today; what the programme does not ask for is left out', () => {
    const result = { run: '1T', grade: Percent.parse(90), verified: true, completedOn: '2025-01-01' };
    const known = {
      learner: 'l1',
      courses: ['A', 'B', 'elsewhere'].map((code) => ({ course: code, ...result })),
      exams: [{ exam: 'cfx', sitting: 's1', score: Share.parse(0.6), state: 'final' as const, takenAt: at }],
      holds: [],
      now: at + 20 * years,
    };
    const gathered = gather(rules, known);
    expect(gathered.courses.map(({ course: code }) => code)).toEqual(['A', 'B']);
    expect(decide(rules, gathered).outcome).toBe('granted');
    expect(gather(rules, { ...known, exams: [] }).at).toBe(known.now);
  });
});
