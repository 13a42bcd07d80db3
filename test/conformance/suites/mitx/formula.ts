/** The formula graders: one formula against another at samples, with each comparer that the recordings name. */

import { z } from 'zod';
import {
  attempt,
  budgetOf,
  CALCULATOR,
  isArray,
  itemsOf,
  namesOf,
  parse,
  type Quantity,
  quantityOf,
  SUFFIXES,
  shapeOf,
  some,
  type Tree,
  toleranceFrom,
} from '../../../../server/grading/maths/index.ts';
import { complexes } from '../maths/recorded.ts';
import { comparerOf, type Sample } from './comparers.ts';
import { answerList, type FormulaSettings, formulaSettings, type Grades, Refused } from './shapes.ts';
import { type World, worldFor } from './worlds.ts';

export type Siblings = ReadonlyMap<string, string>;

/** How deep lists stand in lists. */
export const depthOf = (tree: Tree): number =>
  tree.kind === 'node' || tree.kind === 'call'
    ? Math.max(0, ...tree.args.map(depthOf)) + (tree.kind === 'node' && tree.op === 'list' ? 1 : 0)
    : 0;

export const refusedOr = <T>(work: () => T): T => {
  const result = attempt(work);
  if ('problem' in result) throw new Refused(result.problem.message);
  return result.value;
};

/** Reads a formula in the settings' dialect. */
export const read = (text: string, settings: FormulaSettings): Tree => {
  const suffixes = new Set(settings.metric_suffixes ? Object.keys(SUFFIXES) : ['%']);
  if (text.trim() === '') return { kind: 'name', name: '' };
  return refusedOr(() => parse(text, { ...CALCULATOR, suffixes }));
};

const MISSING: Quantity = complexes.of(Number.NaN);

/** The formula's value in a world. */
export const valueIn = (tree: Tree, world: World, settings: FormulaSettings): Quantity =>
  tree.kind === 'name' && tree.name === ''
    ? MISSING
    : quantityOf(tree, {
        budget: budgetOf(),
        infinite: settings.allow_inf,
        valueOf: (name) => world.names.get(name),
        functionOf: (name) => world.functions.get(name),
      });

/** What an author may forbid or ask for besides the value. */
export function checkRules(text: string, tree: Tree, settings: FormulaSettings): void {
  const packed = text.replace(/\s+/g, '');
  if (settings.forbidden_strings.some((part) => packed.includes(part.replace(/\s+/g, '')))) throw new Refused('forbidden');
  const uses = (name: string): boolean => some(tree, (part) => part.kind === 'call' && part.name === name);
  if (settings.blacklist.some(uses)) throw new Refused('a function that is not permitted');
  const allowed = new Set<string | null>([...settings.whitelist, ...Object.keys(settings.user_functions), 'suffix']);
  if (settings.whitelist.length > 0 && some(tree, (part) => part.kind === 'call' && !allowed.has(part.name)))
    throw new Refused('a function that is not permitted');
  if (settings.required_functions.some((name) => !uses(name))) throw new Refused('a function is missing');
  const typed = namesOf(tree);
  if (settings.instructor_vars.some((name) => typed.includes(name))) throw new Refused('a name that is not permitted');
}

const item = z.union([z.string(), z.looseObject({ comparer: z.unknown(), comparer_params: z.array(z.string()) })]);

/** Grades one input against every alternative and takes the best. */
export function gradeFormula(
  config: Record<string, unknown>,
  expect: string | null,
  input: string,
  numerical: boolean,
  siblings: Siblings = new Map(),
): Grades {
  const settings = formulaSettings({ ...(numerical ? { samples: 1, tolerance: '5%' } : {}), ...config });
  const answers = answerList.parse(settings.answers);
  const wanted = answers.length > 0 ? answers : [{ expect: [expect ?? ''], grade_decimal: 1 }];
  let best = -1;
  for (const one of wanted)
    for (const alternative of one.expect) {
      const grade = gradeAgainst(item.parse(alternative), settings, config, input, siblings) * (one.grade_decimal ?? 1);
      best = Math.max(best, grade);
    }
  return { grades: [best] };
}

function gradeAgainst(
  alternative: z.infer<typeof item>,
  settings: FormulaSettings,
  config: Record<string, unknown>,
  input: string,
  siblings: Siblings,
): number {
  const params = typeof alternative === 'string' ? [alternative] : alternative.comparer_params;
  const comparer = comparerOf(typeof alternative === 'string' ? undefined : alternative.comparer, config);
  const given = read(input, settings);
  const deepest = typeof settings.max_array_dim === 'number' ? settings.max_array_dim : Number.POSITIVE_INFINITY;
  if (depthOf(given) > deepest) throw new Refused('vectors are not allowed here');
  if (
    !settings.negative_powers &&
    some(given, (part) => part.kind === 'node' && part.op === '^' && part.args[1]?.kind === 'node' && part.args[1].op === 'neg')
  )
    throw new Refused('negative powers are not allowed');
  const wanted = params.map((text) => read(text, settings));
  const needed = new Set(namesOf(...wanted).filter((name) => siblings.has(name)));
  const brothers = new Map([...needed].map((name) => [name, siblings.get(name) ?? '']));
  if ([...brothers.values()].some((text) => text.trim() === '')) throw new Refused('a required input is missing');
  const parsed = [...brothers].map(([name, text]) => [name, read(text, settings)] as const);
  const numbered = namesOf(given, ...wanted, ...parsed.map(([, tree]) => tree)).filter((name) => /_\{-?\d+\}$/.test(name));
  const samples: Sample[] = [];
  for (let turn = 0; turn < settings.samples; turn++) {
    const world = worldFor(settings, `sample ${turn}`, numbered);
    for (const [name, tree] of parsed)
      world.names.set(
        name,
        refusedOr(() => valueIn(tree, world, settings)),
      );
    const student: World = { ...world, names: new Map(world.names) };
    for (const name of settings.instructor_vars) student.names.delete(name);
    for (const [name] of parsed) student.names.delete(name);
    const expected = wanted.map((tree) => refusedOr(() => valueIn(tree, world, settings)));
    const result = attempt(() => valueIn(given, student, settings));
    if ('problem' in result) {
      const shape = result.problem.kind === 'shape' && /matrix|vector|square/.test(result.problem.message);
      if (shape && (!settings.shape_errors || settings.suppress_matrix_messages)) return 0;
      throw new Refused(result.problem.message);
    }
    samples.push({ expected, given: result.value });
  }
  if (
    !settings.allow_inf &&
    samples.some(({ given: value }) =>
      itemsOf(value).some(({ re, im }) => !Number.isFinite(re) && input.trim() !== '' && !Number.isNaN(im)),
    )
  )
    throw new Refused('the value is too large');
  const [first] = samples;
  if (first && comparer.shaped) checkShape(first, settings);
  const mismatch = samples.some(
    ({ expected: [one], given: value }) => comparer.shaped && one && String(shapeOf(one)) !== String(shapeOf(value)),
  );
  if (mismatch) return 0;
  const credit = comparer.grade(samples, toleranceFrom(String(settings.tolerance)), settings.failable_evals);
  if (credit > 0) checkRules(input, given, settings);
  return credit;
}

function checkShape({ expected: [one], given }: Sample, settings: FormulaSettings): void {
  if (!one || String(shapeOf(one)) === String(shapeOf(given))) return;
  if (settings.suppress_matrix_messages) return;
  const arrays = isArray(one) || isArray(given);
  if (arrays && (settings.answer_shape_mismatch?.is_raised ?? true)) throw new Refused('the shape differs');
}
