/** STACK's answer tests in terms of this product's. */
import {
  argsOf,
  budgetOf,
  checkFigures,
  checkFiguresWithoutPoint,
  checkPlaces,
  checkStrictFigures,
  equivalent,
  equivalentByRenaming,
  isNode,
  kindOf,
  patternFrom,
  print,
  sameTree,
  sameUpToOrder,
  sameUpToRules,
  seenAs,
  type Tree,
  type Verdict,
  writtenNumber,
} from '../../../../server/grading/maths/index.ts';
import { FORM_TESTS } from './form-tests.ts';
import {
  type Case,
  figuresRule,
  fractionFor,
  invalid,
  MEANING,
  meaningOf,
  optionList,
  read,
  realOf,
  wholeOption,
} from './reading.ts';
import { unitTest } from './unit-tests.ts';

/** A verdict, or a test that this product does not have. */
export type Result = Verdict | { unsupported: string };

const wrong = (note: string): Verdict => ({ equal: false, note });
const decided = (equal: boolean, note = ''): Verdict => ({ equal, note });

function numeric(one: Case, close: (given: number, expected: number, option: number) => boolean): Verdict {
  const [a, b] = [read(one.student).tree, read(one.teacher).tree];
  const option = one.options.trim() === '' ? 0.05 : realOf(read(one.options).tree);
  if (option === undefined) return wrong('the option is no number');
  const test = (x: Tree, y: Tree): boolean => {
    const kind = kindOf(y);
    if (kindOf(x) !== kind) return false;
    const [xs, ys] = [argsOf(x), argsOf(y)];
    if (kind === 'list') return xs.length === ys.length && xs.every((part, at) => test(part, ys[at] ?? part));
    if (kind === 'set')
      return (
        xs.length === ys.length &&
        xs.every((part) => ys.some((other) => test(part, other))) &&
        ys.every((other) => xs.some((part) => test(part, other)))
      );
    const [given, expected] = [realOf(x), realOf(y)];
    return given !== undefined && expected !== undefined && close(given, expected, option);
  };
  return decided(test(a, b));
}

function figures(one: Case): Verdict {
  const rule = figuresRule(one.options);
  const [a, b] = [read(one.student).tree, read(one.teacher).tree];
  const expected = fractionFor(b);
  if (!expected) return wrong('the expected answer is no number');
  return checkFigures(writtenNumber(a), expected, rule);
}

function places(one: Case, check: (given: Tree, expected: Tree, count: number) => Verdict): Verdict {
  const [option] = optionList(one.options);
  const count = wholeOption(option);
  if (count === undefined || count < 1) return invalid('the option is no number of places');
  return check(read(one.student).tree, read(one.teacher).tree, count);
}

const equivalence = (one: Case, nouns: boolean): Verdict => {
  const [a, b] = [read(one.student, nouns), read(one.teacher, nouns)];
  return equivalent(a.tree, b.tree, meaningOf(a, b));
};

const unquoted = (text: string): string => /^\s*"(.*)"\s*$/s.exec(text)?.[1] ?? text.trim();

function pattern(one: Case): Verdict {
  const [a, b] = [one.student, one.teacher].map((text) => /^\s*"(.*)"\s*$/s.exec(text)?.[1]);
  if (a === undefined || b === undefined) return invalid('both must be texts');
  return decided(patternFrom(b.replaceAll('\\\\', '\\')).part(a));
}

const ruleNames = (options: string): string[] => {
  const flat = (tree: Tree): string[] => (isNode(tree, 'list') ? tree.args.flatMap(flat) : [print(tree)]);
  return optionList(options).flatMap(flat);
};

const sameKind = (a: Tree, b: Tree): boolean => {
  const [x, y] = [kindOf(a), kindOf(b)];
  if (x !== y) return false;
  const [p, q] = [argsOf(a), argsOf(b)];
  if (x === 'matrix') {
    const [cells, others] = [p, q].map((rows) => rows.flatMap(argsOf));
    return (cells ?? []).every((cell, at) => sameKind(cell, others?.[at] ?? cell));
  }
  if (x !== 'list') return true;
  return p.length === q.length && p.every((part, at) => sameKind(part, q[at] ?? part));
};

const TESTS: Record<string, (one: Case) => Result> = {
  AlgEquiv: (one) => equivalence(one, false),
  AlgEquivNouns: (one) => equivalence(one, true),
  PropLogic: (one) => equivalence(one, false),
  SubstEquiv: (one) => {
    const [a, b] = [read(one.student), read(one.teacher)];
    return equivalentByRenaming(a.tree, b.tree, new Set(ruleNames(one.options)), meaningOf(a, b), budgetOf(2_000_000));
  },
  EqualComAss: (one) => decided(sameUpToOrder(read(one.student, true, true).tree, read(one.teacher, true, true).tree)),
  EqualComAssRules: (one) => {
    const names = ruleNames(one.options);
    // With this option STACK shows the forms instead of judging.
    if (names.includes('testdebug')) return wrong('not judged');
    return decided(sameUpToRules(read(one.student, true, true).tree, read(one.teacher, true, true).tree, names));
  },
  CasEqual: (one) => {
    const [a, b] = [read(one.student, true), read(one.teacher, true)];
    const [x, y] = [read(one.student, true, true).tree, read(one.teacher, true, true).tree];
    if (a.simplified && b.simplified) return equivalent(a.tree, b.tree, meaningOf(a, b));
    return decided(sameTree(x, y));
  },
  SameType: (one) => decided(sameKind(read(one.student).tree, read(one.teacher).tree)),
  Sets: (one) => {
    const [a, b] = [read(one.student).tree, read(one.teacher).tree];
    if (!isNode(a, 'set') || !isNode(b, 'set')) return wrong('not a set');
    const twice = a.args.some((x, at) => a.args.slice(0, at).some((y) => equivalent(x, y, MEANING).equal));
    return twice ? wrong('a member stands twice') : equivalent(a, b, MEANING);
  },
  GT: (one) => compared(one, (x, y) => x > y),
  GTE: (one) => compared(one, (x, y) => x >= y),
  NumRelative: (one) =>
    numeric(one, (given, expected, option) => Math.abs(given - expected) <= Math.abs(expected * option) * (1 + 1e-12)),
  NumAbsolute: (one) => numeric(one, (given, expected, option) => Math.abs(given - expected) <= Math.abs(option) * (1 + 1e-12)),
  NumSigFigs: figures,
  SigFigsStrict: (one) => {
    const count = wholeOption(optionList(one.options)[0]);
    if (count === undefined || count < 1) return invalid('the option is no number of figures');
    return checkStrictFigures(read(one.student).tree, count);
  },
  NumDecPlaces: (one) =>
    places(one, (given, wanted, count) => {
      const expected = fractionFor(wanted);
      return expected ? checkPlaces(given, expected, count) : wrong('the expected answer is no number');
    }),
  NumDecPlacesWrong: (one) =>
    places(one, (given, wanted, count) =>
      wanted.kind === 'number' ? checkFiguresWithoutPoint(given, wanted.text, count) : wrong('the expected answer is no number'),
    ),
  String: (one) => decided(unquoted(one.student) === unquoted(one.teacher)),
  StringSloppy: (one) => {
    const rule = { caseSensitive: false, space: 'all' } as const;
    return decided(seenAs(unquoted(one.student), rule) === seenAs(unquoted(one.teacher), rule));
  },
  SRegExp: pattern,
};

const compared = (one: Case, test: (x: number, y: number) => boolean): Verdict => {
  const [a, b] = [realOf(read(one.student).tree), realOf(read(one.teacher).tree)];
  return a === undefined || b === undefined ? wrong('not a number') : decided(test(a, b));
};

/** @throws MathsProblem where nothing can be judged */
export function judgeCase(one: Case): Result {
  if (one.test.startsWith('Units')) return unitTest(one);
  const test = Object.hasOwn(TESTS, one.test)
    ? TESTS[one.test]
    : Object.hasOwn(FORM_TESTS, one.test)
      ? FORM_TESTS[one.test]
      : undefined;
  return test ? test(one) : { unsupported: `there is no test ${one.test}` };
}
