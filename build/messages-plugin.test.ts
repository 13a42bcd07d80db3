import { createIntl } from 'react-intl';
import { expect, test } from 'vitest';
import { compileCatalogue } from './messages-plugin.ts';

const catalogue = {
  plain: 'Saved on this computer',
  named: 'Hello {name}',
  plural: '{count, plural, =0 {No answers} one {# answer} other {# answers}}',
  quoted: "It''s '{'fine'}'",
};

test('compiled messages say what the written ones say', () => {
  const compiled = JSON.parse(compileCatalogue('en.json', JSON.stringify(catalogue)));
  const intl = createIntl({ locale: 'en', messages: compiled });
  const say = (id: keyof typeof catalogue, values = {}) => intl.formatMessage({ id }, values);
  expect(say('plain')).toBe('Saved on this computer');
  expect(say('named', { name: 'Ada' })).toBe('Hello Ada');
  expect([0, 1, 2].map((count) => say('plural', { count }))).toEqual(['No answers', '1 answer', '2 answers']);
  expect(say('quoted')).toBe("It's {fine}");
});

test('a broken message fails with its file and its name', () => {
  expect(() => compileCatalogue('ar.json', '{"broken": "{count, plural, one {x}"}')).toThrow(/ar\.json: message "broken"/);
  expect(() => compileCatalogue('ar.json', '{"nested": {"a": "b"}}')).toThrow();
});
