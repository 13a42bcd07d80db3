/** What a name on a credential may not hold, and what a person should look at before it is printed. Pure. */

/** Control characters, and those that turn or hide text: a reader would see another name than a verifier reads. */
const FORBIDDEN =
  /[\p{Cc}\p{Cs}\p{Co}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/u;
const scripts = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Han',
  'Hangul',
  'Hiragana',
  'Katakana',
  'Thai',
  'Georgian',
  'Ethiopic',
  'Bengali',
  'Tamil',
] as const;
const patterns = scripts.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);
/** Scripts that share one writing system. */
const together = [new Set<string>(['Han', 'Hiragana', 'Katakana']), new Set<string>(['Han', 'Hangul'])];
const MAX = 200;

/** The alphabets a text is written in. */
export const scriptsOf = (text: string): string[] =>
  patterns.filter(([, pattern]) => pattern.test(text)).map(([script]) => script);

/** Why nothing may be signed with this name, or null. */
export function faultOfName(name: string): string | null {
  if (name.trim() === '') return 'is empty';
  if (name.length > MAX) return `is longer than ${MAX} characters`;
  if (name !== name.trim()) return 'has spaces at its beginning or end';
  const found = FORBIDDEN.exec(name)?.[0];
  if (found === undefined) return name === name.normalize('NFC') ? null : 'is not in Unicode normal form C';
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `holds the invisible character U+${code}, which can make it read as another name`;
}

/** Words that mix alphabets, as a Cyrillic letter among Latin ones does; people rarely write so, forgers do. */
export const mixedWords = (name: string): string[] =>
  name.split(/[\s\p{P}]+/u).filter((word) => {
    const found = scriptsOf(word);
    return found.length > 1 && !together.some((system) => found.every((script) => system.has(script)));
  });

const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();

export type NameComparison = 'same' | 'written-otherwise' | 'other-alphabet' | 'other-name';

/** How a name asked for stands to the one on record. */
export function compareNames(asked: string, known: string): NameComparison {
  if (asked.normalize('NFC') === known.normalize('NFC')) return 'same';
  if (scriptsOf(asked).join() !== scriptsOf(known).join()) return 'other-alphabet';
  return folded(asked) === folded(known) ? 'written-otherwise' : 'other-name';
}

/** What a person should look at before this name is signed; empty when nothing. */
export function doubtsOfName(asked: string, known: string = asked): string[] {
  const mixed = mixedWords(asked).map((word) => `"${word}" mixes the alphabets ${scriptsOf(word).join(' and ')}.`);
  const comparison = compareNames(asked, known);
  if (comparison === 'same') return mixed;
  const words = {
    'written-otherwise': `is written otherwise than on record ("${known}")`,
    'other-alphabet': `is in another alphabet than on record ("${known}")`,
    'other-name': `is another name than on record ("${known}")`,
  } as const;
  return [...mixed, `"${asked}" ${words[comparison]}.`];
}
