/**
 * Numbers as a `qti-printed-variable` writes them (QTI 3.0, 2.3.4, number formatting rules): conversions of C's printf,
 * `i` in any base, and `r` and `R`, which round to significant figures and keep the zeros that carry meaning.
 */

type Flags = { left: boolean; plus: boolean; space: boolean; alternate: boolean; zero: boolean };
export type NumberFormat = { type: string; precision: number | null; width: number; flags: Flags };

const WHOLE = 'dioxX';
const REAL = 'eEfFgGrR';
/** More digits than a number holds say nothing. */
const MOST_DIGITS = 60;

/** Reads a conversion such as `%.2f`; undefined when it is none. */
export function parseFormat(text: string): NumberFormat | undefined {
  const found = /^%?([-+ #0]*)(\d{0,2})(?:\.(\d{1,2}))?([dioxXeEfFgGrR])$/.exec(text.trim());
  if (!found) return undefined;
  const [, flags = '', width = '', precision, type = ''] = found;
  const has = (flag: string): boolean => flags.includes(flag);
  const digits = precision === undefined ? null : Number(precision);
  if (Number(width) > MOST_DIGITS || (digits ?? 0) > MOST_DIGITS) return undefined;
  return {
    type,
    precision: digits,
    width: Number(width),
    flags: { left: has('-'), plus: has('+'), space: has(' '), alternate: has('#'), zero: has('0') },
  };
}

/** Whether the conversion is one of whole numbers. */
export const isWhole = ({ type }: NumberFormat): boolean => WHOLE.includes(type);
export const isReal = ({ type }: NumberFormat): boolean => REAL.includes(type);

/** C writes exponents with two digits at least. */
const withExponent = (value: number, digits: number): string => value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');

const withoutZeros = (text: string): string => text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');

/** `g`: the shorter of the two notations by C's rule. @param keep whether zeros at the end stay */
function general(value: number, precision: number | null, keep: boolean): string {
  const figures = Math.max(1, precision ?? 6);
  const exponent = value === 0 ? 0 : Number(value.toExponential(figures - 1).split('e')[1]);
  const text =
    exponent < -4 || exponent >= figures ? withExponent(value, figures - 1) : value.toFixed(Math.max(0, figures - 1 - exponent));
  return keep ? text : withoutZeros(text);
}

function digitsOf(value: number, { type, precision, flags }: NumberFormat, base: number): string {
  switch (type) {
    case 'd':
      return Math.trunc(value)
        .toString()
        .padStart(precision ?? 1, '0');
    case 'i':
      return Math.trunc(value)
        .toString(base)
        .padStart(precision ?? 1, '0');
    case 'o':
      return (
        (flags.alternate ? '0' : '') +
        Math.trunc(value)
          .toString(8)
          .padStart(precision ?? 1, '0')
      );
    case 'x':
    case 'X':
      return (
        (flags.alternate ? '0x' : '') +
        Math.trunc(value)
          .toString(16)
          .padStart(precision ?? 1, '0')
      );
    case 'e':
    case 'E':
      return withExponent(value, precision ?? 6);
    case 'f':
    case 'F':
      return value.toFixed(precision ?? 6);
    case 'g':
    case 'G':
      return general(value, precision, flags.alternate);
    default:
      return general(value, precision, true);
  }
}

/** A number under a conversion. @param base of the conversion `i`, from 2 to 36 */
export function formatNumber(value: number, format: NumberFormat, base = 10): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value < 0 ? '-INF' : 'INF';
  const { flags, width, type } = format;
  const digits = digitsOf(Math.abs(value), format, base);
  const isNegative = (value < 0 || Object.is(value, -0)) && /[1-9a-z]/i.test(digits);
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const body = /[EGRX]/.test(type) ? digits.toUpperCase() : digits;
  const missing = Math.max(0, width - sign.length - body.length);
  if (flags.left) return sign + body + ' '.repeat(missing);
  return flags.zero ? sign + '0'.repeat(missing) + body : ' '.repeat(missing) + sign + body;
}
