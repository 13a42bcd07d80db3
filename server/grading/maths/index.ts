/** Numbers, units and formulas: reading what was written, working it out, comparing it. Pure; no feature imports another file. */

export type { Answer, Judge, Settings } from './answer.ts';
export { type ArrayValue, add, describe, isArray, itemsOf, multiply, norm, type Quantity, shapeOf, stack } from './arrays.ts';
export { bestAssignment } from './assign.ts';
export { type Big, bigfloats } from './bigfloat.ts';
export { type Budget, budgetOf, DEFAULT_STEPS, LIMITS } from './budget.ts';
export { derivative } from './calculus.ts';
export { type Complex, Complexes } from './complex.ts';
export { constant } from './constants.ts';
export { ALGEBRA, CALCULATOR, type Dialect, EXAM } from './dialect.ts';
export { agreesToFigures, toFigures, toPlaces, type Written, writtenNumber } from './digits.ts';
export { type Equivalence, equivalent } from './equivalence.ts';
export { evaluate, type Scope, SUFFIXES } from './evaluate.ts';
export { exactValue, Fraction, fractionOf, fractionText, wholeOf } from './exact.ts';
export { checkFigures, checkFiguresWithoutPoint, checkPlaces, checkStrictFigures, type FiguresRule } from './figures.ts';
export {
  type Form,
  formFault,
  forms,
  notCompletedSquare,
  notExpanded,
  notFactored,
  notLowestNumbers,
  notLowestTerms,
  notSingleFraction,
} from './forms.ts';
export { formulaJudge } from './formula-answer.ts';
export { functionNames, functionOf } from './functions.ts';
export { compareValues, type Meaning, type Verdict, valueAt, variablesOf } from './identity.ts';
export { isEndless, type Kind, kindOf } from './kinds.ts';
export { sameUpToOrder } from './nouns.ts';
export { numberJudge } from './number-answer.ts';
export { type Notation, notations, readNumeral } from './numerals.ts';
export { standIn } from './opaque.ts';
export { mathsOperators, plainFallback } from './operators.ts';
export { parse } from './parser.ts';
export type { Domain } from './points.ts';
export { print } from './printer.ts';
export { attempt, MathsProblem, type ProblemKind } from './problem.ts';
export { integral } from './quadrature.ts';
export { quantityOf } from './quantities.ts';
export { drawsFrom, seedOf } from './random.ts';
export { constantRatio } from './ratio.ts';
export { canonicalText, rationalOf, sameRational } from './rational.ts';
export { doubles, type Reals } from './reals.ts';
export { rulesFrom, sameUpToRules } from './rules.ts';
export { drawFrom, type SampleSet } from './samples.ts';
export { equivalentByRenaming } from './substitution.ts';
export { PLAIN_TEXT, patternFrom, sameText, seenAs, similarity, type TextRule } from './text.ts';
export { textJudge } from './text-answer.ts';
export { DEFAULT_TOLERANCE, type Tolerance, toleranceFrom, within } from './tolerance.ts';
export * from './tree.ts';
export { unitOf, unitSymbols } from './unit-table.ts';
export { amountWritten, checkUnits, conversion, type Measured, measured, type UnitReading } from './units.ts';
export { unitsJudge } from './units-answer.ts';
