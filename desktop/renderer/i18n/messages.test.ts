import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { chooseLocale, directionOf, localeIds, locales, type MessageId } from './locales.ts';

const ids = Object.keys(locales.en.messages) as MessageId[];
const placeholders = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name))].toSorted();
/** Something for every placeholder of the catalogue; unused values are ignored. */
const numbers =
  'back count days faces first free hours kbit kilobytes last left lost marked max min minutes missing ms number part parts percent place seconds section sections size sections width x y';
const values = {
  ...Object.fromEntries(numbers.split(' ').map((name) => [name, 3])),
  by: 'ssh',
  exam: 'E',
  letter: 'A',
  light: 'dark',
  megabytes: '8',
  name: 'N',
  names: 'N',
  opens: '12:32',
  signs: 'model',
  time: '12:32',
  title: 'T',
  types: 'text/csv',
  value: '5',
};

describe.each(localeIds)('the catalogue %s', (locale) => {
  const { messages } = locales[locale];
  const intl = createIntl({ locale, messages, onError: (error) => expect.fail(error.message) });

  it('has every message and no other', () => {
    expect(Object.keys(messages).toSorted()).toEqual(ids.toSorted());
  });
  it.each(ids)('%s reads, asks for nothing unknown, and is not empty', (id) => {
    expect(intl.formatMessage({ id }, values).trim()).not.toBe('');
    const english = placeholders(locales.en.messages[id]);
    for (const name of placeholders(messages[id])) expect(english).toContain(name);
  });
});

it('translates all of it into Arabic', () => {
  const same = ids.filter(
    (id) =>
      locales.ar.messages[id] === locales.en.messages[id] && /[a-z]{3}/i.test(locales.en.messages[id].replace(/\{.*\}/g, '')),
  );
  expect(same).toEqual(['app.name']);
});

it('chooses the first language it speaks', () => {
  expect(chooseLocale([null, 'fr-CA', 'ar-EG', 'en'])).toBe('ar');
  expect(chooseLocale([undefined, 'xx'])).toBe('en');
});

it('knows which way a language runs', () => {
  expect(['ar', 'he-IL', 'ur', 'az-Arab'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'rtl']);
  expect(['en', 'hi', 'ur-Latn', 'zh-Hant'].map(directionOf)).toEqual(['ltr', 'ltr', 'ltr', 'ltr']);
});
