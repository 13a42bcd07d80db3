import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohortOf, countsBy } from './cohort.ts';
import { didWebOf, documentUrlOf, faultOfDid, usualDid } from './did.ts';
import { runsOf } from './fonts.ts';
import { compareNames, doubtsOfName, faultOfName, mixedWords } from './names.ts';

describe('did:web', () => {
  test.each([
    ['https://exam.example.org', 'did:web:exam.example.org', 'https://exam.example.org/.well-known/did.json'],
    ['https://example.org:8443/exams/mm', 'did:web:example.org%3A8443:exams:mm', 'https://example.org:8443/exams/mm/did.json'],
  ])('%s is %s', (url, did, document) => {
    expect(didWebOf(url)).toBe(did);
    expect(faultOfDid(did)).toBeNull();
    expect(documentUrlOf(did)).toBe(document);
    expect(usualDid(url)).toBe(did);
  });
  test.each(['http://127.0.0.1:4310', 'https://127.0.0.1', 'http://exam.example.org'])('%s can speak for no domain', (url) =>
    expect(usualDid(url)).toBe('did:key'),
  );
});

describe('names', () => {
  test.each(['a\u0000b', 'a\u202Eb', 'a\u200Bb', 'a\u2066b', ' a', '', 'e\u0301', 'x'.repeat(201)])('%j is not signed', (name) =>
    expect(faultOfName(name)).not.toBeNull(),
  );
  test.each(['Ada Lovelace', 'Γιώργος', 'أمينة محمد', 'می\u200Cخواهم', "O'Brien-Smith", '山田 太郎', 'é'])('%s is', (name) =>
    expect(faultOfName(name)).toBeNull(),
  );
  test('a letter of another alphabet inside of a word is seen', () => {
    expect(mixedWords('Аda Lovelace')).toEqual(['Аda']);
    expect(mixedWords('山田タロウ Taro')).toEqual([]);
    expect(doubtsOfName('Ada')).toEqual([]);
  });
  test.each([
    ['Ada', 'Ada', 'same'],
    ['ADA lovelace', 'Ada Lovelace', 'written-otherwise'],
    ['Jose', 'José', 'written-otherwise'],
    ['Иван', 'Ivan', 'other-alphabet'],
    ['Ada King', 'Ada Lovelace', 'other-name'],
  ] as const)('%s beside %s: %s', (asked, known, verdict) => expect(compareNames(asked, known)).toBe(verdict));
});

describe('the cohort', () => {
  const Country = fc.constantFrom('KE', 'GR', 'BR', 'IN', 'US', 'DE', 'ZA');
  test('no shown group is smaller than the least, and all are counted or none', () => {
    fc.assert(
      fc.property(fc.array(Country, { maxLength: 60 }), fc.integer({ min: 2, max: 9 }), (countries, least) => {
        const rows = countsBy(countries, 'country', least);
        expect(rows.every(({ count }) => count >= least)).toBe(true);
        expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(countries.length >= least ? countries.length : 0);
        expect(new Set(rows.map(({ country }) => country)).size).toBe(rows.length);
      }),
    );
  });
  test('nobody is named who did not ask', () => {
    const Member = fc.record({
      learner: fc.uuid(),
      credential: fc.uuid(),
      name: fc.string({ minLength: 1 }),
      country: Country,
      programme: fc.constantFrom('A', 'B'),
      listed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(Member), (members) => {
        const named = cohortOf(members).names.map(({ credential }) => credential);
        expect(named.toSorted()).toEqual(members.flatMap(({ listed, credential }) => (listed ? [credential] : [])).toSorted());
      }),
    );
  });
});

test('a certificate draws each script in its font, from the right where that is how it is read', () => {
  expect(runsOf('Łukasz Nowak')?.map(({ font }) => font)).toEqual(['latin-ext', 'latin']);
  expect(runsOf('أمينة محمد')).toEqual([{ text: 'أمينة محمد', font: 'arabic', rightToLeft: true }]);
  expect(runsOf('محمد Khan')?.map(({ text }) => text)).toEqual([' Khan', 'محمد']);
  expect(runsOf('山田')).toBeNull();
});
