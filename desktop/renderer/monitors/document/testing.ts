/** Machine-readable zones written the way an issuer does, for tests and benches: the opposite of reading them. */
import { checkDigit } from './mrz/check.ts';
import type { MrzFormat } from './mrz/layout.ts';
import { transliterated } from './names/transliterate.ts';

export type Holder = {
  surname: string;
  given: string;
  sex: 'M' | 'F' | 'X';
  /** `YYMMDD`. */
  birth: string;
  expiry: string;
  number: string;
  state: string;
  optional?: string;
};

const padded = (text: string, length: number): string => text.padEnd(length, '<').slice(0, length);
const cells = (name: string): string => transliterated(name, 'latin').replaceAll(' ', '<');
const withDigit = (text: string): string => text + (checkDigit(text) ?? '');

/** The lines of a zone with all their check digits. Numbers longer than nine go on in the optional field (TD1, TD2). */
export function mrzOf(format: MrzFormat, { surname, given, sex, birth, expiry, number, state, optional = '' }: Holder): string[] {
  const names = `${cells(surname)}<<${cells(given)}`;
  const long = number.length > 9;
  const head = long ? `${number.slice(0, 9)}<` : withDigit(padded(number, 9));
  const more = long ? `${number.slice(9)}${checkDigit(number)}<${optional}` : optional;
  const dates = withDigit(birth) + sex.replace('X', '<') + withDigit(expiry);
  const [born, valid] = [withDigit(birth), withDigit(expiry)];
  if (format === 'TD1') {
    const first = padded(`I<${state}${head}${more}`, 30);
    const second = `${dates}${state}${padded('', 11)}`;
    const digit = checkDigit(first.slice(5) + born + valid + second.slice(18)) ?? '';
    return [first, second + digit, padded(names, 30)];
  }
  if (format === 'TD2') {
    const second = `${head}${state}${dates}${padded(more, 7)}`;
    return [padded(`I<${state}${names}`, 36), second + checkDigit(head + born + valid + padded(more, 7))];
  }
  const extra = withDigit(padded(optional, 14));
  const second = `${head}${state}${dates}${extra}`;
  return [padded(`P<${state}${names}`, 44), second + checkDigit(head + born + valid + extra)];
}
