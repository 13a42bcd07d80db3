import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawn } from './allowed.ts';
import { plainText } from './plain-text.ts';

it('lets no event handler, style, link or foreign address through', () => {
  const attributes = { onclick: 'x()', style: 'color:red', href: 'https://example.org', class: 'a', id: 'b', lang: 'fr' };
  expect(drawn('p', attributes)).toEqual({ as: 'element', tag: 'p', props: { lang: 'fr' } });
});

it('draws pictures that travel inside the form, and no others', () => {
  expect(drawn('img', { src: 'data:image/png;base64,AAAA' })).toMatchObject({ as: 'element', props: { alt: '' } });
  for (const src of ['https://example.org/a.png', 'data:text/html,x', 'javascript:alert(1)', '']) {
    expect(drawn('img', { src })).toEqual({ as: 'nothing' });
  }
});

it('drops what runs with all its text, and keeps the words of unknown elements', () => {
  const content = [
    { tag: 'SCRIPT', children: ['alert(1)'] },
    { tag: 'blink', children: ['Careful: ', { tag: 'style', children: ['p{}'] }, { tag: 'em', children: ['read on'] }] },
  ];
  expect(plainText(content)).toBe('Careful: read on');
});

it('never takes a name of the language itself for an allowed one', () => {
  fc.assert(
    fc.property(fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty'), (name) => {
      expect(drawn(name, {})).toEqual({ as: 'children' });
      expect(drawn('p', { [name]: 'x' })).toEqual({ as: 'element', tag: 'p', props: {} });
    }),
  );
});
