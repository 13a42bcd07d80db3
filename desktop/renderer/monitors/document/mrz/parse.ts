/** From the lines of a machine-readable zone to what they say. Strict: repairs are `decode`'s business. */
import { checkDigit } from './check.ts';
import { type CheckName, type Layout, layoutOf, type MrzFormat, type Span } from './layout.ts';

export type MrzFields = {
  format: MrzFormat;
  /** `P`, `I`, `ID`, ... */
  code: string;
  /** Issuing state and nationality, as printed (three letters, or fewer such as `D`). */
  state: string;
  nationality: string;
  number: string;
  surname: string;
  given: string;
  /** The name field is full to its last cell, so the name may go on. */
  cut: boolean;
  /** `YYMMDD` as printed; unknown parts are `<`. */
  birth: string;
  expiry: string;
  sex: 'M' | 'F' | 'X' | '';
};
export type Mrz = { fields: MrzFields; checks: Partial<Record<CheckName, boolean>>; valid: boolean };

const spanOf = (lines: readonly string[], [line, from, to]: Span): string => (lines[line] ?? '').slice(from, to);
const spaced = (text: string): string => text.replaceAll('<', ' ').trim().replace(/ +/g, ' ');

/** TD1 and TD2 put the rest of a number longer than nine into the first optional field, with its check digit behind. */
export function longNumber(layout: Layout, lines: readonly string[]): { number: string; digit: string } | null {
  const check = layout.checks.number;
  const [optional] = layout.optional;
  if (layout.format === 'TD3' || !check || !optional) return null;
  if (lines[check.at[0]]?.[check.at[1]] !== '<') return null;
  const rest = spanOf(lines, optional).split('<')[0] ?? '';
  if (rest.length < 2) return null;
  return { number: spanOf(lines, layout.number) + rest.slice(0, -1), digit: rest.slice(-1) };
}

function checked(layout: Layout, lines: readonly string[], name: CheckName): boolean | undefined {
  const check = layout.checks[name];
  if (!check) return undefined;
  const over = check.over.map((span) => spanOf(lines, span)).join('');
  const digit = lines[check.at[0]]?.[check.at[1]] ?? '';
  if (name === 'number') {
    const long = longNumber(layout, lines);
    if (long) return checkDigit(long.number) === long.digit;
  }
  // An empty optional field may leave its check digit out.
  if (name === 'optional' && digit === '<') return /^<*$/.test(over);
  return checkDigit(over) === digit;
}

/** Unknown parts of a date are fillers (part 3, section 4.8); what is there must be a day that exists. */
export function isDate(text: string): boolean {
  const match = /^(\d\d|<<)(\d\d|<<)(\d\d|<<)$/.exec(text);
  if (!match) return false;
  const month = match[2] === '<<' ? 1 : Number(match[2]);
  const day = match[3] === '<<' ? 1 : Number(match[3]);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** The zone's fields and which check digits are right; null when the lines have no known shape. */
export function parseMrz(lines: readonly string[]): Mrz | null {
  const layout = layoutOf(lines.length, lines[0]?.length ?? 0);
  if (!layout || lines.some((line) => line.length !== layout.length || !/^[A-Z0-9<]*$/.test(line))) return null;
  const names = spanOf(lines, layout.names);
  const [surname = '', ...given] = names.replace(/<+$/, '').split('<<');
  const sex = spanOf(lines, layout.sex);
  const names9303 = Object.keys(layout.checks) as CheckName[];
  const checks: Mrz['checks'] = {};
  for (const name of names9303) checks[name] = checked(layout, lines, name) ?? false;
  const birth = spanOf(lines, layout.birth);
  const expiry = spanOf(lines, layout.expiry);
  return {
    fields: {
      format: layout.format,
      code: spaced(spanOf(lines, layout.code)),
      state: spaced(spanOf(lines, layout.state)),
      nationality: spaced(spanOf(lines, layout.nationality)),
      number: (longNumber(layout, lines)?.number ?? spanOf(lines, layout.number)).replace(/<+$/, ''),
      surname: spaced(surname),
      given: spaced(given.join('<')),
      cut: !names.endsWith('<'),
      birth,
      expiry,
      sex: sex === 'M' || sex === 'F' || sex === 'X' ? sex : '',
    },
    checks,
    valid: Object.values(checks).every(Boolean) && isDate(birth) && isDate(expiry),
  };
}
