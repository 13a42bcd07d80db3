/** Ways in which a content package can be broken: by accident, by other programs, by somebody who means harm. */

import fc from 'fast-check';
import { zipSync } from 'fflate';
import { choiceItem, itemXml, packageFiles, type TestItem } from '../../server/exams/testing.ts';

type Files = Record<string, string | Uint8Array>;

const mapped: TestItem = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response>
<qti-mapping lower-bound="0" default-value="0"><qti-map-entry map-key="A" mapped-value="1"/></qti-mapping></qti-response-declaration>
<qti-template-declaration identifier="N" cardinality="single" base-type="integer"/>
<qti-template-processing><qti-set-template-value identifier="N"><qti-random-integer min="1" max="9"/></qti-set-template-value>
<qti-template-constraint><qti-gt><qti-variable identifier="N"/><qti-base-value base-type="integer">2</qti-base-value></qti-gt></qti-template-constraint></qti-template-processing>`,
  body: `<qti-choice-interaction response-identifier="RESPONSE" max-choices="2">${['A', 'B'].map((id) => `<qti-simple-choice identifier="${id}">${id}</qti-simple-choice>`).join('')}</qti-choice-interaction>`,
  score: 'normal-maximum="1"',
  processing: `<qti-response-condition><qti-response-if><qti-is-null><qti-variable identifier="RESPONSE"/></qti-is-null><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">0</qti-base-value></qti-set-outcome-value></qti-response-if><qti-response-else><qti-set-outcome-value identifier="SCORE"><qti-round-to rounding-mode="decimalPlaces" figures="1"><qti-sum><qti-map-response identifier="RESPONSE"/><qti-divide><qti-variable identifier="N"/><qti-base-value base-type="integer">7</qti-base-value></qti-divide></qti-sum></qti-round-to></qti-set-outcome-value></qti-response-else></qti-response-condition>`,
};
const pattern: TestItem = {
  declarations: '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>',
  body: '<p>Type <qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
  score: 'normal-maximum="1"',
  processing:
    '<qti-response-condition><qti-response-if><qti-pattern-match pattern="(a|aa)+[0-9]*"><qti-variable identifier="RESPONSE"/></qti-pattern-match><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition>',
};

/** A sound package of three items. */
export const soundFiles = (): Files =>
  packageFiles(
    { 'a.xml': itemXml(choiceItem), 'b.xml': itemXml({ ...mapped, id: 'b' }), 'c.xml': itemXml({ ...pattern, id: 'c' }) },
    { 'invigil-cases.json': '{"item":[{"name":"right","responses":{"RESPONSE":["B"]},"score":1}]}' },
  );

/** One change of one text of the package. */
type Mutation = (text: string, at: number, other: number) => string;
const tags = (text: string): RegExpMatchArray[] => [...text.matchAll(/<\/?[a-z][\w-]*/g)];
const attributes = (text: string): RegExpMatchArray[] => [...text.matchAll(/[\w-]+="[^"]*"/g)];
const choose = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

const replaceAt = (text: string, match: RegExpMatchArray | undefined, by: string): string =>
  match?.index === undefined ? text : text.slice(0, match.index) + by + text.slice(match.index + match[0].length);

const mutations: Record<string, Mutation> = {
  cut: (text, at) => text.slice(0, at % (text.length + 1)),
  flip: (text, at, other) => {
    const place = at % Math.max(1, text.length);
    return text.slice(0, place) + String.fromCharCode(1 + (other % 0xff)) + text.slice(place + 1);
  },
  duplicate: (text, at, other) => {
    const [from, to] = [at % text.length, other % text.length].toSorted((a, b) => a - b);
    return text.slice(0, to) + text.slice(from, to) + text.slice(to);
  },
  swapNames: (text, at, other) => {
    const found = tags(text);
    return replaceAt(text, choose(found, at), choose(found, other)?.[0] ?? '<p');
  },
  swapAttributes: (text, at, other) => {
    const found = attributes(text);
    return replaceAt(text, choose(found, at), choose(found, other)?.[0] ?? 'x="y"');
  },
  giantAttribute: (text, at) => replaceAt(text, choose(attributes(text), at), `identifier="${'x'.repeat(200_000)}"`),
  wildNumber: (text, at, other) =>
    replaceAt(
      text,
      choose(attributes(text), at),
      `${choose(['figures', 'n', 'number-repeats', 'max-choices', 'mapped-value'], other)}="${choose(['1e308', '-1', '99999999999', 'NaN', '0'], at + other)}"`,
    ),
  nest: (text, at) => {
    const tag = choose(
      tags(text).filter(([name]) => !name.startsWith('</')),
      at,
    );
    const depth = 50 + (at % 300);
    return tag?.index === undefined
      ? text
      : `${text.slice(0, tag.index)}${'<div>'.repeat(depth)}${'</div>'.repeat(depth)}${text.slice(tag.index)}`;
  },
  nestOperators: (text, at) => {
    const depth = 10 + (at % 200);
    return text.replace(
      /<qti-variable identifier="RESPONSE"\/>/,
      (whole) => `${'<qti-multiple>'.repeat(depth)}${whole}${'</qti-multiple>'.repeat(depth)}`,
    );
  },
  entities: (text) =>
    `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${text.replace('</', '&c;</')}`,
  manyElements: (text, at) => text.replace('</', `${'<b/>'.repeat(1_000 * (1 + (at % 20)))}</`),
};

/** A package with one to four changes in its texts, zipped, and sometimes the zip itself broken. */
export const brokenPackage: fc.Arbitrary<Uint8Array> = fc
  .record({
    changes: fc.array(
      fc.record({ file: fc.nat(), kind: fc.constantFrom(...Object.keys(mutations)), at: fc.nat(), other: fc.nat() }),
      { minLength: 1, maxLength: 4 },
    ),
    dropped: fc.option(fc.nat(), { freq: 8 }),
    damage: fc.option(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { freq: 6 }),
  })
  .map(({ changes, dropped, damage }) => {
    const files = soundFiles();
    const names = Object.keys(files);
    for (const { file, kind, at, other } of changes) {
      const name = choose(names, file) ?? 'a.xml';
      files[name] = mutations[kind]?.(String(files[name]), at, other) ?? '';
    }
    if (dropped !== null) delete files[choose(names, dropped) ?? ''];
    const zipped = zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          typeof content === 'string' ? new TextEncoder().encode(content) : content,
        ]),
      ),
    );
    if (damage !== null) zipped[damage.at % zipped.length] = damage.byte;
    return zipped;
  });

/** Responses of any shape that the journal could hold. */
export const anyResponses: fc.Arbitrary<Record<string, string[]>> = fc.dictionary(
  fc.oneof(fc.constant('RESPONSE'), fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
  fc.array(
    fc.oneof(
      fc.constantFrom(
        'A',
        'B',
        'A B',
        '',
        ' ',
        '1',
        '-0',
        '1e400',
        'NaN',
        'INF',
        '1 2',
        'P1D',
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaX',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string().map((text) => text.repeat(500)),
    ),
    { maxLength: 8 },
  ),
  { maxKeys: 3 },
);
