/**
 * Kernel ridge regression: predictions are `mean + K(x, training) (K + λI)⁻¹ (y − mean)`. λ is the one with the smallest
 * leave-one-out error, which for ridge has a closed form: αᵢ / ((K + λI)⁻¹)ᵢᵢ.
 */
export type Matrix = Float64Array[];

/** The inverse of a symmetric positive definite matrix, by Cholesky. @throws Error when it isn't positive definite */
export function invert(matrix: readonly Float64Array[]): Matrix {
  const n = matrix.length;
  const at = (rows: readonly Float64Array[], i: number, j: number): number => rows[i]?.[j] ?? 0;
  const lower: Matrix = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i += 1) {
    const row = lower[i] ?? new Float64Array(n);
    for (let j = 0; j <= i; j += 1) {
      const other = lower[j] ?? row;
      let value = at(matrix, i, j);
      for (let k = 0; k < j; k += 1) value -= (row[k] ?? 0) * (other[k] ?? 0);
      if (i === j && value <= 0) throw new Error('The kernel matrix is not positive definite.');
      row[j] = i === j ? Math.sqrt(value) : value / (other[j] ?? 1);
    }
  }
  // The inverse of the lower triangle, kept by columns as rows.
  const half: Matrix = Array.from({ length: n }, () => new Float64Array(n));
  for (let j = 0; j < n; j += 1) {
    const column = half[j] ?? new Float64Array(n);
    column[j] = 1 / at(lower, j, j);
    for (let i = j + 1; i < n; i += 1) {
      const row = lower[i] ?? column;
      let value = 0;
      for (let k = j; k < i; k += 1) value -= (row[k] ?? 0) * (column[k] ?? 0);
      column[i] = value / (row[i] ?? 1);
    }
  }
  return Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_unused, j) => {
      const [one, other] = [half[i] ?? new Float64Array(n), half[j] ?? new Float64Array(n)];
      let value = 0;
      for (let k = Math.max(i, j); k < n; k += 1) value += (one[k] ?? 0) * (other[k] ?? 0);
      return value;
    }),
  );
}

export const LAMBDAS: readonly number[] = [0.03, 0.1, 0.3, 1, 3];

export type Fit = {
  lambda: number;
  means: number[] /** One list of weights a target, over the training texts. */;
  alphas: number[][];
};

/**
 * @param kernel n by n, symmetric, positive semidefinite
 * @param targets one list of n values a target
 */
export function fitRidge(kernel: readonly Float64Array[], targets: readonly (readonly number[])[]): Fit {
  const n = kernel.length;
  const means = targets.map((values) => values.reduce((sum, value) => sum + value, 0) / n);
  let best: (Fit & { error: number }) | undefined;
  for (const lambda of LAMBDAS) {
    const inverse = invert(kernel.map((row, i) => row.map((value, j) => (i === j ? value + lambda : value))));
    let error = 0;
    const alphas = targets.map((values, target) => {
      const centred = values.map((value) => value - (means[target] ?? 0));
      return Array.from({ length: n }, (_, i) => {
        const row = inverse[i] ?? new Float64Array(n);
        let alpha = 0;
        for (let j = 0; j < n; j += 1) alpha += (row[j] ?? 0) * (centred[j] ?? 0);
        error += (alpha / (row[i] ?? 1)) ** 2;
        return alpha;
      });
    });
    if (!best || error < best.error) best = { lambda, means, alphas, error };
  }
  if (!best) throw new Error('There is nothing to fit.');
  return { lambda: best.lambda, means: best.means, alphas: best.alphas };
}
