/**
 * Units and prefixes: BIPM, The International System of Units, 9th edition (2019), tables 2, 4, 7 and 8; US customary units
 * by NIST Handbook 44, appendix C. Factors are exact except where marked as measured.
 */
import { base, type Dimension, NONE, raisedTo, times } from './dimension.ts';
import { type Fraction, fractionOf } from './exact.ts';

export type Unit = { factor: Fraction; dimension: Dimension; prefixed: boolean };

const of = (text: string): Fraction => {
  const [top = '1', below = '1'] = text.split('/');
  return fractionOf(top).div(fractionOf(below));
};

const PREFIXES: Record<string, string> = {
  Q: '1e30',
  R: '1e27',
  Y: '1e24',
  Z: '1e21',
  E: '1e18',
  P: '1e15',
  T: '1e12',
  G: '1e9',
  M: '1e6',
  k: '1e3',
  h: '1e2',
  da: '1e1',
  d: '1e-1',
  c: '1e-2',
  m: '1e-3',
  u: '1e-6',
  µ: '1e-6',
  μ: '1e-6',
  n: '1e-9',
  p: '1e-12',
  f: '1e-15',
  a: '1e-18',
  z: '1e-21',
  y: '1e-24',
  r: '1e-27',
  q: '1e-30',
};

/** Dimensions of derived quantities by powers of m, kg, s, A, K, mol, cd. */
const dim = (m: number, kg: number, s: number, A = 0, K = 0, mol = 0, cd = 0): Dimension =>
  Object.entries({ m, kg, s, A, K, mol, cd }).reduce<Dimension>(
    (sum, [symbol, power]) => times(sum, raisedTo(base(symbol), power)),
    NONE,
  );

const LENGTH = dim(1, 0, 0);
const MASS = dim(0, 1, 0);
const TIME = dim(0, 0, 1);
const VOLUME = dim(3, 0, 0);
const ENERGY = dim(2, 1, -2);
const PRESSURE = dim(-1, 1, -2);

const units = new Map<string, Unit>();
const add = (symbols: string, factor: string, dimension: Dimension, prefixed = false): void => {
  for (const symbol of symbols.split(' ')) units.set(symbol, { factor: of(factor), dimension, prefixed });
};

add('m', '1', LENGTH, true);
add('g', '0.001', MASS, true);
add('s sec', '1', TIME, true);
add('A', '1', base('A'), true);
add('K', '1', base('K'), true);
add('mol', '1', base('mol'), true);
add('cd', '1', base('cd'), true);
add('Hz Bq', '1', dim(0, 0, -1), true);
add('N', '1', dim(1, 1, -2), true);
add('Pa', '1', PRESSURE, true);
add('J', '1', ENERGY, true);
add('W', '1', dim(2, 1, -3), true);
add('C', '1', dim(0, 0, 1, 1), true);
add('V', '1', dim(2, 1, -3, -1), true);
add('F', '1', dim(-2, -1, 4, 2), true);
add('ohm Ohm Ω Ω', '1', dim(2, 1, -3, -2), true);
add('S', '1', dim(-2, -1, 3, 2), true);
add('Wb', '1', dim(2, 1, -2, -1), true);
add('T', '1', dim(0, 1, -2, -1), true);
add('H', '1', dim(2, 1, -2, -2), true);
add('lm', '1', base('cd'), true);
add('lx', '1', dim(-2, 0, 0, 0, 0, 0, 1), true);
add('Gy Sv', '1', dim(2, 0, -2), true);
add('kat', '1', dim(0, 0, -1, 0, 0, 1), true);
add('rad sr', '1', NONE, true);
add('l L', '0.001', VOLUME, true);
add('M', '1000', dim(-3, 0, 0, 0, 0, 1), true);
add('eV', '1.602176634e-19', ENERGY, true);
add('bar', '1e5', PRESSURE, true);
add('t tonne', '1000', MASS, true);
add('Wh', '3600', ENERGY, true);
add('cal', '4.184', ENERGY, true);
add('pc', '3.0856775814913673e16', LENGTH, true);
add('B', '1', NONE);
add('min', '60', TIME);
add('h', '3600', TIME, true);
add('hr', '3600', TIME);
add('d day', '86400', TIME);
add('wk', '604800', TIME);
add('yr', '31557600', TIME);
add('ha', '1e4', dim(2, 0, 0));
add('cc', '1e-6', VOLUME);
add('au', '149597870700', LENGTH);
add('ly', '9460730472580800', LENGTH);
add('amu u Da', '1.66053906660e-27', MASS);
add('atm', '101325', PRESSURE);
add('mmHg', '133.322387415', PRESSURE);
add('torr Torr', '101325/760', PRESSURE);
add('psi', '6894.757293168', PRESSURE);
add('in', '0.0254', LENGTH);
add('ft', '0.3048', LENGTH);
add('yd', '0.9144', LENGTH);
add('mi', '1609.344', LENGTH);
add('nmi', '1852', LENGTH);
add('Å angstrom', '1e-10', LENGTH);
add('lb', '0.45359237', MASS);
add('oz', '0.028349523125', MASS);
add('lbf', '4.4482216152605', dim(1, 1, -2));
add('hp', '745.69987158227022', dim(2, 1, -3));
add('Btu BTU', '1055.05585262', ENERGY);
add('rpm', '1/60', dim(0, 0, -1));
add('kn knot', '1852/3600', dim(1, 0, -1));
add('kph', '1/3.6', dim(1, 0, -1));
add('mph', '0.44704', dim(1, 0, -1));
add('gal', '0.003785411784', VOLUME);
add('deg °', '0.017453292519943295769', NONE);

/** The unit of a symbol with or without prefix; undefined where there is none. Symbols are case-sensitive, as SI has them. */
export function unitOf(symbol: string): Unit | undefined {
  const plain = units.get(symbol);
  if (plain) return plain;
  for (const length of [1, 2]) {
    const prefix = symbol.slice(0, length);
    const unit = units.get(symbol.slice(length));
    if (Object.hasOwn(PREFIXES, prefix) && unit?.prefixed)
      return { ...unit, factor: unit.factor.mul(of(PREFIXES[prefix] ?? '1')) };
  }
  return undefined;
}

/** All symbols without prefixes. */
export const unitSymbols = (): string[] => [...units.keys()];
