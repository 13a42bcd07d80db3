import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, readCsv } from './csv.ts';
import { type Known, planImport } from './plan-import.ts';

const heading = columns.join(',');
const now = Date.UTC(2026, 4, 3);
const nothing: Known = { courses: new Set(['SC0x', 'SC1x']), learners: [], results: [], now };
const ada = 'l1,ada@example.org,Ada Ωmega,GB,SC0x,1T2024,81.5,yes,2024-05-01';
const run = (rows: string[], known = nothing) => planImport(readCsv([heading, ...rows].join('\r\n')), known);

test('a good row brings a learner and a result', () => {
  expect(run([ada])).toEqual({
    learners: [{ id: 'l1', name: 'Ada Ωmega', country: 'GB', email: 'ada@example.org' }],
    results: [
      {
        learner: 'l1',
        course: 'SC0x',
        run: '1T2024',
        revision: 1,
        grade: 81.5,
        verified: true,
        completedOn: '2024-05-01',
      },
    ],
    report: { taken: 1, unchanged: 0, problems: [] },
  });
});

test.each([
  ['grade_percent', ada.replace('81.5', '0.815'), /looks like a share of 1; write it as a percentage, 81.5/],
  ['grade_percent', ada.replace('81.5', '"81,5"'), /with a decimal point/],
  ['grade_percent', ada.replace('81.5', '181.5'), /between 0 and 100/],
  ['verified', ada.replace('yes', 'audit'), /must be yes or no/],
  ['completed_on', ada.replace('2024-05-01', '01/05/2024'), /YYYY-MM-DD/],
  ['completed_on', ada.replace('2024-05-01', '2024-02-30'), /not a day of the calendar/],
  ['completed_on', ada.replace('2024-05-01', '2027-01-01'), /lies in the future/],
  ['country', ada.replace('GB', 'QX'), /not a country code/],
  ['email', ada.replace('ada@example.org', 'ada'), /not an e-mail address/],
  ['course', ada.replace('SC0x', 'SC9x'), /no course of a published programme/],
  ['name', ada.replace('Ada Ωmega', ''), /is empty/],
])('a fault in %s is reported with row and column, and the other rows are taken', (column, faulty, message) => {
  const good = ada.replaceAll('l1', 'l2').replace('ada@', 'bob@');
  const { report } = run([good, faulty]);
  expect(report).toMatchObject({ taken: 1, problems: [{ row: 3, column, message: expect.stringMatching(message) }] });
});

test('a contradiction inside the file or with a known learner is reported, never resolved by guessing', () => {
  const grade = ada.replace('81.5', '42');
  expect(run([ada, grade]).report).toMatchObject({ taken: 1, problems: [{ row: 3, column: 'run' }] });
  const renamed = ada.replace('Ada Ωmega', 'Eve').replace('SC0x', 'SC1x');
  expect(run([ada, renamed]).report).toMatchObject({ taken: 1, problems: [{ row: 3, column: 'name' }] });
  const borrowed = ada.replace('l1', 'l9');
  expect(run([ada, borrowed]).report).toMatchObject({ taken: 1, problems: [{ row: 3, column: 'email' }] });
});

test('a corrected grade is a further revision', () => {
  const first = run([ada]);
  const known = { ...nothing, learners: first.learners, results: first.results };
  expect(run([ada.replace('81.5', '85')], known)).toMatchObject({ learners: [], results: [{ revision: 2, grade: 85 }] });
});

test('a file that cannot be read leaves nothing and says what to do', () => {
  const problems = (csv: string) => planImport(readCsv(csv), nothing).report;
  expect(problems(`${heading.replaceAll(',', ';')}\n`)).toMatchObject({ taken: 0, problems: [{ row: 1, column: null }] });
  expect(problems(`${heading.replace(',country', '')}\n`)).toMatchObject({ problems: [{ row: 1, column: 'country' }] });
  expect(problems(`${heading},extra\n`)).toMatchObject({ problems: [{ row: 1, column: 'extra' }] });
  expect(problems(`${heading}\n"${ada}\n`)).toMatchObject({ taken: 0, problems: [{ column: null }] });
  expect(problems(`${heading}\n${ada},more\n`)).toMatchObject({ taken: 0, problems: [{ row: 2, column: null }] });
  expect(problems('')).toMatchObject({ taken: 0 });
});

test('importing the same file again changes nothing, whatever is in it', () => {
  const cell = fc.constantFrom(
    'l1',
    'l2',
    'ada@example.org',
    'bob@example.org',
    'Ada',
    'GB',
    'SC0x',
    'SC1x',
    '1T',
    '70',
    'yes',
    '"',
    '',
  );
  const row = fc.oneof(
    fc.array(cell, { minLength: 9, maxLength: 9 }).map((cells) => cells.join(',')),
    fc
      .tuple(fc.constantFrom('l1', 'l2'), fc.constantFrom('SC0x', 'SC1x'), fc.integer({ min: 2, max: 100 }))
      .map(([id, course, grade]) => `${id},${id}@example.org,Name ${id},KE,${course},1T2024,${grade},yes,2024-05-01`),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const first = run(rows);
      const again = run(rows, { ...nothing, learners: first.learners, results: first.results });
      expect(again.learners).toEqual([]);
      expect(again.results).toEqual([]);
      expect(again.report.unchanged).toBe(first.report.taken + first.report.unchanged);
    }),
  );
});
