import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Programme } from '../../../shared/programme/index.ts';
import {
  add,
  aroundOf,
  at,
  blankProgramme,
  centsOr,
  freeId,
  kinds,
  listOf,
  move,
  numberOr,
  payablesIn,
  put,
  ruleOf,
  shownCents,
} from './edit.ts';
import { bandsOf } from './letters.ts';
import { answerFor, draftFor, percentIn } from './what-if.ts';

describe('changing JSON by path', () => {
  const value = { a: [{ b: 1 }, { b: 2 }], c: null };
  it('puts, takes away, adds and moves, and leaves the former value alone', () => {
    expect(put(value, ['a', 1, 'b'], 5)).toEqual({ a: [{ b: 1 }, { b: 5 }], c: null });
    expect(put(value, ['a', 0], undefined)).toEqual({ a: [{ b: 2 }], c: null });
    expect(put(value, ['runs', 'from'], '2020-01-01')).toEqual({ ...value, runs: { from: '2020-01-01' } });
    expect(add(value, ['a'], 3)).toEqual({ ...value, a: [...value.a, 3] });
    expect(move(value, ['a', 1], -1)).toEqual({ ...value, a: [{ b: 2 }, { b: 1 }] });
    expect(move(value, ['a', 1], 1)).toEqual(value);
    expect(at(value, ['a', 7, 'b'])).toBeUndefined();
    expect(value.a).toHaveLength(2);
  });
  it('keeps what is no number, for the check to refuse with its place', () => {
    expect([numberOr('0,6'), numberOr(' 60 '), numberOr('sixty'), listOf('a, b,')]).toEqual([0.6, 60, 'sixty', ['a', 'b']]);
  });
  it('makes a new rule of every kind that lacks nothing but names', () => {
    for (const kind of kinds) {
      const rule = ruleOf(kind, { kind: 'all-of', title: 'T', of: [] });
      const read = Programme.safeParse(put(blankProgramme('p'), ['requirement'], rule));
      const messages = read.error?.issues.map(({ code }) => code) ?? [];
      expect(messages).not.toContain('unrecognized_keys');
      expect(messages).not.toContain('invalid_type');
    }
  });
});

describe('fees and letters', () => {
  it('take amounts as they are written, and give the same words back', () => {
    expect(['150', '0,5', '1.234', 'free', ''].map(centsOr)).toEqual([15000, 50, 123.4, 'free', '']);
    expect([15000, 50, 123.4, 'free'].map(shownCents)).toEqual(['150.00', '0.50', '1.2340', 'free']);
  });
  it('know everything that a shipped programme charges for', () => {
    const folder = new URL('../../programmes/shipped/', import.meta.url);
    let fees = 0;
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
      const json = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
      const known = payablesIn(json).map((one) => JSON.stringify(one.for));
      for (const fee of Programme.parse(json).fees?.list ?? []) {
        expect(known, `${name} ${fee.id}`).toContain(JSON.stringify(fee.for));
        fees++;
      }
    }
    expect(fees).toBeGreaterThan(10);
  });
  it('never give an id twice, and find the field around a place', () => {
    expect([freeId([], 'SC0x: intro'), freeId([{ id: 'a' }, { id: 'a-2' }], 'a')]).toEqual(['SC0x-intro', 'a-3']);
    expect(aroundOf('fees.list.0')).toEqual(['fees.list.0', 'fees.list', 'fees']);
  });
  it('are drawn from best to least, without what cannot be drawn', () => {
    const letters = [
      { letter: 'B', fromPercent: 60 },
      { letter: 'A', fromPercent: 80 },
      { letter: 'X', fromPercent: 'sixty' },
    ];
    expect(bandsOf({ letters })).toEqual([
      { letter: 'A', from: 80, to: 100 },
      { letter: 'B', from: 60, to: 80 },
    ]);
  });
});

describe('what was typed', () => {
  it('is a percentage, nothing, or wrong', () => {
    expect(['60', '60,5 %', '', 'x', '101', '-1'].map(percentIn)).toEqual([60, 60.5, '', null, null, null]);
  });
  it('takes a grade below one per cent for nothing earned, and attempts before the one that passed', () => {
    const programme = Programme.parse({
      id: 'p',
      version: '1',
      title: 'P',
      description: 'd',
      criteria: 'c',
      requirement: {
        kind: 'in-order',
        title: 'Steps',
        of: [
          { kind: 'course', course: 'A', title: 'A', minimumPercent: 60, verifiedOnly: true, maximumAgeYears: null },
          {
            kind: 'exam',
            exam: 'x',
            title: 'X',
            passMarkShare: 0.6,
            attempts: { most: 2, waitDays: [30], noShowCounts: true, againAfterPass: false, discretionary: 0 },
          },
        ],
      },
    });
    const now = Date.UTC(2026, 5, 1, 9);
    const draft = draftFor(programme);
    const [course, exam] = [draft.courses[0], draft.exams[0]];
    if (!course || !exam) throw new Error('The form has a line for both.');
    const answer = (grade: string, score: string, failed: string) =>
      answerFor(programme, { ...draft, courses: [{ ...course, grade }], exams: [{ ...exam, score, failed }] }, now);
    expect(answer('0.5', '', '').verdict.children[0]?.why).toMatchObject({ is: 'course-short', faults: [{ earned: 0 }] });
    expect(answer('70', '60', '1').verdict.status).toBe('met');
    expect(answer('70', '60', '2').verdict.children[1]?.why).toMatchObject({ is: 'exam-beyond' });
    expect(answer('70', '', '1').exams[0]?.verdict.children.map(({ why }) => why.is)).toEqual([
      'all',
      'attempts-left',
      'wait',
      'fees-settled',
    ]);
  });
});
