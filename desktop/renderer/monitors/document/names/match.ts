/**
 * Whether two names can be one person's. Order, particles, missing middle names, marks on letters, a name field that was
 * cut, and the recogniser's usual mistakes cost little; another given name costs much. The answer is never a block:
 * whatever is not `same` is shown to a person.
 */
import { readingsOf, type Script, skeletonOf, transliterated } from './transliterate.ts';

export type NameVerdict = 'same' | 'unsure' | 'different';
export type NameMatch = { verdict: NameVerdict; score: number };

export const SAME = 0.94;
export const UNSURE = 0.7;
/** No word of a name that is called the same may be less like its partner than this. */
const WEAKEST = 0.84;

const particles = new Set(
  (
    'DE DA DO DI DU DEL DELLA DELLE DELLO DEI DOS DAS DES LA LE LES LO VAN VON DER DEN DEM TEN TER ZU ZUR ZUM AF AV AL EL ' +
    'UL AD AN AS BIN BINT BEN IBN ABU ABD ABDUL UMM OULD WULD MAC MC ST SAN SANTA Y E I OF THE JR SR II III IV DON DONA HADJ HAJ SIDI'
  ).split(' '),
);

/** Glyphs that a recogniser takes for one another, and letters that transliterations swap. */
const near = (pairs: string, price: number): [string, number][] =>
  pairs
    .split(' ')
    .flatMap((pair) => [[pair, price] as [string, number], [[...pair].toReversed().join(''), price] as [string, number]]);
const swaps = new Map<string, number>([
  ...near('MH WN WH NH OQ OD OC QG CG UV VY KX IL IT IJ EF PR', 0.35),
  ...near('IY JY SZ CK GK BV VW FV KQ TD GJ JZ', 0.35),
  ...near('AE EI AO OU', 0.9),
]);

/** Weighted edit distance over the longer length, as likeness from 0 to 1. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const x = a[i - 1] ?? '';
      const y = b[j - 1] ?? '';
      const swap = x === y ? 0 : (swaps.get(x + y) ?? 1);
      // A letter written double, or an h that one spelling has, is half a difference.
      const drop = x === a[i - 2] || x === 'H' ? 0.5 : 1;
      const add = y === b[j - 2] || y === 'H' ? 0.5 : 1;
      next[j] = Math.min((row[j] ?? 0) + drop, (next[j - 1] ?? 0) + add, (row[j - 1] ?? 0) + swap);
    }
    row = next;
  }
  return Math.max(0, 1 - (row[b.length] ?? longest) / longest);
}

const digitsAsLetters: Record<string, string> = { 0: 'O', 1: 'I', 2: 'Z', 4: 'A', 5: 'S', 6: 'G', 7: 'T', 8: 'B', 9: 'G' };
/** Spellings of one word that count as one: with and without the second letter of an umlaut. */
const plain = (word: string): string =>
  word.replace(/AE/g, 'A').replace(/OE/g, 'O').replace(/UE/g, 'U').replace(/AA/g, 'A').replace(/IJ/g, 'Y');
/** Romanisations of one sound brought together. */
const sound = (word: string): string =>
  plain(word)
    .replace(/SHCH|SCH|TSCH/g, 'S')
    .replace(/KH/g, 'H')
    .replace(/PH/g, 'F')
    .replace(/OU|OO/g, 'U')
    .replace(/EE/g, 'I')
    .replace(/CK/g, 'K')
    .replace(/X/g, 'KS')
    .replace(/[YJ]/g, 'I')
    .replace(/W/g, 'V')
    .replace(/(.)\1+/g, '$1')
    .replace(/II+/g, 'I');

const wordsOf = (text: string): string[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [...word].map((glyph) => digitsAsLetters[glyph] ?? glyph).join(''));

function wordLikeness(a: string, b: string): number {
  const strict = likeness(a, b);
  if (strict === 1) return 1;
  const [pa, pb] = [plain(a), plain(b)];
  const heard = likeness(sound(a), sound(b));
  return Math.max(strict, pa === pb ? 0.99 : likeness(pa, pb) - 0.01, heard === 1 ? 0.97 : heard - 0.04);
}

type Word = { text: string; weight: number };
const weighed = (words: readonly string[]): Word[] =>
  words.map((text) => ({ text, weight: particles.has(text) ? 0.15 : Math.min(8, Math.max(2, text.length)) / 6 }));

type Options = {
  /** The document's name field is full: its last word may be cut, and words may be missing. */
  cut?: boolean;
};

type Pairing = { score: number; weakest: number; matched: number; covered: number };

/** The best partners for every word of `few` among `many`; neighbouring words may be one ("AL SAYED", "ALSAYED"). */
function paired(few: readonly Word[], many: readonly Word[], cutWord: string | null): Pairing {
  const likenesses = few.map((word) =>
    many.map((other) => {
      const full = wordLikeness(word.text, other.text);
      const [short, long] =
        word.text === cutWord ? [word.text, other.text] : other.text === cutWord ? [other.text, word.text] : ['', ''];
      return short.length > 0 && long.startsWith(short) ? Math.max(full, 0.97) : full;
    }),
  );
  const used = new Set<number>();
  const partner = new Map<number, { at: number; value: number }>();
  const all = likenesses.flatMap((row, i) =>
    row.map((value, at) => ({ i, at, value: value * (few[i]?.weight ?? 1), plainValue: value })),
  );
  for (const { i, at, plainValue } of all.toSorted((a, b) => b.plainValue - a.plainValue || b.value - a.value)) {
    if (partner.has(i) || used.has(at)) continue;
    partner.set(i, { at, value: plainValue });
    used.add(at);
  }
  let sum = 0;
  let weights = 0;
  let weakest = 1;
  let matched = 0;
  few.forEach((word, i) => {
    const value = partner.get(i)?.value ?? 0;
    // A particle that one side leaves out says nothing.
    if (particles.has(word.text) && value < 0.8) return;
    sum += value * word.weight;
    weights += word.weight;
    if (!particles.has(word.text)) {
      weakest = Math.min(weakest, value);
      if (value >= WEAKEST) matched++;
    }
  });
  const total = many.reduce((known, word) => known + word.weight, 0);
  const covered = [...used].reduce((known, at) => known + (many[at]?.weight ?? 0), 0) / Math.max(0.01, total);
  return { score: weights > 0 ? sum / weights : 0, weakest: weights > 0 ? weakest : 0, matched, covered };
}

/** Every way of writing up to three neighbours together, the plain one first. */
function joinings(words: readonly string[]): string[][] {
  const ways: string[][] = [[...words]];
  for (let at = 0; at + 1 < words.length; at++)
    for (const length of [2, 3])
      if (at + length <= words.length)
        ways.push([...words.slice(0, at), words.slice(at, at + length).join(''), ...words.slice(at + length)]);
  return ways;
}

function latinMatch(a: readonly string[], b: readonly string[], cut: boolean): NameMatch {
  const count = (words: readonly string[]) => words.filter((word) => !particles.has(word)).length;
  if (a.length === 0 || b.length === 0) return { verdict: 'unsure', score: 0 };
  let best: NameMatch = { verdict: 'different', score: 0 };
  const cutWord = cut ? (b.at(-1) ?? null) : null;
  for (const left of joinings(a))
    for (const right of left.length === a.length ? joinings(b) : [[...b]]) {
      const leftFew = count(left) < count(right) || (count(left) === count(right) && left.length <= right.length);
      const [few, many] = leftFew ? [left, right] : [right, left];
      const { score: mean, weakest, matched, covered } = paired(weighed(few), weighed(many), cutWord);
      const cover = cut && !leftFew ? 1 : Math.min(1, 0.4 + covered);
      const score = mean * (0.9 + 0.1 * cover);
      const enough = matched >= 2 || (count(a) === 1 && count(b) === 1 && matched === 1);
      const initials = few.some((word) => word.length === 1 && !particles.has(word));
      const sure = score >= SAME && weakest >= WEAKEST && enough && !initials;
      const kept = sure ? score : Math.min(score, SAME - 0.005);
      if (kept > best.score) best = { verdict: sure ? 'same' : kept >= UNSURE ? 'unsure' : 'different', score: kept };
    }
  return best;
}

/** By consonants alone: enough for an agreement, never for a contradiction, since spellings differ too much. */
function skeletonMatch(words: readonly string[], script: Script, latinWords: readonly string[]): NameMatch {
  const bones = (list: readonly string[], of: Script) =>
    list.map((word) => skeletonOf(word, of)).filter((bone) => bone.length > 0);
  const a = bones(words, script);
  const b = bones(
    latinWords.filter((word) => !particles.has(word)),
    'latin',
  ).flatMap((bone) => [bone]);
  const found = a.filter((bone) =>
    b.some((other) => other === bone || `L${other}` === bone || other === bone.replace(/H$/, '') || likeness(other, bone) > 0.85),
  );
  const letters = found.join('').length;
  const sure = a.length >= 2 && found.length === a.length && letters >= 5;
  return { verdict: sure ? 'same' : 'unsure', score: sure ? 0.95 : 0.7 + 0.2 * (found.length / Math.max(1, a.length)) };
}

/**
 * @param registered as the candidate is registered, in any script or in two
 * @param document as the document says it, in Latin letters: surname and given names in any order
 */
export function matchNames(registered: string, document: string, { cut = false }: Options = {}): NameMatch {
  const shown = wordsOf(transliterated(document.replaceAll('<', ' '), 'latin'));
  const results = readingsOf(registered).map(({ script, text }): NameMatch => {
    if (script === 'other') return { verdict: 'unsure', score: UNSURE };
    if (script === 'arabic' || script === 'hebrew') return skeletonMatch(text.split(/[\s\-־]+/u), script, shown);
    return latinMatch(wordsOf(transliterated(text, script)), shown, cut);
  });
  const rank: Record<NameVerdict, number> = { same: 2, unsure: 1, different: 0 };
  // Any reading that agrees is enough; one in a script that cannot be compared does not soften a contradiction.
  const telling = results.filter((_, at) => readingsOf(registered)[at]?.script !== 'other');
  const from = telling.length > 0 ? telling : results;
  return from.toSorted((x, y) => rank[y.verdict] - rank[x.verdict] || y.score - x.score)[0] ?? { verdict: 'unsure', score: 0 };
}

/** The registered name among lines of text from a document without a zone. Not finding it proves nothing. */
export function findName(registered: string, lines: readonly string[]): NameMatch {
  const cleaned = lines.map((line) => transliterated(line, 'latin')).filter((line) => line !== '');
  const words = [...new Set(cleaned.flatMap((line) => line.split(' ')))].slice(0, 120);
  const results = readingsOf(registered)
    .filter(({ script }) => script !== 'other')
    .map(({ script, text }): NameMatch => {
      if (script === 'arabic' || script === 'hebrew') return { verdict: 'unsure', score: UNSURE };
      const wanted = wordsOf(transliterated(text, script)).filter((word) => !particles.has(word));
      if (wanted.length === 0) return { verdict: 'unsure', score: 0 };
      const scores = wanted.map((word) =>
        Math.max(0, ...words.flatMap((other) => [wordLikeness(word, other), wordLikeness(word, wordsOf(other)[0] ?? '')])),
      );
      const mean = scores.reduce((sum, value) => sum + value, 0) / scores.length;
      const sure = wanted.length >= 2 && mean >= SAME && Math.min(...scores) >= WEAKEST;
      return { verdict: sure ? 'same' : 'unsure', score: mean };
    });
  return results.toSorted((a, b) => b.score - a.score)[0] ?? { verdict: 'unsure', score: 0 };
}
