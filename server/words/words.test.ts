import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import ar from './ar.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import { languageOf, languages, say, sayCause, sayProblem } from './index.ts';

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

test('every language says everything, with the same values and in its own letters', () => {
  expect(Object.keys(ar).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const [id, text] of Object.entries(en)) {
    const other: string = Reflect.get(ar, id);
    expect(names(other), id).toEqual(names(text));
    expect(other.replace(/\{\w+\}/g, ''), id).not.toMatch(/[A-Za-z]/);
  }
});

test('a language is found in a tag and in a header by its weights', () => {
  expect(['ar', 'ar-EG', 'EN-gb', 'sw', '', null].map(languageOf)).toEqual(['ar', 'ar', 'en', null, null, null]);
  expect(languageOf('sw, en;q=0.3, ar-EG;q=0.8')).toBe('ar');
  expect(languageOf('ar;q=0, en;q=0.1')).toBe('en');
});

test('values keep their own direction within a language from right to left', () => {
  expect(say('en', 'letter.to', { name: 'Amina' })).toBe('To Amina');
  expect(say('ar', 'letter.to', { name: 'Amina' })).toBe('إلى \u2068Amina\u2069');
  expect(languages.map((language) => say(language, 'letter.issued')).every(Boolean)).toBe(true);
});

test('what learners are refused with is said in the language they ask for; everything else stays', () => {
  expect(sayProblem('ar-EG,en;q=0.5', 'The exam has begun. Nothing was changed.')).toBe('بدأ الامتحان. لم يتغيّر شيء.');
  expect(sayProblem('ar', 'There is no credential c1.')).toBe('لا توجد شهادة \u2068c1\u2069.');
  expect(sayProblem('ar', 'There is no learner l1.')).toBe('There is no learner l1.');
  expect(sayProblem(undefined, 'The exam has begun. Nothing was changed.')).toBe('The exam has begun. Nothing was changed.');
});

test('what learners are refused with stands in the sources in just these words', () => {
  const server = path.dirname(import.meta.dirname);
  const sources = globSync('{registrations,release,pathways,credentials,programmes,platform}/**/*.ts', { cwd: server })
    .map((file) => readFileSync(path.join(server, file), 'utf8'))
    .join('\n');
  for (const [id, text] of Object.entries(en).filter(([id]) => id.startsWith('problem.')))
    for (const literal of text.replace(/ Nothing was changed\.$/, '').split(/\{\w+\}/))
      expect(sources, `${id}: ${literal}`).toContain(literal);
});

test('causes are said anew, one inside another, and words of people stay', () => {
  expect(sayCause('en', 'Refused: result invalidated')).toBe('Refused: result invalidated');
  expect(sayCause('ar', 'Refused: result invalidated')).toBe('رُفض: \u2068أُبطلت النتيجة\u2069');
  expect(sayCause('ar', 'result final, in base')).toBe('\u2068صارت النتيجة نهائية\u2069، في \u2068base\u2069');
  expect(sayCause('ar', 'Issued to a namesake.')).toBe('Issued to a namesake.');
});
