/**
 * Names in the letters of the machine-readable zone: ICAO Doc 9303 part 3, section 6, tables A (Latin) and B (Cyrillic),
 * and for Greek what Greek passports use (ELOT 743). Scripts that write no vowels, or no sounds, have no such table.
 */

export type Script = 'latin' | 'cyrillic' | 'greek' | 'arabic' | 'hebrew' | 'other';

/** Table A, where a letter is more than its base letter with a mark. */
const latin: Record<string, string> = {
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  Å: 'AA',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'OE',
  ẞ: 'SS',
  ß: 'SS',
  Þ: 'TH',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  Ł: 'L',
  Ŧ: 'T',
  Ŋ: 'N',
  Ĳ: 'IJ',
  ı: 'I',
  İ: 'I',
  ĸ: 'Q',
  Ə: 'E',
  Ɖ: 'D',
  Ɛ: 'E',
  Ɔ: 'O',
  Ɓ: 'B',
  Ɗ: 'D',
  Ƙ: 'K',
  Ơ: 'O',
  Ư: 'U',
};
/** Table B. */
const cyrillic: Record<string, string> = {
  А: 'A',
  Б: 'B',
  В: 'V',
  Г: 'G',
  Д: 'D',
  Е: 'E',
  Ё: 'E',
  Ж: 'ZH',
  З: 'Z',
  И: 'I',
  Й: 'I',
  К: 'K',
  Л: 'L',
  М: 'M',
  Н: 'N',
  О: 'O',
  П: 'P',
  Р: 'R',
  С: 'S',
  Т: 'T',
  У: 'U',
  Ф: 'F',
  Х: 'KH',
  Ц: 'TS',
  Ч: 'CH',
  Ш: 'SH',
  Щ: 'SHCH',
  Ъ: 'IE',
  Ы: 'Y',
  Ь: '',
  Э: 'E',
  Ю: 'IU',
  Я: 'IA',
  Ґ: 'G',
  Є: 'IE',
  І: 'I',
  Ї: 'I',
  Ў: 'U',
  Ѓ: 'G',
  Ѕ: 'DZ',
  Ј: 'J',
  Љ: 'LJ',
  Њ: 'NJ',
  Ћ: 'C',
  Ќ: 'K',
  Џ: 'DZ',
  Ђ: 'D',
  Ѣ: 'IE',
  Ѫ: 'U',
  Ѵ: 'Y',
  Ѳ: 'F',
  Ғ: 'G',
  Қ: 'Q',
  Ң: 'N',
  Ө: 'O',
  Ұ: 'U',
  Ү: 'U',
  Һ: 'H',
  Ә: 'A',
};
const greekPairs: [RegExp, string][] = [
  [/ΟΥ/g, 'OU'],
  [/ΑΥ(?=[ΑΕΗΙΟΥΩΒΓΔΖΛΜΝΡ])/g, 'AV'],
  [/ΑΥ/g, 'AF'],
  [/ΕΥ(?=[ΑΕΗΙΟΥΩΒΓΔΖΛΜΝΡ])/g, 'EV'],
  [/ΕΥ/g, 'EF'],
  [/(?<=^|\s)ΜΠ/g, 'B'],
  [/ΜΠ/g, 'MP'],
  [/ΓΓ/g, 'NG'],
  [/ΓΞ/g, 'NX'],
  [/ΓΧ/g, 'NCH'],
];
const greek: Record<string, string> = {
  Α: 'A',
  Β: 'V',
  Γ: 'G',
  Δ: 'D',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'I',
  Θ: 'TH',
  Ι: 'I',
  Κ: 'K',
  Λ: 'L',
  Μ: 'M',
  Ν: 'N',
  Ξ: 'X',
  Ο: 'O',
  Π: 'P',
  Ρ: 'R',
  Σ: 'S',
  Τ: 'T',
  Υ: 'Y',
  Φ: 'F',
  Χ: 'CH',
  Ψ: 'PS',
  Ω: 'O',
};
/** Consonants by kind of sound; the vowels are not written. For `skeletonOf`. */
const consonants: Record<string, string> = {
  ب: 'B',
  پ: 'B',
  ت: 'T',
  ث: 'T',
  ج: 'J',
  چ: 'J',
  ح: 'H',
  خ: 'K',
  د: 'D',
  ذ: 'D',
  ر: 'R',
  ز: 'Z',
  ژ: 'J',
  س: 'S',
  ش: 'S',
  ص: 'S',
  ض: 'D',
  ط: 'T',
  ظ: 'Z',
  غ: 'G',
  ف: 'F',
  ق: 'K',
  ك: 'K',
  ک: 'K',
  گ: 'K',
  ل: 'L',
  م: 'M',
  ن: 'N',
  ه: 'H',
  ב: 'B',
  ג: 'G',
  ד: 'D',
  ה: 'H',
  ז: 'Z',
  ח: 'H',
  ט: 'T',
  כ: 'K',
  ך: 'K',
  ל: 'L',
  מ: 'M',
  ם: 'M',
  נ: 'N',
  ן: 'N',
  ס: 'S',
  פ: 'F',
  ף: 'F',
  צ: 'S',
  ץ: 'S',
  ק: 'K',
  ר: 'R',
  ש: 'S',
  ת: 'T',
};

const scripts: [Script, RegExp][] = [
  ['latin', /\p{Script=Latin}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
];
const scriptOf = (letter: string): Script | null => {
  if (!/\p{L}/u.test(letter)) return null;
  return scripts.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other';
};

/** A name written in more than one script ("王小明 Wang Xiaoming") is as many readings of one name. */
export function readingsOf(name: string): { script: Script; text: string }[] {
  const readings = new Map<Script, string[]>();
  for (const word of name.normalize('NFKC').split(/[\s()[\]/,;]+/u)) {
    const script = [...word].map(scriptOf).find((known) => known !== null);
    if (!script) continue;
    readings.set(script, [...(readings.get(script) ?? []), word]);
  }
  return [...readings].map(([script, words]) => ({ script, text: words.join(' ') }));
}

/** Capital letters A to Z and spaces; what is no letter (apostrophes aside) parts words. */
export function transliterated(text: string, script: Script): string {
  let upper = text.normalize('NFC').toLocaleUpperCase('en').replaceAll('ẞ', 'SS');
  if (script === 'cyrillic') upper = [...upper].map((letter) => cyrillic[letter] ?? letter).join('');
  if (script === 'greek') {
    upper = upper.normalize('NFD').replace(/\p{M}/gu, '');
    for (const [pair, sound] of greekPairs) upper = upper.replace(pair, sound);
    upper = [...upper].map((letter) => greek[letter] ?? letter).join('');
  }
  return [...upper]
    .map((letter) => latin[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/[\p{M}'’‘`´ʹʼʻ.]/gu, '')
    .replace(/[ƠƯŁĐØÆ]/g, (letter) => latin[letter] ?? letter)
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** What is left of a word without its vowels, in kinds of sounds, alike from Arabic or Hebrew letters and from Latin ones. */
export function skeletonOf(word: string, script: Script): string {
  if (script === 'arabic' || script === 'hebrew') {
    const bare = word.normalize('NFKD').replace(/\p{M}/gu, '').replace(/^ال/, 'ل');
    return [...bare].map((letter) => consonants[letter] ?? '').join('');
  }
  // Arabic writes a doubled sound once.
  return (
    word
      .replace(/(.)\1+/g, '$1')
      .replace(/SCH|SH|CH(?=[^AEIOU])/g, 'S')
      .replace(/KH|CK|Q/g, 'K')
      .replace(/TH/g, 'T')
      .replace(/DH/g, 'D')
      .replace(/GH/g, 'G')
      .replace(/PH/g, 'F')
      .replace(/TZ|TS/g, 'S')
      .replace(/DJ|CH/g, 'J')
      .replace(/P/g, 'B')
      .replace(/C/g, 'K')
      .replace(/V/g, 'B')
      .replace(/X/g, 'KS')
      .replace(/[AEIOUYW]/g, '')
      // A final h is spelt or not ("Fatima", "Fatimah"), as in Arabic it is another letter.
      .replace(/H$/, '')
  );
}
