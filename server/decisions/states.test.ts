/** What holds of every decision, whatever the programme and the evidence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Evidence, Hold, Payment, type Programme, readProgramme, shippedProgrammes } from '../programmes/index.ts';
import { arrange, bytesOf, decide } from './decide.ts';
import { gather } from './gather.ts';

const at = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const codes = ['A', 'B', 'C'] as const;
const exams = ['x', 'y', 'p1', 'p2'] as const;

const course = fc.constantFrom(...codes).map((code) => ({
  kind: 'course',
  course: code,
  title: code,
  minimumPercent: 60,
  verifiedOnly: true,
  maximumAgeYears: 5,
}));
const exam = fc.constantFrom('x', 'y').map((id) => ({ kind: 'exam', exam: id, title: id, passMarkShare: 0.6 }));
const multi = fc.constant({
  kind: 'multi-part-exam',
  exam: 'whole',
  title: 'Whole',
  parts: [
    { exam: 'p1', title: 'One', weightPercent: 50 },
    { exam: 'p2', title: 'Two', weightPercent: 50, minimumShare: 0.3 },
  ],
  withinHours: 12,
  passMarkShare: 0.6,
});
const capstone = fc.constant({
  kind: 'capstone',
  capstone: 'cap',
  title: 'Cap',
  minimumPercent: 70,
  people: 2,
  maximumAgeYears: 5,
});
const nested = fc.constant({ kind: 'programme', programme: 'other', title: 'Other', maximumAgeYears: null });
const combined = fc.tuple(course, exam).map(([first, second]) => ({
  kind: 'combined',
  title: 'Combined',
  components: [
    { weightPercent: 30, of: { ...first, minimumPercent: 0 } },
    { weightPercent: 70, of: { ...second, passMarkShare: 0 } },
  ],
  minimumPercent: 50,
}));
const { rule } = fc.letrec<{ rule: object }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    course,
    exam,
    multi,
    capstone,
    nested,
    combined,
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((of) => ({ kind: 'all-of', title: 'all', of })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((of) => ({ kind: 'in-order', title: 'steps', of })),
    fc.uniqueArray(course, { minLength: 1, maxLength: 3, selector: (one) => one.course }).chain((of) =>
      fc.record({
        kind: fc.constant('at-least'),
        title: fc.constant('some'),
        count: fc.integer({ min: 1, max: of.length }),
        of: fc.constant(of),
        withinMonths: fc.constantFrom(1, 12, 60),
      }),
    ),
    fc.tuple(tie('rule'), tie('rule')).map(([former, present]) => ({
      kind: 'cohort',
      title: 'changed',
      choice: 'either',
      grandfathered: { startedBefore: '2024-01-01' },
      former,
      present,
    })),
  ),
}));
const programme: fc.Arbitrary<Programme> = rule.map((requirement) =>
  readProgramme(JSON.stringify({ id: 'p', version: '1', title: 'P', description: 'd', criteria: 'c', requirement })),
);

const hour = fc.integer({ min: 0, max: 40 }).map((hours) => at + hours * 3600_000);
const courseResult = fc.record({
  course: fc.constantFrom(...codes),
  run: fc.constantFrom('1T', '2T'),
  grade: fc.integer({ min: 2, max: 100 }),
  verified: fc.boolean(),
  completedOn: fc.constantFrom('2019-05-02', '2023-06-01', '2025-01-01', '2025-12-31'),
});
const examResult = fc.record({
  exam: fc.constantFrom(...exams),
  sitting: fc.uuid(),
  score: fc.integer({ min: 0, max: 20 }).map((score) => score / 20),
  state: fc.constantFrom('provisional', 'final', 'invalidated', 'no-show', 'restored'),
  takenAt: hour,
});
const capstoneResult = fc.record({
  capstone: fc.constant('cap'),
  grade: fc.integer({ min: 2, max: 100 }),
  people: fc.integer({ min: 0, max: 3 }),
  state: fc.constantFrom('provisional', 'final', 'invalidated'),
  completedOn: fc.constantFrom('2018-01-01', '2025-01-01'),
});
const hold = fc
  .record({
    kind: fc.constantFrom('incident', 'marking', 'identity', 'revocation', 'payment', 'regrade', 'appeal'),
    subject: fc.constantFrom('i1', 'i2'),
    reason: fc.constant('Something is open.'),
  })
  .map((one) => Hold.parse(one));
const evidence = fc
  .record({
    learner: fc.constant('l1'),
    at: fc.constant(at),
    courses: fc.array(courseResult, { maxLength: 6 }),
    exams: fc.array(examResult, { maxLength: 6 }),
    capstones: fc.array(capstoneResult, { maxLength: 2 }),
    credentials: fc.array(
      fc.record({
        programme: fc.constant('other'),
        awardedOn: fc.constant('2025-01-01'),
        state: fc.constantFrom('valid', 'held'),
      }),
      { maxLength: 1 },
    ),
    holds: fc.array(hold, { maxLength: 1 }),
  })
  .map((one) => Evidence.parse(one));
const rank = { refused: 0, 'on-hold': 1, granted: 2 };
/** Without holds and without anything still open: what is decided is decided. */
const closed = evidence.map(
  (given): Evidence => ({
    ...given,
    holds: [],
    exams: given.exams.filter(({ state }) => state !== 'provisional'),
    capstones: (given.capstones ?? []).filter(({ state, people }) => state !== 'provisional' && people >= 2),
    credentials: (given.credentials ?? []).filter(({ state }) => state === 'valid'),
  }),
);

describe('whatever the programme and the evidence', () => {
  test('a hold never signs and never refuses, of whatever kind', () => {
    fc.assert(
      fc.property(programme, evidence, hold, (rules, given, open) => {
        expect(decide(rules, { ...given, holds: [...given.holds, open] }).outcome).toBe('on-hold');
      }),
    );
  });

  test('in whatever order evidence comes, the same bytes come out, and again from what was stored', () => {
    fc.assert(
      fc.property(programme, evidence, fc.infiniteStream(fc.nat()), (rules, given, numbers) => {
        const shuffled = <T>(list: T[]): T[] =>
          list
            .map((item) => ({ item, at: numbers.next().value }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const other: Evidence = {
          ...given,
          courses: shuffled(given.courses),
          exams: shuffled(given.exams),
          holds: shuffled(given.holds),
          capstones: shuffled(given.capstones ?? []),
        };
        const bytes = bytesOf(decide(rules, given));
        expect(bytesOf(decide(rules, other))).toBe(bytes);
        expect(bytesOf(decide(rules, Evidence.parse(JSON.parse(bytesOf(arrange(given))))))).toBe(bytes);
      }),
    );
  });

  test('a better grade never makes it worse', () => {
    fc.assert(
      fc.property(programme, closed, fc.nat(30), (rules, given, more) => {
        const better = Evidence.parse({
          ...given,
          courses: given.courses.map((one) => ({ ...one, grade: Math.min(100, one.grade + more) })),
          exams: given.exams.map((one) => ({ ...one, score: Math.min(1, one.score + more / 100) })),
          capstones: (given.capstones ?? []).map((one) => ({ ...one, grade: Math.min(100, one.grade + more) })),
        });
        expect(rank[decide(rules, better).outcome]).toBeGreaterThanOrEqual(rank[decide(rules, given).outcome]);
      }),
    );
  });

  test('passed, then enrolled again and failed, or tried again and failed: nothing is taken away', () => {
    fc.assert(
      fc.property(programme, closed, fc.array(courseResult), fc.array(examResult), (rules, given, courses, tries) => {
        const settled = tries
          .filter(({ state }) => state !== 'provisional')
          .map((one) => ({ ...one, takenAt: one.takenAt + 50 * DAY }));
        const more = Evidence.parse({ ...given, courses: [...given.courses, ...courses], exams: [...given.exams, ...settled] });
        expect(rank[decide(rules, more).outcome]).toBeGreaterThanOrEqual(rank[decide(rules, given).outcome]);
      }),
    );
  });

  test('an attempt given back after a technical fault changes no outcome', () => {
    fc.assert(
      fc.property(programme, evidence, examResult, (rules, given, attempt) => {
        const restored = Evidence.parse({ ...given, exams: [...given.exams, { ...attempt, score: 0, state: 'restored' }] });
        expect(decide(rules, restored).outcome).toBe(decide(rules, given).outcome);
      }),
    );
  });

  test('evidence of other programmes is left out and changes nothing', () => {
    fc.assert(
      fc.property(programme, evidence, (rules, given) => {
        const known = { ...given, now: at };
        const elsewhere = {
          ...known,
          courses: [
            ...known.courses,
            {
              ...given.courses[0],
              course: 'elsewhere',
              run: '1',
              grade: 100 as never,
              verified: true,
              completedOn: '2010-01-01',
            },
          ],
          exams: [
            ...known.exams,
            { exam: 'elsewhere', sitting: 's', score: 1 as never, state: 'final' as const, takenAt: at + 999 * DAY },
          ],
          payments: [Payment.parse({ fee: 'elsewhere', reference: 'r', amountCents: 1, state: 'charged-back', at })],
        };
        expect(bytesOf(decide(rules, gather(rules, elsewhere)))).toBe(bytesOf(decide(rules, gather(rules, known))));
      }),
    );
  });

  test('the policy that decides is the version it names: another version has another hash', () => {
    fc.assert(
      fc.property(programme, evidence, (rules, given) => {
        const next = { ...rules, version: '2' };
        const [one, two] = [decide(rules, given), decide(next, given)];
        expect([one.policy, two.policy]).toEqual(['p@1', 'p@2']);
        expect(one.policyHash).not.toBe(two.policyHash);
        expect(one.evidenceHash).toBe(two.evidenceHash);
        expect(one.outcome).toBe(two.outcome);
      }),
    );
  });
});

test('shipped programmes are never granted while a hold is open, whatever else', () => {
  for (const rules of shippedProgrammes().values()) {
    const held = {
      learner: 'l1',
      at,
      courses: [],
      exams: [],
      holds: [Hold.parse({ kind: 'appeal', subject: 'a', reason: 'An appeal.' })],
    };
    expect(decide(rules, held).outcome).toBe('on-hold');
  }
});
