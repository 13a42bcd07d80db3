import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureStages } from '../../shared/contract/figures.ts';
import { csvOf } from './csv.ts';
import { type FigureRow, figuresOf } from './figures.ts';
import { bins, quantile, wilson } from './statistics.ts';
import { mergeSmall, suppress } from './suppress.ts';

/** Every table with the same shown cells and the same totals, found by trying: at most as many values as are asked for. */
function valuesOf(
  table: number[][],
  hidden: readonly (readonly boolean[])[],
  columns: boolean,
  row: number,
  column: number,
): Set<number> {
  const cells = table.flatMap((line, r) => line.flatMap((_, c) => (hidden[r]?.[c] ? [{ r, c }] : [])));
  const rowRest = table.map((line, r) => line.reduce((sum, value, c) => sum + (hidden[r]?.[c] ? value : 0), 0));
  const columnRest = (table[0] ?? []).map((_, c) =>
    table.reduce((sum, line, r) => sum + (hidden[r]?.[c] ? (line[c] ?? 0) : 0), 0),
  );
  const found = new Set<number>();
  const place = (at: number, value: number): void => {
    if (found.size > 1) return;
    const cell = cells[at];
    if (!cell) {
      if (rowRest.every((rest) => rest === 0) && (!columns || columnRest.every((rest) => rest === 0))) found.add(value);
      return;
    }
    const most = Math.min(rowRest[cell.r] ?? 0, columns ? (columnRest[cell.c] ?? 0) : Number.POSITIVE_INFINITY);
    // The last hidden cell of a line has no choice.
    const isLast = !cells.slice(at + 1).some(({ r }) => r === cell.r);
    for (let take = isLast ? (rowRest[cell.r] ?? 0) : 0; take <= most; take++) {
      rowRest[cell.r] = (rowRest[cell.r] ?? 0) - take;
      columnRest[cell.c] = (columnRest[cell.c] ?? 0) - take;
      place(at + 1, cell.r === row && cell.c === column ? take : value);
      rowRest[cell.r] = (rowRest[cell.r] ?? 0) + take;
      columnRest[cell.c] = (columnRest[cell.c] ?? 0) + take;
    }
  };
  place(0, -1);
  return found;
}

const tables = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 4 })).chain(([rows, columns]) =>
  fc.array(
    fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 12 })), {
      minLength: columns,
      maxLength: columns,
    }),
    {
      minLength: rows,
      maxLength: rows,
    },
  ),
);

describe('suppression', () => {
  test('no small cell is shown, and none that is hidden can be worked out from the rest and the totals', () => {
    fc.assert(
      fc.property(tables, fc.boolean(), (table, both) => {
        const columns = both && table.length > 1;
        const hidden = suppress(table, columns);
        if (hidden === null) return;
        for (const [r, line] of table.entries())
          for (const [c, count] of line.entries()) {
            if (!hidden[r]?.[c]) expect(count === 0 || count >= 5).toBe(true);
            else expect(valuesOf(table, hidden, columns, r, c).size).toBeGreaterThan(1);
          }
      }),
      { numRuns: 400 },
    );
  });

  test('one hidden cell takes another one with it', () => {
    expect(suppress([[3, 40, 20]], false)).toEqual([[true, false, true]]);
    // Two of one person each would still be told by their sum.
    expect(suppress([[1, 1, 40]], false)).toEqual([[true, true, true]]);
    expect(
      suppress(
        [
          [3, 40],
          [30, 20],
        ],
        true,
      ),
    ).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test('nothing is hidden without need, and nothing is shown where nothing can be', () => {
    expect(suppress([[5, 0, 9]], false)).toEqual([[false, false, false]]);
    expect(suppress([[3, 0, 0]], false)).toBeNull();
  });

  test('groups are neighbours, hold everybody, and have enough people or none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), (totals) => {
        const groups = mergeSmall(totals);
        expect(groups.flat()).toEqual(totals.map((_, place) => place));
        const sums = groups.map((group) => group.reduce((sum, place) => sum + (totals[place] ?? 0), 0));
        const people = totals.reduce((sum, count) => sum + count, 0);
        if (people >= 5) expect(sums.every((sum) => sum === 0 || sum >= 5)).toBe(true);
      }),
    );
  });
});

describe('statistics', () => {
  test("Wilson's interval is the published one", () => {
    // Newcombe 1998, table I: 81 of 263, and 0 of 20.
    expect(wilson(81, 263)).toEqual({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
    expect(wilson(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(wilson(0, 0)).toBeNull();
  });
  test('quantiles lie between neighbours', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(quantile([], 0.5)).toBeNull();
  });
  test('bins lose nobody and show nobody alone', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 5, maxLength: 80 }), (values) => {
        const made = bins(values, 5, 100);
        expect(made.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(made.every(({ count }) => count === 0 || count >= 5)).toBe(true);
        expect(made[0]?.from).toBe(0);
        expect(made.at(-1)?.to).toBe(100);
      }),
    );
  });
});

const row = (window: string, stage: FigureRow['stage'], share: number | null = null, country = 'KE'): FigureRow => ({
  window,
  country,
  stage,
  share,
  minutes: ['registered', 'checked-in'].includes(stage) ? null : 60,
});
const many = (count: number, one: FigureRow): FigureRow[] => Array.from({ length: count }, () => one);
const facts = (rows: FigureRow[]) => ({ exam: 'e', title: 'Exam', passMark: 0.6, allowed: 120, sem: 0.05, eligible: 30, rows });

describe('figures', () => {
  test('a funnel narrows, and pass rates come with their intervals', () => {
    const figures = figuresOf(
      facts([
        ...many(10, row('May', 'registered')),
        ...many(8, row('May', 'graded', 0.5)),
        ...many(12, row('May', 'passed', 0.7)),
        ...many(20, row('May', 'awarded', 0.9)),
      ]),
    );
    expect(figures.funnel.map(({ count }) => count)).toEqual([50, 40, 40, 40, 32, 20]);
    expect(figures.windows).toMatchObject([{ titles: ['May'], registered: 50, graded: 40, passed: 32, rate: 0.8 }]);
    expect(figures.windows[0]?.low).toBeLessThan(0.8);
    expect(figures.scores).toMatchObject({ people: 40, cut: 60, sem: 5 });
    expect(figures.time).toMatchObject({ people: 40, median: 60 });
  });

  test('a small window stands with another, and small countries together', () => {
    const figures = figuresOf(
      facts(
        [
          ...many(20, row('May', 'passed', 0.7)),
          ...many(2, row('June', 'passed', 0.7, 'PE')),
          ...many(3, row('June', 'passed', 0.7, 'IN')),
        ].filter((_, i) => i !== 24),
      ),
    );
    expect(figures.windows.map(({ titles }) => titles)).toEqual([['May', 'June']]);
    expect(figures.countries).toEqual([{ country: 'other', count: 24 }]);
  });

  test('of four people nothing is told', () => {
    const figures = figuresOf(facts(many(4, row('May', 'passed', 0.7))));
    expect(figures).toMatchObject({ windows: [], scores: null, time: null, countries: [] });
    expect(figures.funnel.every(({ count }) => count === null)).toBe(true);
  });

  test('nothing that is shown is between one and four, whoever came', () => {
    const rows = fc.array(
      fc.record({
        window: fc.constantFrom('May', 'June', 'July'),
        country: fc.constantFrom('KE', 'PE', 'IN', 'FR'),
        stage: fc.constantFrom(...figureStages),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(rows, (given) => {
        const figures = figuresOf(
          facts(
            given.map(({ window, country, stage }) =>
              row(window, stage, ['graded', 'passed', 'awarded'].includes(stage) ? 0.7 : null, country),
            ),
          ),
        );
        const shown = [
          ...figures.funnel.map(({ count }) => count),
          ...figures.windows.flatMap(({ registered, graded, passed }) => [
            registered,
            graded,
            passed,
            graded !== null && passed !== null ? graded - passed : null,
          ]),
          ...figures.countries.map(({ count }) => count),
          ...(figures.scores?.bins ?? []).map(({ count }) => count),
          ...(figures.time?.bins ?? []).map(({ count }) => count),
        ];
        for (const count of shown) if (count !== null) expect(count === 0 || count >= 5).toBe(true);
        const steps = figures.funnel.flatMap(({ count }) => (count === null ? [] : [count]));
        for (const [at, count] of steps.entries())
          if (at > 0) expect((steps[at - 1] ?? 0) - count === 0 || (steps[at - 1] ?? 0) - count >= 5).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('the file says the same and starts no formula', () => {
    const csv = csvOf(
      figuresOf(facts([...many(20, row('=HYPERLINK("x")', 'passed', 0.7)), ...many(6, row('=HYPERLINK("x")', 'registered'))])),
    );
    expect(csv).toContain('funnel,registered,registrations,26\r\n');
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).not.toMatch(/(^|,)=/m);
  });
});
