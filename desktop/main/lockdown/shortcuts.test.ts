import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHeldBack } from './shortcuts.ts';

type Held = { control?: boolean; alt?: boolean; meta?: boolean };
const press = (key: string, held: Held = {}): boolean => isHeldBack({ key, control: false, alt: false, meta: false, ...held });
const control = { control: true };
const alt = { alt: true };

test('typing is never held back, on any keyboard', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), (key) => !press(key)));
  for (const key of ['Tab', 'Enter', 'Escape', ' ', 'ArrowLeft', 'Backspace', 'PageDown', 'F2', 'Dead', 'Process']) {
    expect(press(key), key).toBe(false);
  }
  expect(press('@', { control: true, alt: true }), 'AltGr').toBe(false);
});

test('editing and zooming pass with Control and with Command', () => {
  for (const key of ['a', 'C', 'v', 'x', 'z', 'y', '0', '+', '-', '=', 'ArrowLeft', 'Home', 'Backspace', 'Control']) {
    expect(press(key, control), key).toBe(false);
    expect(press(key, { meta: true }), key).toBe(false);
  }
});

test.each(['t', 'n', 'w', 'r', 'p', 's', 'o', 'u', 'j', 'i', 'I', 'l', 'f', 'h', 'q', 'Tab', 'F4', 'PageDown', '1'])(
  'Control or Command with %s is held back',
  (key) => {
    expect(press(key, control)).toBe(true);
    expect(press(key, { meta: true })).toBe(true);
  },
);

test('reload, developer tools, help, history and closing are held back', () => {
  for (const key of ['F1', 'F5', 'F11', 'F12', 'PrintScreen', 'BrowserBack', 'LaunchMail']) expect(press(key), key).toBe(true);
  for (const key of ['ArrowLeft', 'ArrowRight', 'F4', 'Home', ' ']) expect(press(key, alt), key).toBe(true);
  expect(press('n', alt), 'a shortcut of the exam itself').toBe(false);
});
