/** Numbers as people write them: 1%, 1e3, 3.2×10^-5, 1 234, a typographic minus; 1,5 and 3/4 where the author allows it. */

import { EXAM } from './dialect.ts';
import { type Written, writtenNumber } from './digits.ts';
import { exactValue, type Fraction } from './exact.ts';
import { parse } from './parser.ts';
import { attempt, MathsProblem } from './problem.ts';
import { plainly } from './tokens.ts';
import type { Tree } from './tree.ts';

export const notations = ['percent', 'power', 'groups', 'comma', 'fraction'] as const;
/** `power`: 1e3 and ×10^3. `groups`: 1 234. `comma`: the decimal sign is a comma, and a point is none. */
export type Notation = (typeof notations)[number];
export const DEFAULT_NOTATIONS: readonly Notation[] = ['percent', 'power', 'groups'];

export type Numeral = {
  value: Fraction;
  /** How many figures and places; undefined for a fraction. */
  written: Written | undefined;
};

const GROUPS = /(\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g;
const SHAPE = /^([+-]?)((?:\d+\.?\d*|\.\d+))(?:([eE]|\s*[*x×]\s*10\s*\^\s*)(\(?[+-]?\d{1,3}\)?))?\s*(%?)$/;

const refused = (why: string): never => {
  throw new MathsProblem('syntax', why);
};

/**
 * Reads a number.
 * @throws MathsProblem that says why it is none, or which notation is not allowed here
 */
export function readNumeral(text: string, allowed: readonly Notation[] = DEFAULT_NOTATIONS): Numeral {
  if (text.length > 100) return refused('longer than any number here');
  let plain = plainly(text).trim();
  if (plain === '') throw new MathsProblem('missing', 'nothing was written');
  if (/[ \u00a0\u2009\u202f]/.test(plain)) {
    const joined = plain.replace(GROUPS, '$1').replace(GROUPS, '$1');
    if (joined !== plain && !allowed.includes('groups')) return refused('spaces inside of a number are not allowed here');
    plain = joined;
  }
  if (allowed.includes('comma')) {
    if (plain.includes('.')) return refused('the decimal sign is a comma here');
    plain = plain.replace(',', '.');
  } else if (plain.includes(',')) return refused('the decimal sign is a point here');
  const [, sign, mantissa = '', mark, power, percent] = SHAPE.exec(plain) ?? [];
  if (sign === undefined) return allowed.includes('fraction') ? fraction(plain) : refused(`"${text.trim()}" is no number`);
  if (mark !== undefined && !allowed.includes('power')) return refused('powers of ten are not allowed here');
  if (percent === '%' && !allowed.includes('percent')) return refused('percentages are not allowed here');
  const literal: Tree = { kind: 'number', text: `${mantissa}${power === undefined ? '' : `e${power.replace(/[()]/g, '')}`}` };
  const written = writtenNumber(literal);
  if (!written) return refused(`"${text.trim()}" is no number`);
  const signed = sign === '-' ? written.value.neg() : written.value;
  const value = percent === '%' ? signed.div(100) : signed;
  return { value, written: { ...written, value } };
}

function fraction(plain: string): Numeral {
  const result = attempt(() => exactValue(parse(plain, { ...EXAM, implied: false })));
  const value = 'value' in result ? result.value : undefined;
  return value && /^[+-]?\d+\s*\/\s*\d+$/.test(plain) ? { value, written: undefined } : refused(`"${plain}" is no number`);
}

export type Interval = { low: Fraction | undefined; high: Fraction | undefined; closed: readonly [boolean, boolean] };

/**
 * Reads [1, 2), (0, inf) and the like.
 * @throws MathsProblem where it is no interval or has nothing in it
 */
export function intervalFrom(text: string): Interval {
  const [, open, low = '', high = '', close] = /^\s*([[(])\s*([^,]+?)\s*[,;]\s*([^,]+?)\s*([\])])\s*$/.exec(text) ?? [];
  if (open === undefined) return refused(`"${text}" is no range; write one such as [1, 2) or (0, inf)`);
  const bound = (part: string, endless: RegExp): Fraction | undefined =>
    endless.test(part) ? undefined : readNumeral(part, ['power', 'percent']).value;
  const interval: Interval = { low: bound(low, /^-inf$/), high: bound(high, /^\+?inf$/), closed: [open === '[', close === ']'] };
  const gap = interval.low && interval.high ? interval.low.compare(interval.high) : -1;
  if (gap > 0 || (gap === 0 && !(interval.closed[0] && interval.closed[1]))) return refused(`there is no number in ${text}`);
  return interval;
}

export function inInterval(value: Fraction, { low, high, closed }: Interval): boolean {
  const [above, below] = [low ? value.compare(low) : 1, high ? value.compare(high) : -1];
  return (above > 0 || (above === 0 && closed[0])) && (below < 0 || (below === 0 && closed[1]));
}

/** Whether a number is within an exact tolerance of the expected one; the edge counts. */
export function withinExactly(
  given: Fraction,
  expected: Fraction,
  tolerance: { kind: 'absolute' | 'relative'; size: Fraction },
): boolean {
  const allowed = tolerance.kind === 'absolute' ? tolerance.size : tolerance.size.mul(expected.abs());
  return given.sub(expected).abs().compare(allowed) <= 0;
}

/** 0.1, 1e-3 or 2%, exactly. */
export function exactTolerance(text: string): { kind: 'absolute' | 'relative'; size: Fraction } {
  const percent = text.trim().endsWith('%');
  const result = attempt(() => readNumeral(text, ['percent', 'power']).value);
  if ('problem' in result || result.value.s < 0n)
    return refused(`"${text}" is no tolerance; write a number such as 0.01 or a share such as 2%`);
  return { kind: percent ? 'relative' : 'absolute', size: result.value };
}
