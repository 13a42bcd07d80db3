/** Characters to tokens. Typographic signs are read as what they stand for; nothing here knows what a name means. */
import { LIMITS } from './budget.ts';
import { MathsProblem } from './problem.ts';

export type Token = {
  kind: 'number' | 'name' | 'text' | 'sign' | 'end';
  text: string;
  at: number;
  /** Whether white space stands before it. */
  spaced: boolean;
};

export type Spelling = {
  /** `tensor`: x_{ij}^{k}'' is one name and white space means nothing. `percent`: %i and %pi are names. */
  names: 'plain' | 'tensor' | 'percent';
  /** 1,5 is a number. */
  decimalComma?: boolean;
};

const TYPOGRAPHY: Record<string, string> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '∙': '*',
  '÷': '/',
  '∕': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '#',
  '±': '#pm#',
  π: ' pi ',
  '∞': ' inf ',
  '‘': "'",
  '’': "'",
};
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SIGNS = ['#pm#', ':=', '**', '||', '<=', '>=', '!=', ...'+-*/^!%=#<>()[]{},|√:;.'];
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const COMMA_NUMBER = /(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?/y;
const NAMES = {
  plain: /[\p{L}_][\p{L}\p{N}_]*'*/uy,
  percent: /%?[\p{L}_][\p{L}\p{N}_]*|%[\p{L}]+/uy,
  tensor: /\p{L}[\p{L}\p{N}]*(?:_\{[^{}]*\}(?:\^\{[^{}]*\})?|\^\{[^{}]*\}|_[\p{L}\p{N}_]+)?'*/uy,
};

/** One sign or letter for each way of writing it; superscripts become powers. */
export function plainly(text: string): string {
  let result = '';
  let raised = '';
  const lower = (): void => {
    if (raised) result += `^(${raised})`;
    raised = '';
  };
  for (const char of text.normalize('NFC')) {
    const digit = SUPERSCRIPTS.indexOf(char);
    if (digit >= 0) raised += digit;
    else if (char === '⁻' && !raised) raised = '-';
    else {
      lower();
      result += TYPOGRAPHY[char] ?? char;
    }
  }
  lower();
  return result;
}

/** @throws MathsProblem of kind `syntax`, with the place counted in characters from 1 */
export function tokensOf(written: string, spelling: Spelling): Token[] {
  if (written.length > LIMITS.length) throw new MathsProblem('budget', `longer than ${LIMITS.length} characters`);
  const text = spelling.names === 'tensor' ? plainly(written).replace(/\s+/g, '') : plainly(written);
  const tokens: Token[] = [];
  let at = 0;
  let spaced = false;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: Token['kind'], value: string, length: number): void => {
    tokens.push({ kind, text: value, at, spaced });
    at += length;
    spaced = false;
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (/\s/u.test(char)) {
      spaced = true;
      at += 1;
      continue;
    }
    if (char === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) throw new MathsProblem('syntax', `the quotation mark at ${at + 1} is not closed`);
      push('text', text.slice(at + 1, end), end + 1 - at);
      continue;
    }
    const digits = match(spelling.decimalComma ? COMMA_NUMBER : NUMBER);
    if (digits) {
      push('number', digits.replace(',', '.'), digits.length);
      continue;
    }
    const word = match(NAMES[spelling.names]);
    if (word) {
      push('name', word, word.length);
      continue;
    }
    const sign = char === "'" ? char : SIGNS.find((candidate) => text.startsWith(candidate, at));
    if (!sign) throw new MathsProblem('syntax', `"${char}" at ${at + 1} has no meaning here`);
    push('sign', sign === '**' ? '^' : sign === '!=' ? '#' : sign, sign.length);
  }
  tokens.push({ kind: 'end', text: '', at: text.length, spaced });
  return tokens;
}
