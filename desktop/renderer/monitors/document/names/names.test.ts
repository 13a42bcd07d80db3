import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findName, likeness, matchNames, SAME } from './match.ts';
import { readingsOf, transliterated } from './transliterate.ts';

describe('letters of the zone', () => {
  // Doc 9303 part 3, section 6, tables A and B; Greek as ELOT 743.
  it.each([
    ['Jürgen Müller', 'latin', 'JUERGEN MUELLER'],
    ['Åse Bjørnstad', 'latin', 'AASE BJOERNSTAD'],
    ["Seán O'Connor-Ní Bhriain", 'latin', 'SEAN OCONNOR NI BHRIAIN'],
    ['Nguyễn Thị Hương', 'latin', 'NGUYEN THI HUONG'],
    ['Łucja Żółkiewska', 'latin', 'LUCJA ZOLKIEWSKA'],
    ['Weiß', 'latin', 'WEISS'],
    ['Щербаков Юлия', 'cyrillic', 'SHCHERBAKOV IULIIA'],
    ['Ελένη Παπαδοπούλου', 'greek', 'ELENI PAPADOPOULOU'],
  ] as const)('%s (%s) is %s', (name, script, written) => expect(transliterated(name, script)).toBe(written));

  it('are A to Z, digits and spaces, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(transliterated(text, 'latin')).toMatch(/^[A-Z0-9 ]*$/);
      }),
    );
  });

  it('are told apart where a name is written twice', () => {
    expect(readingsOf('王小明 (Wang Xiaoming)')).toEqual([
      { script: 'other', text: '王小明' },
      { script: 'latin', text: 'Wang Xiaoming' },
    ]);
  });
});

const same: [registered: string, document: string][] = [
  ['Anna Maria Eriksson', 'ERIKSSON ANNA MARIA'],
  ['Thị Hương Nguyễn', 'NGUYEN THI HUONG'],
  ["Seán O'Connor", 'OCONNOR SEAN PATRICK'],
  ['Jürgen Müller', 'MUELLER JUERGEN'],
  ['Jurgen Muller', 'MUELLER JUERGEN'],
  ['João Pedro da Silva Santos', 'DA SILVA SANTOS JOAO PEDRO'],
  ['Fatima Al-Sayed', 'AL SAYED FATIMA ZAHRA'],
  ['Fatima Alsayed', 'AL SAYED FATIMA'],
  ['Chukwuemeka Okonkwo', 'OKONKHO CHUKNUEMEKA OBINNA'],
  ['María García', 'GARCIA HERNANDEZ MARIA DEL CARMEN'],
  ['Jan van der Berg', 'VANDERBERG JAN'],
  ['Ludwig von Beethoven', 'BEETHOVEN LUDWIG'],
  ['Сергей Иванов', 'IVANOV SERGEI'],
  ['Sergey Ivanov', 'IVANOV SERGEI'],
  ['Ελένη Παπαδοπούλου', 'PAPADOPOULOU ELENI'],
  ['王小明 (Wang Xiaoming)', 'WANG XIAOMING'],
  ['فاطمة السيد', 'ALSAYED FATIMA'],
  ['Mohamed Hassan', 'HASSAN MOHAMMED'],
];

describe('one person', () => {
  it.each(same)('%s is %s', (registered, document) => {
    const { verdict, score } = matchNames(registered, document);
    expect(verdict).toBe('same');
    expect(score).toBeGreaterThanOrEqual(SAME);
  });

  it('whose name did not fit the zone', () => {
    expect(matchNames('Papandropoulou Margaritta Konstantina', 'PAPANDROPOULOU MARGARITTA KONST', { cut: true }).verdict).toBe(
      'same',
    );
  });

  const word = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIKLMNOPRSTUVYZ'), minLength: 3, maxLength: 10 });
  it('in any order, and whatever the marks and cases', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), fc.integer(), (words, turn) => {
        const by = Math.abs(turn) % words.length;
        const moved = [...words.slice(by), ...words.slice(0, by)].join(' ');
        const plain = words.join(' ');
        expect(matchNames(plain.toLowerCase(), moved).verdict).toBe('same');
      }),
    );
  });
});

describe('not surely one person', () => {
  it.each([
    ['Anna Karin Eriksson', 'ERIKSSON ANNA MARIA'],
    ['John Smith', 'SMITH JOAN'],
    ['Maria Garcia', 'GARCIA MARIO'],
    ['Paul Wang', 'WANG PAULA'],
    ['J. Smith', 'SMITH JOHN'],
    ['Madonna', 'CICCONE MADONNA'],
    ['王小明', 'WANG XIAOMING'],
    ['محمد حسن', 'KHAN ALI'],
    ['', 'SMITH JOHN'],
    ['John Smith', ''],
  ])('%s and %s are for a person to look at', (registered, document) => {
    expect(matchNames(registered, document).verdict).toBe('unsure');
  });

  it.each([
    ['Mike Kelly', 'KELLY TRENT'],
    ['Сергей Иванов', 'PETROV SERGEI'],
    ['Amina Rahman', 'OKAFOR BLESSING'],
  ])('%s and %s are different', (registered, document) => expect(matchNames(registered, document).verdict).toBe('different'));
});

describe('likeness of words', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), maxLength: 12 });
  it('is 1 for a word itself, symmetric, and between 0 and 1', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(likeness(a, a)).toBe(1);
        const value = likeness(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(Math.abs(value - likeness(b, a))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('a name among printed lines', () => {
  const lines = ['UTOPIA CITY CARD SPECIMEN', 'OKONKWO', 'CHUKWUEMEKA OBINNA', '18.07.1995', 'B50123786'];
  it('is found', () => expect(findName('Chukwuemeka Okonkwo', lines).verdict).toBe('same'));
  it('is never said to be another one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (name) => {
        expect(findName(name, lines).verdict).not.toBe('different');
      }),
    );
  });
});
