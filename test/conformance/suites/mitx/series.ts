/** The sum and integral graders: the whole is compared, not its parts. */

import { z } from 'zod';
import {
  add,
  type Complex,
  integral,
  isArray,
  itemsOf,
  MathsProblem,
  namesOf,
  type Quantity,
  type Tree,
  toleranceFrom,
  within,
} from '../../../../server/grading/maths/index.ts';
import { complexes as c } from '../maths/recorded.ts';
import { checkRules, read, refusedOr, valueIn } from './formula.ts';
import { type FormulaSettings, formulaSettings, type Grades, Refused } from './shapes.ts';
import { type World, worldFor } from './worlds.ts';

type Parts = { lower: string; upper: string; body: string; variable: string };
type Read = { lower: Tree; upper: Tree; body: Tree; variable: string };

const DEFAULTS = {
  integral: { body: 'integrand', variable: 'integration_variable' },
  sum: { body: 'summand', variable: 'summation_variable' },
} as const;

const scalar = (value: Quantity): Complex<number> => {
  if (isArray(value)) throw new MathsProblem('shape', 'a number is needed');
  return value;
};
const realBound = (value: Quantity): number => {
  const number = scalar(value);
  if (number.im !== 0) throw new MathsProblem('domain', 'limits must be real');
  return number.re;
};

export function gradeSeries(config: Record<string, unknown>, inputs: readonly string[], kind: 'integral' | 'sum'): Grades {
  const settings = formulaSettings({ ...(kind === 'integral' ? { samples: 1 } : { samples: 2, tolerance: 1e-12 }), ...config });
  const keys = DEFAULTS[kind];
  const author = z.record(z.string(), z.string()).parse(settings.answers);
  const positions = Object.entries(settings.input_positions).filter(([, place]) => place !== null);
  if (inputs.length !== positions.length) throw new Refused(`expected ${positions.length} inputs`);
  const typed: Record<string, string> = { ...author };
  for (const [key, place] of positions) {
    const text = inputs[(place ?? 1) - 1] ?? '';
    if (text.trim() === '') throw new Refused('an input is empty');
    typed[key] = text;
  }
  const partsOf = (from: Record<string, string>): Parts => ({
    lower: from.lower ?? '',
    upper: from.upper ?? '',
    body: from[keys.body] ?? '',
    variable: (from[keys.variable] ?? '').trim(),
  });
  const [wanted, given] = [partsOf(author), partsOf(typed)];
  const defined = new Set([...settings.variables, ...Object.keys(settings.user_constants), 'pi', 'e', 'i', 'j', 'infty']);
  if (!/^[a-zA-Z][a-zA-Z0-9_{}^']*$/.test(given.variable)) throw new Refused('an invalid name');
  if (defined.has(given.variable) && given.variable !== wanted.variable) throw new Refused('the variable has a meaning already');
  const readAll = (parts: Parts): Read => ({
    lower: read(parts.lower, settings),
    upper: read(parts.upper, settings),
    body: read(parts.body, settings),
    variable: parts.variable,
  });
  const [right, answer] = [readAll(wanted), readAll(given)];
  const numbered = namesOf(right.lower, right.upper, right.body, answer.lower, answer.upper, answer.body).filter((name) =>
    /_\{-?\d+\}$/.test(name),
  );
  let wrong = 0;
  for (let turn = 0; turn < settings.samples; turn++) {
    const world = worldFor(settings, `series ${turn}`, numbered);
    const student: World = { ...world, names: new Map(world.names) };
    if (positions.length > 0) for (const name of settings.instructor_vars) student.names.delete(name);
    const whole = kind === 'integral' ? integrated : summed;
    const expected = refusedOr(() => whole(right, world, settings));
    const value = refusedOr(() => whole(answer, student, settings));
    if (!within(expected, value, toleranceFrom(String(settings.tolerance)))) wrong += 1;
  }
  if (wrong > settings.failable_evals) return { grades: [0] };
  for (const [key, text] of Object.entries(typed)) {
    if (!positions.some(([name]) => name === key) || key === keys.variable) continue;
    const tree = read(text, settings);
    checkRules(text, tree, { ...settings, required_functions: [] });
  }
  checkRules(given.body, answer.body, settings);
  return { grades: [1] };
}

const bound = (tree: Tree, world: World, settings: FormulaSettings): number =>
  realBound(valueIn(tree, world, { ...settings, allow_inf: true }));

function integrated(parts: Read, world: World, settings: FormulaSettings): Quantity {
  const names = new Map(world.names);
  const f = (x: number): Complex<number> => {
    names.set(parts.variable, c.of(x));
    const value = scalar(valueIn(parts.body, { ...world, names }, settings));
    if (!settings.complex_integrand && Math.abs(value.im) > 1e-12 * Math.max(1, Math.abs(value.re)))
      throw new MathsProblem('shape', 'the integrand is complex');
    return value;
  };
  return integral(f, bound(parts.lower, world, settings), bound(parts.upper, world, settings));
}

function summed(parts: Read, world: World, settings: FormulaSettings): Quantity {
  const ends = [bound(parts.lower, world, settings), bound(parts.upper, world, settings)].sort((a, b) => a - b);
  const far = JSON.stringify(parts.body).includes('"fact') ? settings.infty_val_fact : settings.infty_val;
  const [low = 0, high = 0] = ends.map((end) => (Number.isFinite(end) ? end : Math.sign(end) * far));
  if (!Number.isInteger(low) || !Number.isInteger(high)) throw new MathsProblem('domain', 'a limit is not a whole number');
  const names = new Map(world.names);
  let total: Quantity | undefined;
  for (let k = low; k <= high; k++) {
    if (settings.even_odd === 1 && k % 2 === 0) continue;
    if (settings.even_odd === 2 && k % 2 !== 0) continue;
    names.set(parts.variable, c.of(k));
    const term = valueIn(parts.body, { ...world, names }, settings);
    for (const item of itemsOf(term)) c.checked(item);
    total = total === undefined ? term : add(total, term);
  }
  return total ?? c.zero;
}
