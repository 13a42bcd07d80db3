import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { medalPng, medalSvg } from '../../server/credentials/artwork.ts';
import { bakePng, bakeSvg } from '../../server/credentials/bake.ts';
import { fromPng, fromSvg } from './unbake.ts';

describe('baking', () => {
  const Json = fc.json().map((text) => JSON.stringify({ text, tricky: ']]> <!-- & $& ]]' }));
  test('what goes into a picture comes out of it', () => {
    fc.assert(
      fc.property(Json, (json) => {
        expect(JSON.parse(fromPng(bakePng(medalPng(), json)))).toEqual(JSON.parse(json));
        expect(JSON.parse(fromSvg(bakeSvg(medalSvg('P & Q <1>', 'I'), json)))).toEqual(JSON.parse(json));
      }),
      { numRuns: 50 },
    );
  });
  test('what is no picture is refused', () => {
    expect(() => bakePng(deflateSync('x'), '{}')).toThrow('no PNG');
    expect(() => bakeSvg('<html/>', '{}')).toThrow('no SVG');
  });
});
