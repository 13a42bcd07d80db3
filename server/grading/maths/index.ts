/** Numbers, units and formulas: reading what was written, working it out, comparing it. Pure; no feature imports another file. */
export { type ArrayValue, describe, isArray, itemsOf, norm, type Quantity, shapeOf, stack } from './arrays.ts';
export { type Budget, budgetOf, DEFAULT_STEPS, LIMITS } from './budget.ts';
export { type Complex, Complexes } from './complex.ts';
export { constant } from './constants.ts';
export { ALGEBRA, CALCULATOR, type Dialect, EXAM } from './dialect.ts';
export { evaluate, type Scope, SUFFIXES } from './evaluate.ts';
export { functionNames, functionOf } from './functions.ts';
export { compareValues, type Meaning, type Verdict, valueAt, variablesOf } from './identity.ts';
export { standIn } from './opaque.ts';
export { parse } from './parser.ts';
export { print } from './printer.ts';
export { attempt, MathsProblem, type ProblemKind } from './problem.ts';
export { quantityOf } from './quantities.ts';
export { decimals, doubles, type Reals } from './reals.ts';
export * from './tree.ts';
