/** Whether an answer has the form that was asked for; its value is another question. */
import { type Budget, budgetOf } from './budget.ts';
import { exactValue, wholeOf } from './exact.ts';
import { commonDegree, irreducibleFactor } from './factors.ts';
import { factorsOf, keyOf, type Noun, nounOf, termsOf } from './nouns.ts';
import { atomsOf, collected, constantOf, type Polynomial, univariate } from './polynomial.ts';
import { rationalOf } from './rational.ts';
import { argsOf, isNode, some, type Tree } from './tree.ts';

export const forms = ['expanded', 'factored', 'single-fraction', 'lowest-terms', 'completed-square', 'simplified'] as const;
export type Form = (typeof forms)[number];
/** Undefined when the form is right, otherwise what is wrong with it. */
export type FormFault = string | undefined;

/** Terms of the written sum, signs and brackets of association aside. */
const writtenTerms = (tree: Tree): readonly Noun[] => termsOf(nounOf(tree));

const isSum = (tree: Tree): boolean =>
  isNode(tree, '+', '-') || (isNode(tree, 'group', 'neg', 'pos') && tree.args[0] !== undefined && isSum(tree.args[0]));

/** A polynomial multiplied out, like terms collected. */
export function notExpanded(tree: Tree, budget: Budget = budgetOf()): FormFault {
  const product = some(tree, (part) => {
    if (isNode(part, '*')) return part.args.some(isSum);
    if (isNode(part, '/')) return part.args[0] !== undefined && isSum(part.args[0]);
    if (!isNode(part, '^') || !part.args[0] || !part.args[1]) return false;
    const power = wholeOf(exactValue(part.args[1]));
    return isSum(part.args[0]) && power !== undefined && power > 1;
  });
  if (product) return 'not expanded';
  const { top } = rationalOf(tree, budget);
  return writtenTerms(tree).length > Math.max(1, top.size) ? 'like terms are not collected' : undefined;
}

/** Polynomials that a product multiplies, with powers taken once; numbers left out. */
function writtenFactors(tree: Tree, budget: Budget): Polynomial[] | undefined {
  if (isNode(tree, 'group', 'neg', 'pos') && tree.args[0]) return writtenFactors(tree.args[0], budget);
  if (isNode(tree, '*')) {
    const parts = tree.args.map((part) => writtenFactors(part, budget));
    return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  if (isNode(tree, '/') && tree.args[0] && tree.args[1])
    return exactValue(tree.args[1]) ? writtenFactors(tree.args[0], budget) : undefined;
  if (isNode(tree, '^') && tree.args[0] && tree.args[1]) {
    const power = wholeOf(exactValue(tree.args[1]));
    if (power !== undefined && power >= 1) return writtenFactors(tree.args[0], budget);
  }
  const { top, below } = rationalOf(tree, budget);
  if (constantOf(below) === undefined) return undefined;
  return constantOf(top) ? [] : [top];
}

/** Factors that cannot be taken apart further over the rational numbers. */
export function notFactored(tree: Tree, budget: Budget = budgetOf()): FormFault {
  const factors = writtenFactors(tree, budget);
  if (!factors) return 'not a product of polynomials';
  for (const factor of factors) {
    if (factor.size === 1) continue;
    const whole = irreducibleFactor(factor, budget);
    if (whole === false) return 'not factored';
    if (whole === undefined) return 'it could not be shown to be factored';
  }
  return undefined;
}

/** One numerator over one denominator, or no fraction at all. */
export function notSingleFraction(tree: Tree): FormFault {
  if (isNode(tree, 'group', 'neg', 'pos') && tree.args[0]) return notSingleFraction(tree.args[0]);
  const divided = (part: Tree): boolean =>
    some(part, (inner) => isNode(inner, '/') || (isNode(inner, '^') && negativePower(inner)));
  if (isNode(tree, '/')) return tree.args.some(divided) ? 'a fraction inside of a fraction' : undefined;
  return divided(tree) ? 'not a single fraction' : undefined;
}

const negativePower = (tree: Tree): boolean => {
  const value = argsOf(tree)[1] && exactValue(argsOf(tree)[1] ?? tree);
  return value !== undefined && value.s < 0n && value.n > 0n;
};

const greatest = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatest(b, a % b));
const integer = (tree: Tree | undefined): bigint | undefined => {
  if (!tree) return undefined;
  if (tree.kind === 'number') return /^\d+$/.test(tree.text) ? BigInt(tree.text) : undefined;
  if (isNode(tree, 'group')) return integer(tree.args[0]);
  const inner = isNode(tree, 'neg') ? integer(tree.args[0]) : undefined;
  return inner === undefined ? undefined : -inner;
};
const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** Every fraction of whole numbers reduced, and the denominator positive and free of roots and imaginary units. */
export function notLowestNumbers(tree: Tree): FormFault {
  let fault: FormFault;
  some(tree, (part) => {
    if (!isNode(part, '/')) return false;
    const [top, below] = part.args;
    const [a, b] = [integer(top), integer(below)];
    if (a !== undefined && b !== undefined && (b <= 0n || greatest(abs(a), b) !== 1n))
      fault ??= 'a fraction is not in its lowest terms';
    else if (b !== undefined && b < 0n) fault ??= 'a denominator is negative';
    else if (below && some(below, isIrrational)) fault ??= 'the denominator is not rational';
    return false;
  });
  return fault;
}

const isIrrational = (part: Tree): boolean => {
  if (part.kind === 'name') return part.name === 'i' || part.name === '%i';
  const [base, exponent] = argsOf(part);
  if (part.kind === 'call') return ['sqrt', 'root'].includes(part.name) && base !== undefined && exactValue(base) !== undefined;
  const power = isNode(part, '^') && exponent ? exactValue(exponent) : undefined;
  return power !== undefined && power.d !== 1n && base !== undefined && exactValue(base) !== undefined;
};

/** In its lowest terms: numbers, and a quotient of polynomials in one name. */
export function notLowestTerms(tree: Tree, budget: Budget = budgetOf()): FormFault {
  const numbers = notLowestNumbers(tree);
  if (numbers) return numbers;
  const quotient = isNode(tree, 'group', 'neg', 'pos') ? tree.args[0] : tree;
  if (!quotient || !isNode(quotient, '/') || !quotient.args[0] || !quotient.args[1]) return undefined;
  const [top, below] = [rationalOf(quotient.args[0], budget), rationalOf(quotient.args[1], budget)];
  const [atom, ...others] = atomsOf(below.top);
  if (atom === undefined || others.length > 0) return sharesAtom(top.top, below.top) ? 'the fraction can be reduced' : undefined;
  const [a, b] = [univariate(top.top, atom), univariate(below.top, atom)];
  return a && b && commonDegree(a, b) > 0 ? 'the fraction can be reduced' : undefined;
}

const sharesAtom = (a: Polynomial, b: Polynomial): boolean => {
  const everywhere = (p: Polynomial, atom: string): boolean =>
    p.size > 0 && [...p.values()].every(({ powers }) => powers.some(([other]) => other === atom));
  return atomsOf(b).some((atom) => everywhere(a, atom) && everywhere(b, atom));
};

/** a*(x + b)^2 + c: the name stands in one square and nowhere else. */
export function notCompletedSquare(tree: Tree, name: string, budget: Budget = budgetOf()): FormFault {
  const holds = (noun: Noun): boolean =>
    keyOf(noun)
      .split(/[\s()]+/)
      .includes(name);
  const terms = writtenTerms(tree).filter(holds);
  const [only] = terms;
  if (!only) return `${name} does not occur`;
  if (terms.length > 1) return 'not a completed square';
  const squares = factorsOf(only).filter(holds);
  const [square] = squares;
  if (squares.length !== 1 || square?.kind !== 'power' || square.exponent.kind !== 'number' || square.exponent.text !== '2')
    return 'not a completed square';
  const inner = squareBase(tree, name);
  if (!inner) return 'not a completed square';
  const { top, below } = rationalOf(inner, budget);
  return constantOf(below) && collected(top, name).length === 2 ? undefined : 'not a completed square';
}

function squareBase(tree: Tree, name: string): Tree | undefined {
  if (isNode(tree, '^')) return tree.args[0];
  for (const part of argsOf(tree)) {
    const found = some(part, (inner) => inner.kind === 'name' && inner.name === name) ? squareBase(part, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Nothing left to add up, multiply out of numbers, or cancel. */
export function notSimplified(tree: Tree, budget: Budget = budgetOf()): FormFault {
  const lowest = notLowestTerms(tree, budget);
  if (lowest) return lowest;
  const check = (noun: Noun): FormFault => {
    const parts =
      noun.kind === 'sum' || noun.kind === 'product' || noun.kind === 'other'
        ? noun.parts
        : noun.kind === 'power'
          ? [noun.base, noun.exponent]
          : noun.kind === 'reciprocal'
            ? [noun.of]
            : [];
    if (noun.kind === 'sum') {
      const keys = noun.parts.map((term) =>
        factorsOf(term)
          .filter(({ kind }) => kind !== 'number' && kind !== 'minus')
          .map((part) => keyOf(part))
          .sort()
          .join(' '),
      );
      if (new Set(keys).size < keys.length) return 'like terms are not collected';
      if (noun.parts.some((term) => term.kind === 'number' && Number(term.text) === 0)) return 'a zero is left';
    }
    if (noun.kind === 'product') {
      if (noun.parts.filter(({ kind }) => kind === 'number').length > 1) return 'numbers are not multiplied';
      const whole = noun.parts.flatMap((part) => (part.kind === 'number' && /^\d+$/.test(part.text) ? [BigInt(part.text)] : []));
      const below = noun.parts.flatMap((part) =>
        part.kind === 'reciprocal' && part.of.kind === 'number' && /^\d+$/.test(part.of.text) ? [BigInt(part.of.text)] : [],
      );
      if (whole.some((a) => below.some((b) => greatest(a, b) > 1n))) return 'numbers are not cancelled';
      const bases = noun.parts
        .filter(({ kind }) => kind !== 'number' && kind !== 'minus')
        .map((part) => keyOf(part.kind === 'power' ? part.base : part.kind === 'reciprocal' ? part.of : part));
      if (new Set(bases).size < bases.length) return 'equal factors are not put together';
    }
    if (noun.kind === 'power' && noun.exponent.kind === 'number' && ['0', '1'].includes(noun.exponent.text))
      return 'a power is left to work out';
    return parts.map(check).find((fault) => fault !== undefined);
  };
  return check(nounOf(tree));
}

/** Judges a form by its name. `name` is the variable of a completed square. */
export function formFault(tree: Tree, form: Form, name: string, budget: Budget = budgetOf()): FormFault {
  switch (form) {
    case 'expanded':
      return notExpanded(tree, budget);
    case 'factored':
      return notFactored(tree, budget);
    case 'single-fraction':
      return notSingleFraction(tree);
    case 'lowest-terms':
      return notLowestTerms(tree, budget);
    case 'completed-square':
      return notCompletedSquare(tree, name, budget);
    case 'simplified':
      return notSimplified(tree, budget);
  }
}
