import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Holder, mrzOf } from '../testing.ts';
import { checkDigit } from './check.ts';
import { decodeMrz, GLYPHS } from './decode.ts';
import { layouts, type MrzFormat } from './layout.ts';
import { isDate, parseMrz } from './parse.ts';

const glyphs = (alphabet: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: min, maxLength: max });
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const date = fc
  .record({ y: fc.integer({ min: 0, max: 99 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 28 }) })
  .map(({ y, m, d }) => [y, m, d].map((part) => String(part).padStart(2, '0')).join(''));
const holder: fc.Arbitrary<Holder> = fc.record({
  surname: glyphs(letters, 2, 12),
  given: glyphs(letters, 2, 12),
  sex: fc.constantFrom('M', 'F', 'X'),
  birth: date,
  expiry: date,
  number: glyphs(`${letters}0123456789`, 5, 9),
  state: glyphs(letters, 3, 3),
  optional: glyphs('0123456789', 0, 5),
});
const format = fc.constantFrom<MrzFormat>('TD1', 'TD2', 'TD3');
/** Every glyph costs 1 but the one that stands there. */
const pricesOf = (lines: readonly string[]) =>
  lines.map((line) => [...line].map((glyph) => Float32Array.from(GLYPHS, (other) => (other === glyph ? 0 : 0.2))));

describe('check digits', () => {
  // Worked examples of Doc 9303 part 3, section 4.9, and part 4, appendix A.
  it.each([
    ['520727', '3'],
    ['AB2134<<<', '5'],
    ['L898902C3', '6'],
    ['ZE184226B<<<<<', '1'],
  ])('of %s is %s', (text, digit) => expect(checkDigit(text)).toBe(digit));

  it('exist for what may stand in a zone only', () => expect(checkDigit('ab')).toBeNull());
});

describe('a zone', () => {
  it('is read as in the example of Doc 9303 part 4', () => {
    const mrz = parseMrz(['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']);
    expect(mrz).toMatchObject({
      valid: true,
      fields: {
        format: 'TD3',
        code: 'P',
        state: 'UTO',
        surname: 'ERIKSSON',
        given: 'ANNA MARIA',
        number: 'L898902C3',
        cut: false,
      },
    });
    expect(mrz?.fields).toMatchObject({ birth: '740812', sex: 'F', expiry: '120415', nationality: 'UTO' });
  });

  it('is read as in the example of Doc 9303 part 5', () => {
    const mrz = parseMrz(['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']);
    expect(mrz).toMatchObject({ valid: true, fields: { format: 'TD1', number: 'D23145890', surname: 'ERIKSSON' } });
  });

  it('is read as in the example of Doc 9303 part 6', () => {
    const mrz = parseMrz(['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']);
    expect(mrz).toMatchObject({ valid: true, fields: { format: 'TD2', number: 'D23145890', given: 'ANNA MARIA' } });
  });

  it('comes back as it was written, in every format', () => {
    fc.assert(
      fc.property(format, holder, (shape, person) => {
        const mrz = parseMrz(mrzOf(shape, person));
        expect(mrz?.valid).toBe(true);
        expect(mrz?.fields).toMatchObject({ format: shape, number: person.number, birth: person.birth, expiry: person.expiry });
        expect(mrz?.fields.surname).toBe(person.surname);
        expect(person.given.startsWith(mrz?.fields.given ?? '?')).toBe(true);
      }),
    );
  });

  it('keeps numbers longer than nine in the optional field', () => {
    const person = { surname: 'A', given: 'B', sex: 'M', birth: '900101', expiry: '300101', state: 'UTO' } as const;
    const mrz = parseMrz(mrzOf('TD1', { ...person, number: 'D23145890734' }));
    expect(mrz).toMatchObject({ valid: true, fields: { number: 'D23145890734' } });
  });

  it('with any one glyph of its checked fields changed to another value is not valid', () => {
    fc.assert(
      fc.property(holder, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (person, at, by) => {
        const [first = '', second = ''] = mrzOf('TD3', { ...person, number: '123456789' });
        const digit = (Number(second[at]) + by) % 10;
        expect(parseMrz([first, second.slice(0, at) + digit + second.slice(at + 1)])?.valid).toBe(false);
      }),
    );
  });

  it('of another shape is none', () => {
    expect(parseMrz(['P<UTO', 'X'])).toBeNull();
    expect(parseMrz([])).toBeNull();
  });

  it('has dates that exist, of which parts may be unknown', () => {
    expect(['740812', '74<<<<', '<<<<<<'].map(isDate)).toEqual([true, true, true]);
    expect(['741332', '7408<2', 'O40812'].map(isDate)).toEqual([false, false, false]);
  });
});

describe('decoding', () => {
  it('leaves a zone alone that is right as seen', () => {
    fc.assert(
      fc.property(format, holder, (shape, person) => {
        const lines = mrzOf(shape, person);
        expect(decodeMrz(layouts[shape], pricesOf(lines))).toMatchObject({ lines, mended: 0, changed: 0 });
      }),
      { numRuns: 40 },
    );
  });

  it('finds the number again when one of its glyphs was taken for a look-alike', () => {
    fc.assert(
      fc.property(holder, fc.integer({ min: 0, max: 7 }), (person, at) => {
        const lines = mrzOf('TD3', { ...person, number: 'B5012O8ZS' });
        const lookalike: Record<string, string> = { B: '8', 5: 'S', 0: 'O', 1: 'I', 2: 'Z', O: '0', 8: 'B', Z: '2', S: '5' };
        const [, second = ''] = lines;
        const right = second[at] ?? '';
        const wrong = lookalike[right] ?? right;
        const prices = pricesOf(lines);
        const cell = prices[1]?.[at];
        if (!cell) throw new Error('there is no such cell');
        // Seen as the look-alike, the right one close behind.
        cell[GLYPHS.indexOf(right)] = 0.02;
        cell[GLYPHS.indexOf(wrong)] = 0;
        expect(decodeMrz(layouts.TD3, prices)?.lines).toEqual(lines);
      }),
      { numRuns: 40 },
    );
  });

  it('never gives a zone whose check digits are wrong', () => {
    const noise = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: GLYPHS.length, maxLength: GLYPHS.length });
    fc.assert(
      fc.property(fc.array(noise, { minLength: 30, maxLength: 30 }), (cells) => {
        const found = decodeMrz(layouts.TD1, [cells, cells.toReversed(), cells]);
        if (found) expect(Object.values(parseMrz(found.lines)?.checks ?? { none: false })).not.toContain(false);
      }),
      { numRuns: 25 },
    );
  });
});
