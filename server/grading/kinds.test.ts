/** Questions with pictures to fill and join, recordings, buttons, files and drawings: taken in, handed out, answered, marked. */
import { describe, expect, test } from 'vitest';
import { FILE_BYTES, formatFile } from '../../shared/assessment/files.ts';
import { interactionsOf, validateResponses } from '../../shared/assessment/validate.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { deliverItem, mapForward } from '../exams/index.ts';
import { oneItem, type TestItem } from '../exams/testing.ts';
import { gradeDelivered } from './grade.ts';

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"/>';
const img = '<img src="../p.svg" width="100" height="100" alt="A map"/>';
const declare = (cardinality: string, baseType: string, inside = ''): string =>
  `<qti-response-declaration identifier="RESPONSE" cardinality="${cardinality}" base-type="${baseType}">${inside}</qti-response-declaration>`;
const correct = (...values: string[]): string =>
  `<qti-correct-response>${values.map((value) => `<qti-value>${value}</qti-value>`).join('')}</qti-correct-response>`;
const spot = (id: string, coords: string, name = 'qti-associable-hotspot'): string =>
  `<${name} identifier="${id}" shape="rect" coords="${coords}" match-max="1" hotspot-label="Place ${id}"/>`;
const score = (test: string): string =>
  `<qti-response-condition><qti-response-if>${test}<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition>`;

type Case = { name: string; item: TestItem; right: Responses; wrong: Responses; bad: Responses };
const wav = new Uint8Array([...'RIFF....WAVE'].map((char) => char.charCodeAt(0)));
const cases: Case[] = [
  {
    name: 'graphic gap match',
    item: {
      declarations: declare('multiple', 'directedPair', correct('well north', 'tent east')),
      body: `<qti-graphic-gap-match-interaction response-identifier="RESPONSE">${img}
<qti-gap-text identifier="well" match-max="1">Well</qti-gap-text><qti-gap-img identifier="tent" match-max="2"><img src="../p.svg" alt="Tent"/></qti-gap-img>
${spot('east', '50,50,60,60')}${spot('north', '0,0,10,10')}</qti-graphic-gap-match-interaction>`,
    },
    right: { RESPONSE: ['tent east', 'well north'] },
    wrong: { RESPONSE: ['tent north'] },
    bad: { RESPONSE: ['tent north', 'well north'] },
  },
  {
    name: 'graphic associate',
    item: {
      declarations: declare('multiple', 'pair', correct('a b')),
      body: `<qti-graphic-associate-interaction response-identifier="RESPONSE" max-associations="1">${img}
${spot('b', '50,50,60,60')}${spot('a', '0,0,10,10')}${spot('c', '0,50,10,60')}</qti-graphic-associate-interaction>`,
    },
    right: { RESPONSE: ['b a'] },
    wrong: { RESPONSE: ['a c'] },
    bad: { RESPONSE: ['a a'] },
  },
  {
    name: 'position object',
    item: {
      declarations: declare(
        'single',
        'point',
        '<qti-area-mapping default-value="0"><qti-area-map-entry shape="circle" coords="50,50,10" mapped-value="1"/></qti-area-mapping>',
      ),
      body: `<qti-position-object-stage>${img}<qti-position-object-interaction response-identifier="RESPONSE" max-choices="1"><img src="../p.svg" width="10" height="10" alt="Tent"/></qti-position-object-interaction></qti-position-object-stage>`,
      processing: 'map_response_point',
    },
    right: { RESPONSE: ['52 48'] },
    wrong: { RESPONSE: ['5 5'] },
    bad: { RESPONSE: ['500 5'] },
  },
  {
    name: 'media',
    item: {
      declarations: declare('single', 'integer'),
      body: `<qti-media-interaction response-identifier="RESPONSE" autostart="false" max-plays="2"><audio src="../s.wav" aria-label="A heart beat"/></qti-media-interaction>`,
      processing: score(
        '<qti-gt><qti-variable identifier="RESPONSE"/><qti-base-value base-type="integer">0</qti-base-value></qti-gt>',
      ),
      score: 'normal-maximum="1"',
    },
    right: { RESPONSE: ['1'] },
    wrong: { RESPONSE: ['0'] },
    bad: { RESPONSE: ['3'] },
  },
  {
    name: 'end attempt',
    item: {
      declarations: declare('single', 'boolean'),
      body: '<p>Is it in the table? <qti-end-attempt-interaction response-identifier="RESPONSE" title="It is not"/></p>',
      processing: score('<qti-variable identifier="RESPONSE"/>'),
      score: 'normal-maximum="1"',
    },
    right: { RESPONSE: ['true'] },
    wrong: {},
    bad: { RESPONSE: ['maybe'] },
  },
  {
    name: 'upload',
    item: {
      declarations: declare('single', 'file'),
      body: '<qti-upload-interaction response-identifier="RESPONSE" type="text/csv"/>',
      processing: score('<qti-not><qti-is-null><qti-variable identifier="RESPONSE"/></qti-is-null></qti-not>'),
      score: 'normal-maximum="1"',
    },
    right: { RESPONSE: [formatFile({ hash: 'a'.repeat(64), bytes: 12, type: 'text/csv', name: 'a b.csv' })] },
    wrong: {},
    bad: { RESPONSE: [formatFile({ hash: 'a'.repeat(64), bytes: FILE_BYTES + 1, type: 'text/csv', name: 'a.csv' })] },
  },
  {
    name: 'drawing',
    item: {
      declarations: declare('single', 'file'),
      body: `<qti-drawing-interaction response-identifier="RESPONSE">${img}</qti-drawing-interaction>`,
      processing: score('<qti-not><qti-is-null><qti-variable identifier="RESPONSE"/></qti-is-null></qti-not>'),
      score: 'normal-maximum="1"',
    },
    right: { RESPONSE: [formatFile({ hash: 'a'.repeat(64), bytes: 12, type: 'image/png', name: 'drawing.png' })] },
    wrong: {},
    bad: { RESPONSE: [formatFile({ hash: 'a'.repeat(64), bytes: 12, type: 'text/html', name: 'x' })] },
  },
];

describe.each(cases)('$name', ({ item: made, right, wrong, bad }) => {
  const files = { 'p.svg': picture, 's.wav': wav };

  test('scores what is right, not what is wrong, and nothing that its screen cannot produce', async () => {
    const { item } = await oneItem(made, files);
    for (const seed of ['one', 'two']) {
      const scored = (responses: Responses) => gradeDelivered(item, seed, mapForward(item, seed, responses));
      expect(scored(right)).toMatchObject({ score: 1, max: 1 });
      expect(scored(wrong).score).toBe(0);
      const refused = scored(bad);
      expect(refused.score).toBe(0);
      expect(refused.trace[0]).toContain('Not scored');
      expect(validateResponses(deliverItem(item, seed), mapForward(item, seed, right))).toEqual([]);
    }
  });

  test("hands out no name of the author's and no file name", async () => {
    const { item } = await oneItem(made, files);
    const text = JSON.stringify(deliverItem(item, 'secret'));
    for (const name of ['RESPONSE', 'well north', '"well"', '"tent"', '"north"', '"east"', 'p.svg', 's.wav'])
      expect(text).not.toContain(name);
  });
});

test('regions come in reading order, whatever order the author wrote them in', async () => {
  const { item } = await oneItem(cases[0]?.item ?? { declarations: '', body: '' }, { 'p.svg': picture });
  const [interaction] = interactionsOf(item.content);
  expect(interaction && 'regions' in interaction ? interaction.regions.map(({ id }) => id) : []).toEqual(['north', 'east']);
});
