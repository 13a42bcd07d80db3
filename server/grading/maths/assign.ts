/** Which given item goes with which expected one, so that the sum of grades is largest (Kuhn 1955, in Munkres' O(n^3) form). */

/**
 * For each row the column that it goes with; `undefined` where there are more rows than columns and it goes with none.
 * @param grades grade of row `i` against column `j`, 0 to 1
 */
export function bestAssignment(grades: readonly (readonly number[])[]): (number | undefined)[] {
  const rows = grades.length;
  const columns = Math.max(0, ...grades.map((row) => row.length));
  const size = Math.max(rows, columns);
  const cost = (row: number, column: number): number => 1 - (grades[row]?.[column] ?? 0);
  // Potentials u, v; match[j] is the row of column j; indices from 1, 0 stands for none.
  const [u, v] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  const match = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const way = new Int32Array(size + 1);
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(size + 1);
    match[0] = row;
    let column = 0;
    do {
      used[column] = 1;
      const current = match[column] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= size; j++) {
        if (used[j]) continue;
        const reduced = cost(current - 1, j - 1) - (u[current] ?? 0) - (v[j] ?? 0);
        if (reduced < (least[j] ?? 0)) {
          least[j] = reduced;
          way[j] = column;
        }
        if ((least[j] ?? 0) < delta) {
          delta = least[j] ?? 0;
          next = j;
        }
      }
      for (let j = 0; j <= size; j++) {
        if (used[j]) {
          const owner = match[j] ?? 0;
          u[owner] = (u[owner] ?? 0) + delta;
          v[j] = (v[j] ?? 0) - delta;
        } else least[j] = (least[j] ?? 0) - delta;
      }
      column = next;
    } while (match[column] !== 0);
    for (; column !== 0; column = way[column] ?? 0) match[column] = match[way[column] ?? 0] ?? 0;
  }
  const result: (number | undefined)[] = Array.from({ length: rows }, () => undefined);
  for (let j = 1; j <= columns; j++) {
    const row = (match[j] ?? 0) - 1;
    if (row >= 0 && row < rows) result[row] = j - 1;
  }
  return result;
}
