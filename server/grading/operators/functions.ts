/** Functions of analysis and statistics (QTI 3.0, `qti-math-operator` and `qti-stats-operator`), and two constants. */
import { float, integer, type Value } from '../value.ts';
import { containerIn, fail, type Meaning, numberIn, numeric } from './kit.ts';

const real: Record<string, (x: number) => number> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  sec: (x) => 1 / Math.cos(x),
  csc: (x) => 1 / Math.sin(x),
  cot: (x) => 1 / Math.tan(x),
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  asec: (x) => Math.acos(1 / x),
  acsc: (x) => Math.asin(1 / x),
  acot: (x) => (x === 0 ? Math.PI / 2 : Math.atan(1 / x)),
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sech: (x) => 1 / Math.cosh(x),
  csch: (x) => 1 / Math.sinh(x),
  coth: (x) => 1 / Math.tanh(x),
  log: Math.log10,
  ln: Math.log,
  exp: Math.exp,
  abs: Math.abs,
  toDegrees: (x) => (x * 180) / Math.PI,
  toRadians: (x) => (x * Math.PI) / 180,
};
const whole: Record<string, (x: number) => number> = { floor: Math.floor, ceil: Math.ceil, signum: Math.sign };
/** Poles: there the function has no value, infinite or not. */
const poles: Record<string, (x: number) => boolean> = {
  csc: (x) => x === 0,
  cot: (x) => x === 0,
  csch: (x) => x === 0,
  coth: (x) => x === 0,
};

const mathOperator: Meaning = (expression, args) => {
  const name = expression.attributes.name ?? '';
  if (args.length !== (name === 'atan2' ? 2 : 1))
    return () => fail(expression, 'operands', `${name} takes ${name === 'atan2' ? 'two operands' : 'one operand'}.`);
  const [first = () => null, second = () => null] = args;
  return (state): Value => {
    const value = first(state);
    if (value === null) return null;
    const x = numberIn(value, expression);
    if (name === 'atan2') {
      const other = second(state);
      if (other === null) return null;
      const angle = Math.atan2(x, numberIn(other, expression));
      return Number.isNaN(angle) ? null : float(angle);
    }
    if (Number.isNaN(x)) return null;
    const step = whole[name];
    if (step) return Number.isFinite(x) || name === 'signum' ? integer(step(x) + 0) : float(x);
    const result = real[name]?.(x) ?? Number.NaN;
    if (Number.isNaN(result) || poles[name]?.(x)) return null;
    return name === 'abs' && value.baseType === 'integer' ? integer(result) : float(result);
  };
};

function statistic(name: string, values: readonly number[]): number | undefined {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  if (name === 'mean') return mean;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sample = name.startsWith('sample');
  if (sample && n < 2) return undefined;
  const variance = squares / (sample ? n - 1 : n);
  return name.endsWith('SD') ? Math.sqrt(variance) : variance;
}

const statsOperator: Meaning = (expression, args, scope) => {
  const name = expression.attributes.name ?? '';
  const [operand = () => null] = args;
  return numeric((values) => {
    const result = statistic(name, values);
    return result === undefined || Number.isNaN(result) ? null : float(result);
  })(
    expression,
    [
      (state) => {
        const value = operand(state);
        return value === null ? null : containerIn(value, expression);
      },
    ],
    scope,
  );
};

const constants: Record<string, number> = { pi: Math.PI, e: Math.E };

export const functions = {
  'math-operator': mathOperator,
  'stats-operator': statsOperator,
  'math-constant': ({ attributes }) => {
    const value = float(constants[attributes.name ?? ''] ?? Number.NaN);
    return () => value;
  },
} satisfies Record<string, Meaning>;
