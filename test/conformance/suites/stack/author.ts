/**
 * The author's language in the recordings: commands to a computer algebra system, put in terms of what they stand for. None
 * of it is an exam's; candidates write formulas.
 */
import {
  ALGEBRA,
  call,
  type Domain,
  derivative,
  exactValue,
  fractionOf,
  isNode,
  name,
  node,
  number,
  parse,
  print,
  rewrite,
  sameTree,
  some,
  type Tree,
  toFigures,
  toPlaces,
  wholeOf,
} from '../../../../server/grading/maths/index.ts';

export type Read = { tree: Tree; domains: ReadonlyMap<string, Domain>; simplified: boolean };

/** Commands that leave a form as it is, and those that do where it is a number. */
const HARMLESS = new Set(['stackeq', 'remove_numerical_inert', 'boolean_form', 'nounify', 'noun_logic_remove']);

/** Commands that change the form and not the value. */
const SIMPLIFIERS = new Set([
  'ev',
  'ratsimp',
  'radcan',
  'fullratsimp',
  'rectform',
  'polarform',
  'trigrat',
  'trigeval',
  'trigsimp',
  'trigexpand',
  'trigreduce',
  'expand',
  'factor',
  'simplify',
  'stackeq',
  'remove_numerical_inert',
  'num_ensure_rational',
  'boolean_form',
  'make_less_ineq',
  'noun_logic_remove',
  'nounify',
  'unary_minus_sort',
  'float',
  'bfloat',
  'rat',
  'ratexpand',
  'sqrtdenest',
  'logcontract',
]);
const NAMES: Record<string, string> = { '%i': 'i', '%e': 'e', '%pi': 'pi', '%gamma': 'gamma' };
const CALLS: Record<string, string> = {
  log: 'ln',
  "'root": 'root',
  nounroot: 'root',
  nounsum: 'sum',
  nounproduct: 'product',
  nounlimit: 'limit',
};

/** Splits `(assume(a>0), expression)` into what is assumed and the expression. */
function block(text: string): { head: string[]; body: string } {
  const trimmed = text.trim();
  if (!trimmed.startsWith('(') || !trimmed.endsWith(')')) return { head: [], body: text };
  const parts: string[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 0; at < trimmed.length; at++) {
    const char = trimmed[at] ?? '';
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    if (depth === 0 && at < trimmed.length - 1) return { head: [], body: text };
    if (depth === 1 && char === ',') {
      parts.push(trimmed.slice(start, at));
      start = at + 1;
    }
  }
  return parts.length === 0 ? { head: [], body: text } : { head: parts, body: trimmed.slice(start, -1) };
}

/**
 * @param form the form matters: commands that change it stay as they are
 * @throws MathsProblem where it is no formula
 */
export function readAuthor(text: string, nouns: boolean, form: boolean): Read {
  const { head, body } = block(text);
  const domains = new Map<string, Domain>();
  for (const part of head) {
    const [, name = '', bound] = /^\s*assume\(\s*(\w+)\s*>\s*(\d+)\s*\)/.exec(part) ?? [];
    if (bound !== undefined) domains.set(name, { above: Number(bound) });
    const [, whole] = /^\s*declare\(\s*(\w+)\s*,\s*integer\s*\)/.exec(part) ?? [];
    if (whole) domains.set(whole, { whole: true });
  }
  const raw = parse(body, ALGEBRA);
  const simplified = some(raw, (part) => part.kind === 'call' && SIMPLIFIERS.has(part.name) && part.name !== 'stackeq');
  const tree = rewrite(raw, (part) => meant(part, nouns, form));
  return { tree, domains, simplified };
}

const literal = (tree: Tree | undefined): number | undefined => (tree ? wholeOf(exactValue(tree)) : undefined);

function decimal(value: ReturnType<typeof fractionOf>, places: number): Tree {
  const scaled = toPlaces(value.abs(), places).mul(10n ** BigInt(places));
  const digits = String(scaled.n).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return value.s < 0n ? node('neg', number(text)) : number(text);
}

/** pi and the like as decimals, for the commands that round. */
function approximate(tree: Tree): ReturnType<typeof fractionOf> | undefined {
  if (tree.kind === 'name' && tree.name === 'pi') return fractionOf('3.14159265358979323846264338327950288');
  return exactValue(tree);
}

function meant(part: Tree, nouns: boolean, form: boolean): Tree {
  if (part.kind === 'name') return { ...part, name: NAMES[part.name] ?? part.name };
  if (part.kind === 'node' && part.op === 'index') return name(`${JSON.stringify(part.args)}`);
  if (part.kind !== 'call') return part;
  const [a, b, c] = part.args;
  if (part.name === 'make_less_ineq' && a) return turned(a);
  if (part.name === 'num_ensure_rational' && a) return rewrite(a, quotients);
  if (SIMPLIFIERS.has(part.name) && a && (!form || HARMLESS.has(part.name) || exactValue(a))) return a;
  switch (part.name) {
    case 'exdowncase':
      return a ? rewrite(a, (inner) => (inner.kind === 'name' ? { ...inner, name: inner.name.toLowerCase() } : inner)) : part;
    case 'displaydp':
    case 'dispdp':
    case 'decimalplaces': {
      const [value, places] = [a && approximate(a), literal(b)];
      return value && places !== undefined ? decimal(value, places) : part;
    }
    case 'displaysf':
    case 'dispsf':
    case 'significantfigures': {
      const [value, figures] = [a && approximate(a), literal(b)];
      if (!value || figures === undefined) return part;
      const size = value.n === 0n ? 0 : Math.floor(Math.log10(Math.abs(value.valueOf())));
      return decimal(toFigures(value, figures), Math.max(0, figures - 1 - size));
    }
    case 'displaysci':
    case 'scientific_notation': {
      if (!a) return part;
      return c ? node('*', a, node('^', number(10), c)) : a;
    }
    case 'stackunits':
      return a && b ? node('*', a, b) : part;
    case 'subst':
      return substituted(part.args) ?? part;
    case 'makelist':
      return listed(part.args) ?? part;
    case 'diff':
      return differentiated(part.args) ?? derivatives(part.args);
    case 'noundiff':
      return nouns ? derivatives(part.args) : (differentiated(part.args) ?? derivatives(part.args));
    case 'int':
    case 'integrate':
      return call('nounint', ...part.args);
    default:
      return { ...part, name: CALLS[part.name] ?? part.name };
  }
}

/** All inequalities with the smaller side on the left. */
const turned = (tree: Tree): Tree =>
  rewrite(tree, (part) => {
    const [left, right] = isNode(part, '>', '>=') ? part.args : [];
    return left && right ? node(isNode(part, '>') ? '<' : '<=', right, left) : part;
  });

/** Decimals as quotients of whole numbers. */
const quotients = (part: Tree): Tree => {
  if (part.kind !== 'number' || !/[.eE]/.test(part.text)) return part;
  const { n, d } = fractionOf(part.text);
  return d === 1n ? number(n) : node('/', number(n), number(d));
};

/** A derivative that is only written: how often by which name, in alphabetical order. */
function derivatives([of, ...by]: readonly Tree[]): Tree {
  if (!of) return call('noundiff');
  const counts = new Map<string, number>();
  let inner = of;
  let rest: readonly Tree[] = by;
  for (;;) {
    for (let at = 0; at < rest.length; at += 2) {
      const [one, times] = [rest[at], rest[at + 1]];
      if (one) counts.set(print(one), (counts.get(print(one)) ?? 0) + (times ? (literal(times) ?? 1) : 1));
    }
    if (inner.kind !== 'call' || inner.name !== 'noundiff' || !inner.args[0]) break;
    rest = inner.args.slice(1);
    inner = inner.args[0];
  }
  const sorted = [...counts].sort(([x], [y]) => (x < y ? -1 : 1));
  return call('noundiff', inner, ...sorted.flatMap(([text, count]) => [name(text), number(count)]));
}

function substituted([a, b, c]: readonly Tree[]): Tree | undefined {
  if (!a || !b || !c) return undefined;
  return rewrite(c, (part) => (sameTree(part, b) ? a : part));
}

function listed([term, index, last]: readonly Tree[]): Tree | undefined {
  const count = literal(last);
  if (!term || index?.kind !== 'name' || count === undefined || count > 50) return undefined;
  const at = (k: number): Tree =>
    rewrite(
      rewrite(term, (part) => (sameTree(part, index) ? number(k) : part)),
      (part) => meant(part, false, false),
    );
  return node('list', ...Array.from({ length: count }, (_, k) => at(k + 1)));
}

function differentiated([a, by, times]: readonly Tree[]): Tree | undefined {
  const count = times ? literal(times) : 1;
  if (!a || by?.kind !== 'name' || count === undefined || count > 5) return undefined;
  const dependent = some(
    a,
    (part) => part.kind === 'call' && part.args.some((arg) => sameTree(arg, by)) && part.name.length === 1,
  );
  if (dependent) return undefined;
  let result: Tree | undefined = a;
  for (let turn = 0; turn < count && result; turn++) result = derivative(result, by.name);
  return result;
}
