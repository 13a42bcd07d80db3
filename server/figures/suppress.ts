/**
 * Small cells are kept back, and enough others with them that none can be worked out from the totals that are shown
 * (primary and complementary suppression; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). Pure.
 */

/** Counts below this are not shown, except for none at all. */
export const SMALLEST = 5;

export type Table = readonly (readonly number[])[];
export type Hidden = readonly (readonly boolean[])[];

const isSmall = (count: number, smallest: number): boolean => count > 0 && count < smallest;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Whether a hidden cell could also be something else, as far as anybody can tell who sees the rest and the totals of rows
 * and columns: whether a cycle of hidden cells through it can be shifted by one, up and down in turn, without any of them
 * falling below nothing. @param columns whether the totals of columns are shown as well
 */
export function isOpen(table: Table, hidden: Hidden, row: number, column: number, columns: boolean): boolean {
  return shifts(table, hidden, row, column, columns, 1) || shifts(table, hidden, row, column, columns, -1);
}

function shifts(table: Table, hidden: Hidden, row: number, column: number, columns: boolean, by: 1 | -1): boolean {
  const may = (r: number, c: number, up: boolean): boolean => hidden[r]?.[c] === true && (up || (table[r]?.[c] ?? 0) >= 1);
  if (!may(row, column, by === 1)) return false;
  const compensate = by !== 1;
  // Without totals of columns there is nothing to make up for in a column: any other cell of the row will do.
  if (!columns) return table[row]?.some((_, c) => c !== column && may(row, c, compensate)) ?? false;
  const seen = new Set<number>([column]);
  let reached = [column];
  while (reached.length > 0) {
    const next: number[] = [];
    for (const c of reached)
      for (const [r, cells] of table.entries()) {
        if ((r === row && c === column) || !may(r, c, compensate)) continue;
        if (r === row) return true;
        for (let other = 0; other < cells.length; other++) {
          if (other === c || seen.has(other) || !may(r, other, !compensate)) continue;
          seen.add(other);
          next.push(other);
        }
      }
    reached = next;
  }
  return false;
}

/**
 * Which cells to hide where the totals of rows, and with `columns` those of columns, are shown.
 * @returns null when nothing can be shown without giving a small cell away; totals of small lines must not be shown at all
 *   then, so merge them first (`mergeSmall`)
 */
export function suppress(table: Table, columns: boolean, smallest = SMALLEST): Hidden | null {
  const hidden = table.map((cells) => cells.map((count) => isSmall(count, smallest)));
  for (;;) {
    const weak = weakest(table, hidden, columns, smallest);
    if (weak === null) return hidden;
    const more = cheapest(table, hidden, weak, columns);
    if (more === null) return null;
    const line = hidden[more.row];
    if (line) line[more.column] = true;
  }
}

type Cell = { row: number; column: number };
/** A hidden cell that can be worked out, or that stands in a line whose hidden cells are few people together. */
function weakest(table: Table, hidden: Hidden, columns: boolean, smallest: number): Cell | null {
  for (const [row, cells] of table.entries())
    for (const column of cells.keys()) {
      if (!hidden[row]?.[column]) continue;
      const inRow = sum(cells.filter((_, c) => hidden[row]?.[c]));
      const inColumn = sum(table.map((line, r) => (hidden[r]?.[column] ? (line[column] ?? 0) : 0)));
      if (inRow < smallest || (columns && inColumn < smallest)) return { row, column };
      if (!isOpen(table, hidden, row, column, columns)) return { row, column };
    }
  return null;
}

/** The shown cell of the same row or column with the fewest people: in the line that still lacks hidden cells, or else any. */
function cheapest(table: Table, hidden: Hidden, near: Cell, columns: boolean): Cell | null {
  const all = table.flatMap((cells, row) => cells.map((count, column) => ({ row, column, count })));
  const shown = all.filter(({ row, column, count }) => !hidden[row]?.[column] && count > 0);
  const rank = ({ row, column, count }: Cell & { count: number }): number =>
    (row === near.row || (columns && column === near.column) ? 0 : 1e12) + count;
  return shown.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

/**
 * Puts neighbours together until every group is empty of people or has enough.
 * @returns the places that go together, in their order
 */
export function mergeSmall(totals: readonly number[], smallest = SMALLEST): number[][] {
  let groups = totals.map((_, place) => [place]);
  const of = (group: readonly number[]): number => sum(group.map((place) => totals[place] ?? 0));
  for (;;) {
    const small = groups.findIndex((group) => isSmall(of(group), smallest));
    if (small < 0 || groups.length === 1) return groups;
    // Nobody is hidden by an empty neighbour, so the nearest group with people in it is taken, and what lies between.
    const before = groups.findLastIndex((group, at) => at < small && of(group) > 0);
    const after = groups.findIndex((group, at) => at > small && of(group) > 0);
    if (before < 0 && after < 0) return groups;
    const isBefore = after < 0 || (before >= 0 && of(groups[before] ?? []) <= of(groups[after] ?? []));
    const [from, to] = isBefore ? [before, small] : [small, after];
    groups = [...groups.slice(0, from), groups.slice(from, to + 1).flat(), ...groups.slice(to + 1)];
  }
}
