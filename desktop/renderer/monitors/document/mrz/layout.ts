/** Where what stands in a machine-readable zone: ICAO Doc 9303 parts 4 (TD3), 5 (TD1) and 6 (TD2), 8th edition. */

export type MrzFormat = 'TD1' | 'TD2' | 'TD3';
/** A run of cells: line, first cell, cell after the last. */
export type Span = readonly [line: number, from: number, to: number];
export type CheckName = 'number' | 'birth' | 'expiry' | 'optional' | 'composite';

/** What may stand in a cell: letters and filler, digits and filler, all, a check digit, or one of `M F X <`. */
export type CellKind = 'letter' | 'digit' | 'any' | 'check' | 'sex';

export type Layout = {
  format: MrzFormat;
  lines: number;
  length: number;
  code: Span;
  state: Span;
  number: Span;
  nationality: Span;
  birth: Span;
  sex: Span;
  expiry: Span;
  names: Span;
  optional: readonly Span[];
  /** What each check digit covers, in reading order, and where it stands. */
  checks: Readonly<Partial<Record<CheckName, { over: readonly Span[]; at: readonly [line: number, cell: number] }>>>;
};

const TD1: Layout = {
  format: 'TD1',
  lines: 3,
  length: 30,
  code: [0, 0, 2],
  state: [0, 2, 5],
  number: [0, 5, 14],
  optional: [
    [0, 15, 30],
    [1, 18, 29],
  ],
  birth: [1, 0, 6],
  sex: [1, 7, 8],
  expiry: [1, 8, 14],
  nationality: [1, 15, 18],
  names: [2, 0, 30],
  checks: {
    number: { over: [[0, 5, 14]], at: [0, 14] },
    birth: { over: [[1, 0, 6]], at: [1, 6] },
    expiry: { over: [[1, 8, 14]], at: [1, 14] },
    composite: {
      over: [
        [0, 5, 30],
        [1, 0, 7],
        [1, 8, 15],
        [1, 18, 29],
      ],
      at: [1, 29],
    },
  },
};

const TD2: Layout = {
  format: 'TD2',
  lines: 2,
  length: 36,
  code: [0, 0, 2],
  state: [0, 2, 5],
  names: [0, 5, 36],
  number: [1, 0, 9],
  nationality: [1, 10, 13],
  birth: [1, 13, 19],
  sex: [1, 20, 21],
  expiry: [1, 21, 27],
  optional: [[1, 28, 35]],
  checks: {
    number: { over: [[1, 0, 9]], at: [1, 9] },
    birth: { over: [[1, 13, 19]], at: [1, 19] },
    expiry: { over: [[1, 21, 27]], at: [1, 27] },
    composite: {
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 35],
      ],
      at: [1, 35],
    },
  },
};

const TD3: Layout = {
  format: 'TD3',
  lines: 2,
  length: 44,
  code: [0, 0, 2],
  state: [0, 2, 5],
  names: [0, 5, 44],
  number: [1, 0, 9],
  nationality: [1, 10, 13],
  birth: [1, 13, 19],
  sex: [1, 20, 21],
  expiry: [1, 21, 27],
  optional: [[1, 28, 42]],
  checks: {
    number: { over: [[1, 0, 9]], at: [1, 9] },
    birth: { over: [[1, 13, 19]], at: [1, 19] },
    expiry: { over: [[1, 21, 27]], at: [1, 27] },
    optional: { over: [[1, 28, 42]], at: [1, 42] },
    composite: {
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 43],
      ],
      at: [1, 43],
    },
  },
};

export const layouts: Readonly<Record<MrzFormat, Layout>> = { TD1, TD2, TD3 };

/** The layout of a zone by its shape, or null. Visas share the shapes of TD2 and TD3 but have no composite digit. */
export const layoutOf = (lines: number, length: number): Layout | null =>
  Object.values(layouts).find((layout) => layout.lines === lines && layout.length === length) ?? null;

/** `[line][cell]`. */
export function kindsOf(layout: Layout): CellKind[][] {
  const kinds = Array.from({ length: layout.lines }, () => Array<CellKind>(layout.length).fill('any'));
  const mark = ([line, from, to]: Span, kind: CellKind) => kinds[line]?.fill(kind, from, to);
  for (const span of [layout.code, layout.state, layout.nationality, layout.names]) mark(span, 'letter');
  mark(layout.birth, 'digit');
  mark(layout.expiry, 'digit');
  mark(layout.sex, 'sex');
  for (const check of Object.values(layout.checks)) mark([check.at[0], check.at[1], check.at[1] + 1], 'check');
  return kinds;
}
