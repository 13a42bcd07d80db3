import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownAs } from './candidate-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

test.each([
  [
    'a page that claims to be a picture',
    bytes('<html><script>alert(1)</script></html>'),
    'image/png',
    'attachment; filename="answer-1.png"',
  ],
  [
    'a drawing with scripts',
    bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    'image/svg+xml',
    'attachment; filename="answer-1.bin"',
  ],
  ['a page', bytes('<html/>'), 'text/html', 'attachment; filename="answer-1.bin"'],
  ['a document', bytes('%PDF-1.7'), 'application/pdf', 'attachment; filename="answer-1.pdf"'],
])('%s is only saved', (_, file, claimed, disposition) => {
  expect(shownAs(file, 'answer-1', claimed)).toEqual({ type: 'application/octet-stream', disposition });
});

test('a picture is shown, whatever it claims to be', () => {
  expect(shownAs(png, 'answer-1', 'text/html')).toEqual({ type: 'image/png', disposition: 'inline; filename="answer-1.png"' });
});

test.each(['toString', 'constructor', '__proto__', ''])('a type that is called %s is none', (claimed) => {
  expect(shownAs(bytes('x'), 'answer-1', claimed).disposition).toBe('attachment; filename="answer-1.bin"');
});

test('nothing but a picture by its bytes is ever shown in place', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.string(), (file, claimed) => {
      const { type, disposition } = shownAs(file, 'x', claimed);
      if (disposition.startsWith('inline')) expect(['image/png', 'image/jpeg']).toContain(type);
      else expect(type).toBe('application/octet-stream');
      expect(disposition).toMatch(/^(inline|attachment); filename="x\.[a-z]+"$/);
    }),
  );
});
