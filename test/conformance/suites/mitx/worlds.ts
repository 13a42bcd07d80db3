/** The samples at which a recorded grader compares: values for names and meanings for functions, by our own draws. */

import { z } from 'zod';
import {
  budgetOf,
  CALCULATOR,
  type Complex,
  drawFrom,
  drawsFrom,
  functionOf,
  parse,
  type Quantity,
  quantityOf,
  type SampleSet,
  seedOf,
  stack,
  standIn,
} from '../../../../server/grading/maths/index.ts';
import { complexes, quantityFrom } from '../maths/recorded.ts';
import { type Literal, pythonObject } from './python.ts';
import { type FormulaSettings, Unsupported } from './shapes.ts';

export type Call = (args: readonly Complex<number>[]) => Complex<number>;
export type World = { names: Map<string, Quantity>; functions: ReadonlyMap<string, Call> };

const pair = (value: Literal | undefined): [number, number] => {
  if (typeof value === 'number') return [value, value];
  if (Array.isArray(value)) return [Number(value[0]), Number(value[1])];
  const range = z.object({ start: z.number(), stop: z.number() }).parse(value);
  return [range.start, range.stop];
};
const quantityOfLiteral = (value: Literal): Quantity =>
  Array.isArray(value) ? stack(value.map(quantityOfLiteral)) : complexes.of(Number(value));

const CONSTANTS = { pi: complexes.of(Math.PI), e: complexes.of(Math.E), i: complexes.i, j: complexes.i };

function setOf(recorded: unknown): SampleSet {
  const { repr } = z.object({ repr: z.string() }).parse(recorded);
  const object = pythonObject(repr);
  if (!object) throw new Unsupported(`samples of ${repr}`);
  const [first = null] = object.args;
  const field = (key: string): Literal | undefined =>
    first && typeof first === 'object' && !Array.isArray(first) ? first[key] : undefined;
  const array = (shape: number[], symmetry?: 'diagonal' | 'identity'): SampleSet => ({
    kind: 'array',
    shape,
    norm: pair(field('norm') ?? [1, 5]),
    complex: field('complex') === true || object.name.startsWith('Complex'),
    ...(symmetry ? { symmetry } : {}),
  });
  switch (object.name) {
    case 'RealInterval': {
      const [from, to] = pair(first);
      return { kind: 'real', from, to };
    }
    case 'IntegerRange': {
      const [from, to] = pair(first);
      return { kind: 'whole', from, to };
    }
    case 'DiscreteSet':
      return { kind: 'choice', values: (Array.isArray(first) ? first : [first]).map(quantityOfLiteral) };
    case 'ComplexRectangle':
      return { kind: 'rectangle', re: pair(field('re')), im: pair(field('im')) };
    case 'ComplexSector':
      return { kind: 'sector', modulus: pair(field('modulus')), argument: pair(field('argument')) };
    case 'DependentSampler':
      return { kind: 'formula', formula: parse(String(field('formula')), CALCULATOR) };
    case 'RealVectors':
    case 'ComplexVectors':
    case 'RealMatrices':
    case 'ComplexMatrices': {
      if (field('triangular')) throw new Unsupported('triangular matrices');
      const shape = field('shape');
      return array((Array.isArray(shape) ? shape : [shape ?? 3]).map(Number));
    }
    case 'IdentityMatrixMultiples': {
      const dimension = Number(field('dimension') ?? 2);
      return array([dimension, dimension], 'identity');
    }
    default:
      throw new Unsupported(`samples of ${object.name}`);
  }
}

function functionsOf(settings: FormulaSettings): ReadonlyMap<string, Call> {
  return new Map(
    Object.entries(settings.user_functions).map(([name, recorded]): [string, Call] => {
      const known = z.looseObject({ fn: z.string() }).safeParse(recorded);
      const builtIn = known.success ? functionOf(known.data.fn) : undefined;
      // What Python code does is not recorded; a stand-in keeps f(x) equal to f(x) and to nothing else.
      return [name, builtIn ? (args) => builtIn.apply(complexes, args) : standIn(name, complexes)];
    }),
  );
}

/** One sample. `extra` are names the formulas use with a number in them, such as a_{12}. */
export function worldFor(settings: FormulaSettings, seed: string, numbered: readonly string[]): World {
  const draw = drawsFrom(seedOf(seed));
  const functions = functionsOf(settings);
  const names = new Map<string, Quantity>(Object.entries(CONSTANTS));
  if (settings.allow_inf || 'infty_val' in settings) names.set('infty', complexes.of(Number.POSITIVE_INFINITY));
  if (settings.identity_dim)
    names.set(
      'I',
      drawFrom(
        {
          kind: 'array',
          shape: [settings.identity_dim, settings.identity_dim],
          norm: [1, 1],
          complex: false,
          symmetry: 'identity',
        },
        draw,
      ),
    );
  for (const [name, value] of Object.entries(settings.user_constants)) {
    const known = quantityFrom(value);
    if (!known) throw new Unsupported(`the constant ${name}`);
    names.set(name, known);
  }
  const waiting: [string, Extract<SampleSet, { kind: 'formula' }>][] = [];
  const place = (name: string, set: SampleSet): void => {
    if (set.kind === 'formula') {
      names.delete(name);
      waiting.push([name, set]);
    } else names.set(name, drawFrom(set, draw));
  };
  for (const name of settings.variables)
    place(name, setOf(settings.sample_from[name] ?? { repr: "RealInterval({'start': 1, 'stop': 5})" }));
  for (const name of numbered) {
    const head = settings.numbered_vars.find((one) => name.startsWith(`${one}_{`));
    if (head && !names.has(name))
      place(name, setOf(settings.sample_from[head] ?? { repr: "RealInterval({'start': 1, 'stop': 5})" }));
  }
  for (let turn = 0; waiting.length > 0 && turn < 50; turn++) {
    const next = waiting.shift();
    if (!next) break;
    const [name, set] = next;
    const ready = waiting.every(([other]) => !JSON.stringify(set.formula).includes(`"name":"${other}"`));
    if (!ready) {
      waiting.push(next);
      continue;
    }
    names.set(
      name,
      quantityOf(set.formula, { budget: budgetOf(), valueOf: (one) => names.get(one), functionOf: (one) => functions.get(one) }),
    );
  }
  return { names, functions };
}
