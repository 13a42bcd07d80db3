/**
 * Real numbers to a chosen number of binary digits, on whole numbers of the language. Made for one purpose, telling equal from
 * nearly equal: an elementary function takes some ten microseconds, a fiftieth of what a decimal library takes. Results are
 * good to a few units in the last place of the chosen precision; nothing is promised beyond that.
 */
import { COST } from './budget.ts';
import { fractionOf } from './exact.ts';
import { MathsProblem } from './problem.ts';
import type { Reals } from './reals.ts';

/** The number m * 2^e. */
export type Big = { readonly m: bigint; readonly e: number };

const ZERO: Big = { m: 0n, e: 0 };
const abs = (value: bigint): bigint => (value < 0n ? -value : value);
/** Binary digits, up to three too many. */
const lengthOf = (value: bigint): number => abs(value).toString(16).length * 4;
const shifted = (value: bigint, by: number): bigint => (by >= 0 ? value << BigInt(by) : value >> BigInt(-by));
/** Largest binary exponent of a value. */
const WIDEST = 4_000_000;
const tooLarge = (): MathsProblem => new MathsProblem('domain', 'the value is too large to work with');

/** Fixed-point constants with this many binary places. */
const PLACES = 700;
const inverseTan = (of: bigint, sign: 1n | -1n): bigint => {
  let term = (1n << BigInt(PLACES)) / of;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term = (term / (of * of)) * sign;
    sum += term / k;
  }
  return sum;
};
/** Machin 1706. */
const PI = 4n * (4n * inverseTan(5n, -1n) - inverseTan(239n, -1n));
/** By areatangents, of 1/26, 1/4801 and 1/8749. */
const LN2 = 18n * inverseTan(26n, 1n) - 2n * inverseTan(4801n, 1n) + 8n * inverseTan(8749n, 1n);

const approximate = ({ m, e }: Big): number => {
  const over = Math.max(0, lengthOf(m) - 62);
  return Number(m >> BigInt(over)) * 2 ** (e + over);
};

function fromDouble(value: number): Big {
  if (!Number.isFinite(value)) throw tooLarge();
  let [m, e] = [value, 0];
  while (!Number.isInteger(m)) {
    m *= 2;
    e -= 1;
  }
  return { m: BigInt(m), e };
}

function rootOf(value: bigint): bigint {
  if (value === 0n) return 0n;
  const over = Math.max(0, lengthOf(value) - 104) & ~1;
  let root = BigInt(Math.ceil(Math.sqrt(Number(value >> BigInt(over))))) << BigInt(over / 2);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (abs(next - root) <= 1n) return next;
    root = next;
  }
}

/** Real arithmetic to `bits` binary digits. */
export function bigfloats(bits: number): Reals<Big> {
  const guard = bits + 32;
  const fixedOne = 1n << BigInt(guard);
  const norm = (m: bigint, e: number): Big => {
    if (m === 0n) return ZERO;
    const over = lengthOf(m) - bits;
    if (over <= 0) return { m, e };
    if (e + over + bits > WIDEST) throw tooLarge();
    if (e + over + bits < -WIDEST) return ZERO;
    return { m: (m + (1n << BigInt(over - 1))) >> BigInt(over), e: e + over };
  };
  const constant = (value: bigint): Big => norm(value, -PLACES);
  const add = (a: Big, b: Big): Big => {
    if (a.m === 0n) return b;
    if (b.m === 0n) return a;
    const [high, low] = a.e >= b.e ? [a, b] : [b, a];
    const gap = high.e - low.e;
    // What is far below the last place changes nothing.
    if (gap > lengthOf(low.m) + bits + 8) return high;
    return norm((high.m << BigInt(gap)) + low.m, low.e);
  };
  const neg = ({ m, e }: Big): Big => ({ m: -m, e });
  const sub = (a: Big, b: Big): Big => add(a, neg(b));
  const mul = (a: Big, b: Big): Big => norm(a.m * b.m, a.e + b.e);
  const div = (a: Big, b: Big): Big => {
    const up = Math.max(0, bits + 4 + lengthOf(b.m) - lengthOf(a.m));
    return norm((a.m << BigInt(up)) / b.m, a.e - b.e - up);
  };
  /** With so many binary places. */
  const fixed = ({ m, e }: Big, places: number): bigint => shifted(m, e + places);

  /** e^r for a fixed-point r of less than one: halved six times, then squared as often. */
  const expFixed = (r: bigint): bigint => {
    const reduced = r >> 6n;
    let [sum, term] = [fixedOne, fixedOne];
    for (let k = 1n; term !== 0n && term !== -1n; k++) {
      term = ((term * reduced) >> BigInt(guard)) / k;
      sum += term;
    }
    for (let turn = 0; turn < 6; turn++) sum = (sum * sum) >> BigInt(guard);
    return sum;
  };
  const exp = (a: Big): Big => {
    const rough = approximate(a);
    if (rough > 2_000_000) throw tooLarge();
    if (rough < -2_000_000) return ZERO;
    const k = Math.round(rough / Math.LN2);
    const r = fixed(a, guard) - ((BigInt(k) * LN2) >> BigInt(PLACES - guard));
    return norm(expFixed(r), k - guard);
  };
  const ln = (a: Big): Big => {
    const length = lengthOf(a.m);
    // f in (1/16, 1], so that a = f * 2^(length + e).
    const f = shifted(a.m, guard - length);
    const start = BigInt(Math.round(Math.log(Number(f >> BigInt(guard - 60)) / 2 ** 60) * 2 ** 52)) << BigInt(guard - 52);
    const rest = ((f * expFixed(-start)) >> BigInt(guard)) - fixedOne;
    let [sum, power] = [0n, rest];
    for (let k = 1n; power !== 0n && power !== -1n; k++) {
      sum += (k % 2n === 1n ? power : -power) / k;
      power = (power * rest) >> BigInt(guard);
    }
    return norm(start + sum + ((BigInt(length + a.e) * LN2) >> BigInt(PLACES - guard)), -guard);
  };
  /** Sine or cosine of a fixed-point angle of at most a quarter turn. */
  const series = (r: bigint, first: 0n | 1n): bigint => {
    const square = (r * r) >> BigInt(guard);
    let term = first === 0n ? fixedOne : r;
    let sum = term;
    for (let k = first + 1n; term !== 0n && term !== -1n; k += 2n) {
      term = -(((term * square) >> BigInt(guard)) / (k * (k + 1n)));
      sum += term;
    }
    return sum;
  };
  const circular = (a: Big, quarter: number): Big => {
    const size = a.e + lengthOf(a.m);
    if (size > 100) throw new MathsProblem('unsupported', 'an angle of more than thirty digits');
    const wide = guard + Math.max(0, size) + 8;
    const angle = fixed(a, wide);
    const half = PI >> BigInt(PLACES - wide + 1);
    const turns = (2n * angle + half) / (2n * half) - (2n * angle + half < 0n ? 1n : 0n);
    const r = (angle - turns * half) >> BigInt(wide - guard);
    const place = (((turns + BigInt(quarter)) % 4n) + 4n) % 4n;
    const value = series(r, place % 2n === 0n ? 1n : 0n);
    return norm(place >= 2n ? -value : value, -guard);
  };
  const atan2 = (y: Big, x: Big): Big => {
    const scale = Math.max(lengthOf(y.m) + y.e, lengthOf(x.m) + x.e);
    const start = fromDouble(Math.atan2(approximate({ m: y.m, e: y.e - scale }), approximate({ m: x.m, e: x.e - scale })));
    const [sine, cosine] = [circular(start, 0), circular(start, 1)];
    const delta = div(sub(mul(y, cosine), mul(x, sine)), add(mul(x, cosine), mul(y, sine)));
    const square = mul(delta, delta);
    let [sum, power] = [delta, delta];
    for (let k = 3n; k <= 13n; k += 2n) {
      power = neg(mul(power, square));
      sum = add(sum, div(power, { m: k, e: 0 }));
    }
    return add(start, sum);
  };
  return {
    cost: COST.precise,
    functionCost: COST.preciseFunction,
    digits: Math.floor(bits * Math.log10(2)),
    of: fromDouble,
    read(text) {
      const { n, d } = fractionOf(text);
      return div({ m: n, e: 0 }, { m: d, e: 0 });
    },
    toNumber: approximate,
    add,
    sub,
    mul,
    div,
    neg,
    abs: ({ m, e }) => ({ m: abs(m), e }),
    sign: ({ m }) => (m === 0n ? 0 : m < 0n ? -1 : 1),
    compare: (a, b) => Number(sub(a, b).m > 0n) - Number(sub(a, b).m < 0n),
    sqrt: ({ m, e }) => {
      const up = Math.max(0, 2 * bits + 8 - lengthOf(m));
      const even = up + ((e - up) & 1);
      return norm(rootOf(m << BigInt(even)), (e - even) / 2);
    },
    exp,
    ln,
    sin: (a) => circular(a, 0),
    cos: (a) => circular(a, 1),
    atan2,
    floor: (a) => (a.e >= 0 ? a : norm(a.m >> BigInt(-a.e), 0)),
    finite: () => true,
    pi: constant(PI),
  };
}
