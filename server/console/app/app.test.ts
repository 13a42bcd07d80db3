/// <reference types="node" />
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { consoleRoutes } from '../../../shared/contract/console.ts';
import { SignalKind } from '../../../shared/journal/entry.ts';
import ar from '../messages/ar.json' with { type: 'json' };
import en from '../messages/en.json' with { type: 'json' };
import { addressOf } from './api.ts';
import { clockText } from './format.ts';
import { keyName } from './keyName.ts';
import { faultOf } from './problem.ts';
import { pageAt } from './roles.ts';

/** The names a message needs values for, in every branch. */
function names(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    const inner =
      element.type === TYPE.plural || element.type === TYPE.select
        ? Object.values(element.options).flatMap(({ value }) => names(value))
        : [];
    return [element.value, ...inner];
  });
}

describe('the message catalogues', () => {
  it('hold the same messages with the same values in both languages', () => {
    expect(Object.keys(ar)).toEqual(Object.keys(en));
    const values = (catalogue: Record<string, string>) =>
      Object.fromEntries(Object.entries(catalogue).map(([id, text]) => [id, [...new Set(names(parse(text)))].toSorted()]));
    expect(values(ar)).toEqual(values(en));
  });

  it('are translated: nothing Latin is left in Arabic but names of formats and keys', () => {
    // What only joins values, such as "{by}، {at}", holds no letters of its own.
    const own = (text: string) => text.replace(/\{[^{}]*\}/g, '');
    const left = Object.entries(ar).filter(
      ([id, text]) =>
        !/^(language|finding\.key|wall\.question|picture\.of)/.test(id) &&
        /\p{L}/u.test(own(text)) &&
        !/\p{Script=Arabic}/u.test(text),
    );
    expect(left).toEqual([]);
  });

  it('describe observations and name no suspicion', () => {
    const words = SignalKind.options.map((kind) => en[`cause.${kind}`]).join(' ');
    expect(words).not.toMatch(/suspic|cheat|violat|fraud|guilt/i);
  });
});

describe('addresses', () => {
  it('are the contract’s paths with their parameters escaped', () => {
    expect(addressOf(consoleRoutes.incident, { params: { id: 'a/b c' } })).toBe('/api/console/incidents/a%2Fb%20c');
    expect(addressOf({ method: 'GET', path: '/x', allowed: 'anyone', reply: 'text' }, { query: { at: 5, by: 'ä' } })).toBe(
      '/x?at=5&by=%C3%A4',
    );
  });
});

it('an address belongs to the page with the longest path that it begins with', () => {
  expect(['/results/r1', '/credentials', '/credentials/batches/b1', '/credentialsx', '/'].map(pageAt)).toEqual([
    'results',
    'credentials',
    'batches',
    undefined,
    undefined,
  ]);
});

it('reads a problem off the wire and anything else as internal', () => {
  expect(faultOf({ code: 'conflict', message: 'm', place: 'p' })).toMatchObject({ code: 'conflict', detail: 'm', place: 'p' });
  expect(faultOf({ code: 'no-such-code', message: 'm' })).toMatchObject({ code: 'internal', detail: undefined });
  expect(faultOf('<html>')).toMatchObject({ code: 'internal' });
});

it('writes spans as people read clocks', () => {
  expect([0, 59_999, 60_000, 3_599_000, 3_600_000, -5].map(clockText)).toEqual([
    '0:00',
    '0:59',
    '1:00',
    '59:59',
    '1:00:00',
    '0:00',
  ]);
});

it('names keys by what they write, and by their place where another script is written', () => {
  const press = (key: string, code: string, more = {}) =>
    keyName({ key, code, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });
  expect(press('m', 'Semicolon')).toBe('m');
  expect(press('M', 'KeyM')).toBe('m');
  expect(press('ت', 'KeyJ')).toBe('j');
  expect(press('؟', 'Slash', { shiftKey: true })).toBe('?');
  expect(press('ظ', 'Slash')).toBe('/');
  expect(press('p', 'KeyP', { ctrlKey: true })).toBeNull();
});
