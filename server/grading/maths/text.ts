/** Answers in words: what counts as the same text, and patterns that cannot hang. */
import { RE2JS } from 're2js';
import { MathsProblem } from './problem.ts';

export type TextRule = {
  caseSensitive: boolean;
  /** `trim`: at both ends. `one`: runs of white space count as one space. `all`: no white space counts at all. */
  space: 'keep' | 'trim' | 'one' | 'all';
};

/** What Open edX's string response does where the author says nothing. */
export const PLAIN_TEXT: TextRule = { caseSensitive: true, space: 'trim' };

/** The text as a rule sees it. */
export function seenAs(text: string, rule: TextRule): string {
  const spaced =
    rule.space === 'keep'
      ? text
      : rule.space === 'all'
        ? text.replace(/\s+/gu, '')
        : rule.space === 'one'
          ? text.trim().replace(/\s+/gu, ' ')
          : text.trim();
  return rule.caseSensitive ? spaced.normalize('NFC') : spaced.normalize('NFC').toLowerCase();
}

/** Whether one of the alternatives is the text, as the rule sees them. */
export const sameText = (given: string, alternatives: readonly string[], rule: TextRule = PLAIN_TEXT): boolean => {
  const seen = seenAs(given, rule);
  return alternatives.some((alternative) => seenAs(alternative, rule) === seen);
};

const MOST_PATTERN = 1_000;

/**
 * A pattern in RE2's syntax, matched in linear time.
 * @throws MathsProblem that says what is wrong with it
 */
export function patternFrom(source: string, caseSensitive = true): { whole(text: string): boolean; part(text: string): boolean } {
  if (source.length > MOST_PATTERN) throw new MathsProblem('budget', `a pattern of more than ${MOST_PATTERN} characters`);
  try {
    const pattern = RE2JS.compile(source, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
    return { whole: (text) => pattern.matcher(text).matches(), part: (text) => pattern.matcher(text).find() };
  } catch (error) {
    throw new MathsProblem(
      'syntax',
      `the pattern "${source}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** 1 for the same text down to 0: one minus the edits needed (Levenshtein 1966) over the longer length. */
export function similarity(a: string, b: string): number {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length === 0) return 1;
  let row = Array.from({ length: short.length + 1 }, (_, index) => index);
  for (let i = 1; i <= long.length; i++) {
    const next = [i];
    for (let j = 1; j <= short.length; j++) {
      const change = (row[j - 1] ?? 0) + (long[i - 1] === short[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row[short.length] ?? 0) / long.length;
}
