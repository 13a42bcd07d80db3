import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deliver, deliverItem } from './deliver.ts';
import { drawnItems } from './drawn.ts';
import type { Wanted } from './fill.ts';
import { importPackage } from './import.ts';
import { choiceItem, itemXml, oneItem, packageFiles, type TestItem, zipOf } from './testing.ts';

const good = itemXml(choiceItem);
const set = (expression: string): string => `<qti-set-outcome-value identifier="SCORE">${expression}</qti-set-outcome-value>`;
const orderGivenAway: Partial<TestItem> = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="ordered" base-type="identifier"><qti-correct-response>
<qti-value>A</qti-value><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>`,
  body: `<qti-order-interaction response-identifier="RESPONSE"><qti-simple-choice identifier="A">1</qti-simple-choice>
<qti-simple-choice identifier="B">2</qti-simple-choice></qti-order-interaction>`,
};
const hotspotWithout: Partial<TestItem> = {
  body: `<qti-hotspot-interaction response-identifier="RESPONSE"><img src="x.png" width="10" height="10"/>
<qti-hotspot-choice identifier="B" shape="rect" coords="0,0,5,5" hotspot-label="B"/></qti-hotspot-interaction>`,
};
const importing = async (files: Record<string, string | Uint8Array>) => {
  const { exam, problems } = await importPackage(zipOf(files));
  expect(exam === null).toBe(problems.length > 0);
  return problems;
};
const problemsOf = (item: Partial<TestItem>) =>
  importing(packageFiles({ 'items/item.xml': itemXml({ ...choiceItem, ...item }) }));

describe('a good package', () => {
  test('imports whole, and to the same exam every time', async () => {
    const zipped = zipOf(packageFiles({ 'items/item.xml': good }));
    const { exam, items, problems } = await importPackage(zipped);
    expect(problems).toEqual([]);
    expect(items).toBe(1);
    expect(exam?.id).toMatch(/^exam-[0-9a-f]{20}$/);
    expect((await importPackage(zipped)).exam).toEqual(exam);
  });
  test('an exam of another key is another exam', async () => {
    const other = good.replace('<qti-value>B<', '<qti-value>A<');
    const [first, second] = await Promise.all(
      [good, other].map((xml) => importPackage(zipOf(packageFiles({ 'items/item.xml': xml })))),
    );
    expect(first?.exam?.id).not.toBe(second?.exam?.id);
  });
});

describe('a package of QTI 2.1', () => {
  const V2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"';
  const item = `<assessmentItem ${V2} identifier="old" title="Old" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody><p>Which <b>one</b>?</p><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">
<simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B" fixed="true">b</simpleChoice></choiceInteraction></itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>`;
  const files = (xml: string) => ({
    ...packageFiles({ 'i.xml': xml }),
    'test.xml': `<assessmentTest ${V2} identifier="t" title="T"><testPart identifier="p" navigationMode="nonlinear" submissionMode="individual">
<assessmentSection identifier="s" title="S" visible="true"><assessmentItemRef identifier="r" href="i.xml"/></assessmentSection></testPart></assessmentTest>`,
  });
  test('imports by its names', async () => {
    const { exam, problems } = await importPackage(zipOf(files(item)));
    expect(problems).toEqual([]);
    const made = exam?.sections[0]?.items[0];
    expect(made?.responses).toEqual([{ id: 'RESPONSE', cardinality: 'single', baseType: 'identifier' }]);
    expect(made?.marking).toMatchObject({ max: 1, responses: [{ correct: ['B'] }] });
    expect(JSON.stringify(made?.content)).toContain('"interaction":"choice"');
  });
  test('is told what is wrong by line, like any other', async () => {
    const problems = await importing(
      files(
        item
          .replace('maxChoices="1"', 'maxChoices="some"')
          .replace('"single" baseType="identifier"', '"multiple" baseType="identifier"'),
      ),
    );
    expect(problems).toContainEqual({ file: 'i.xml', line: 4, message: expect.stringContaining('max-choices="some"') });
  });
});

describe('a package that cannot be opened', () => {
  test('what is no zip is told', async () => {
    expect(await importPackage(new TextEncoder().encode('hello'))).toMatchObject({ exam: null, problems: [{ file: 'package' }] });
  });
  test('a zip that was cut off is told', async () => {
    const zipped = zipOf(packageFiles({ 'items/item.xml': good }));
    expect((await importPackage(zipped.subarray(0, zipped.length - 200))).problems).not.toEqual([]);
  });
  test('a file that unpacks to a thousand times its size is not opened', async () => {
    const problems = await importing(packageFiles({ 'items/item.xml': good }, { 'bomb.bin': new Uint8Array(20_000_000) }));
    expect(problems).toEqual([expect.objectContaining({ file: 'bomb.bin', message: expect.stringContaining('times its size') })]);
  });
  test.each(['../evil.xml', 'items/../../evil.xml', '/etc/evil.xml', 'C:/evil.xml', 'items\\evil.xml'])(
    'the path %s is refused',
    async (name) => {
      const problems = await importing(packageFiles({ 'items/item.xml': good }, { [name]: 'x' }));
      expect(problems).toEqual([expect.objectContaining({ file: name })]);
    },
  );
  test('too many files are refused before they are read', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`f${i}`, '']));
    expect(await importing(many)).toEqual([expect.objectContaining({ message: expect.stringContaining('at most 5000') })]);
  });
});

describe('broken content is told with file and line', () => {
  test.each<[string, string, number]>([
    ['not well-formed', good.replace('</qti-prompt>', '</qti-promt>'), 6],
    ['DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>\n${good}`, 1],
    ['is not well-formed XML', good.replace('Apples', 'Apples &nbsp;'), 7],
    ['<qti-portable-custom-interaction> is not', good.replaceAll('qti-choice-interaction', 'qti-portable-custom-interaction'), 5],
    ['The response "OTHER" is not declared', good.replace('response-identifier="RESPONSE"', 'response-identifier="OTHER"'), 5],
    ['"A" is used twice', good.replace('identifier="B">B', 'identifier="A">B'), 8],
    ['<script> is not allowed', good.replace('Apples', '<script>alert(1)</script>'), 7],
    ['onclick', good.replace('Apples', '<b onclick="x()">Apples</b>'), 7],
    ['stands where <qti-assessment-item> is expected', '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>', 1],
    ['is not a number', good.replace('base-type="float"', 'base-type="float" normal-maximum="many"'), 3],
    [
      'needs exactly two',
      good.replace(/<qti-choice[\s\S]*choice-interaction>/, '<qti-match-interaction response-identifier="RESPONSE"/>'),
      5,
    ],
  ])('%s', async (message, xml, line) => {
    const problems = await importing(packageFiles({ 'items/item.xml': xml }));
    expect(problems).toContainEqual({ file: 'items/item.xml', line, message: expect.stringContaining(message) });
  });

  test('an item that is missing from the package', async () => {
    const { 'items/item.xml': _, ...files } = packageFiles({ 'items/item.xml': good });
    expect(await importing(files)).toContainEqual({
      file: 'test.xml',
      line: 3,
      message: expect.stringContaining('"items/item.xml" is not in the package'),
    });
  });
  test('two items of one identifier', async () => {
    const problems = await importing(packageFiles({ 'a.xml': good, 'b.xml': good }));
    expect(problems).toEqual([{ file: 'b.xml', line: 1, message: expect.stringContaining('also used by a.xml') }]);
  });
  test('a manifest that is missing, or lists no test', async () => {
    expect(await importing({ 'test.xml': '<a/>' })).toEqual([expect.objectContaining({ file: 'imsmanifest.xml', line: null })]);
    const files = packageFiles({ 'items/item.xml': good });
    const manifest = String(files['imsmanifest.xml']).replace('imsqti_test_xmlv3p0', 'webcontent');
    expect(await importing({ ...files, 'imsmanifest.xml': manifest })).toEqual([
      expect.objectContaining({ file: 'imsmanifest.xml' }),
    ]);
  });
  test.each([
    ['a response that nothing fills', { body: '<p>No question.</p>' }, 'no interaction fills it'],
    ['an unknown template', { processing: 'guess' }, 'is not known'],
    ['a template without what it needs', { processing: 'map_response' }, 'needs a <qti-mapping>'],
    [
      'an unknown operator',
      { processing: set('<qti-statistics/>'), score: 'normal-maximum="1"' },
      'is not an expression that is supported',
    ],
    [
      'too few operands',
      { processing: set('<qti-divide><qti-null/></qti-divide>'), score: 'normal-maximum="1"' },
      'has 1 operands; it takes 2',
    ],
    [
      'an unknown variable',
      { processing: set('<qti-variable identifier="X"/>'), score: 'normal-maximum="1"' },
      'names nothing that is declared',
    ],
    ['an unknown best score', { processing: set('<qti-base-value base-type="float">1</qti-base-value>') }, 'normal-maximum'],
    [
      'a value of another type',
      { processing: set('<qti-base-value base-type="integer">1.5</qti-base-value>') },
      'is not a value of base type integer',
    ],
    [
      'a map that is not there',
      { processing: set('<qti-map-response identifier="RESPONSE"/>'), score: 'normal-maximum="1"' },
      'needs a <qti-mapping>',
    ],
    [
      'an operand of another type',
      { processing: set('<qti-sum><qti-variable identifier="RESPONSE"/></qti-sum>'), score: 'normal-maximum="1"' },
      '<qti-sum> needs numbers, not single identifier',
    ],
    [
      'a comparison of unlike things',
      {
        processing: `<qti-response-condition><qti-response-if><qti-match><qti-variable identifier="RESPONSE"/><qti-base-value base-type="string">B</qti-base-value></qti-match>${set('<qti-null/>')}</qti-response-if></qti-response-condition>`,
        score: 'normal-maximum="1"',
      },
      'compares single identifier with single string',
    ],
    [
      'an outcome that cannot hold its value',
      { processing: set('<qti-variable identifier="RESPONSE"/>'), score: 'normal-maximum="1"' },
      '"SCORE" is single float and cannot hold single identifier',
    ],
    [
      'a condition that is no condition',
      {
        processing: `<qti-response-condition><qti-response-if><qti-variable identifier="RESPONSE"/>${set('<qti-null/>')}</qti-response-if></qti-response-condition>`,
        score: 'normal-maximum="1"',
      },
      'A condition is true or false',
    ],
    [
      'a question about a test in an item',
      { processing: set('<qti-number-correct/>'), score: 'normal-maximum="1"' },
      'asks about a whole test',
    ],
    [
      'a lookup without a table',
      {
        processing: '<qti-lookup-outcome-value identifier="SCORE"><qti-null/></qti-lookup-outcome-value>',
        score: 'normal-maximum="1"',
      },
      'declares no table to look up',
    ],
    ['an order that gives itself away', orderGivenAway, 'stand in the correct order'],
    ['a picture without a description', hotspotWithout, 'needs a description'],
  ])('%s', async (_, item, message) => {
    expect(await problemsOf(item)).toContainEqual(expect.objectContaining({ message: expect.stringContaining(message) }));
  });
  test('everything wrong is told at once', async () => {
    const problems = await problemsOf({
      processing: 'guess',
      body: '<p><blink>x</blink></p>',
      extra: '<qti-template-declaration/>',
    });
    expect(problems.length).toBeGreaterThanOrEqual(4);
  });
  test.each([
    ['<script>x</script>', 'script'],
    ['<image href="https://example.org/x.png"/>', 'outside of the picture'],
    ['<rect onload="x()"/>', 'onload'],
  ])('a drawing with %s is refused', async (inner, message) => {
    const files = packageFiles(
      { 'items/item.xml': good.replace('Apples', '<img src="../p.svg" alt="x"/>') },
      { 'p.svg': `<svg xmlns="http://www.w3.org/2000/svg">\n${inner}</svg>` },
    );
    expect(await importing(files)).toEqual([{ file: 'p.svg', line: 2, message: expect.stringContaining(message) }]);
  });
});

describe('hostile input never crashes the import', () => {
  test('any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect((await importPackage(bytes)).exam).toBeNull();
      }),
    );
  });
  test('any change of a byte of a zipped package', async () => {
    const zipped = zipOf(packageFiles({ 'items/item.xml': good }));
    await fc.assert(
      fc.asyncProperty(fc.nat(zipped.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Uint8Array.from(zipped);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const { exam, problems } = await importPackage(bytes);
        expect(exam === null).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('catalogs', () => {
  const wav = new TextEncoder().encode('RIFF\0\0\0\0WAVEfmt ');
  const html = (text: string): string => `<qti-html-content><p>${text}</p></qti-html-content>`;
  const catalog = `<qti-catalog-info><qti-catalog id="g"><qti-card support="glossary-on-screen">${html('A round fruit')}</qti-card>
<qti-card support="keyword-translation"><qti-card-entry xml:lang="es">${html('la fruta')}</qti-card-entry><qti-card-entry xml:lang="ar">${html('الفاكهة')}</qti-card-entry></qti-card>
<qti-card support="spoken"><qti-file-href mime-type="audio/wav">../sound.wav</qti-file-href></qti-card>
<qti-card support="braille">${html('dots')}</qti-card>
<qti-card support="ext:haptic">${html('buzz')}</qti-card></qti-catalog>
<qti-catalog id="part"><qti-card support="simplified-language-portions">${html('Pick one')}</qti-card></qti-catalog></qti-catalog-info>`;
  const body = choiceItem.body
    .replace('Which one?', 'Which <span data-catalog-idref="g">fruit</span>?')
    .replace('<qti-choice-interaction', '<p data-catalog-idref="part">Choose.</p><qti-choice-interaction');
  const files = packageFiles({ 'items/item.xml': itemXml({ ...choiceItem, body, extra: catalog }) }, { 'sound.wav': wav });
  const delivered = async (...wanted: Wanted[]): Promise<string> => {
    const { exam } = await importPackage(zipOf(files));
    return exam ? JSON.stringify(deliver(exam, 'seed', undefined, wanted)) : '';
  };

  test('reach those whose accommodations name them, in their language, and nobody else', async () => {
    const plain = await delivered();
    expect(plain).toContain('A round fruit');
    expect(plain).not.toMatch(/fruta|data:audio|Pick one|supports/);
    const spanish = await delivered({ support: 'keyword-translation', language: 'es-MX' });
    expect(spanish).toContain('"supports":[{"kind":"keyword-translation"');
    expect(spanish).toContain('la fruta');
    expect(spanish).not.toContain('الفاكهة');
    expect(await delivered({ support: 'keyword-translation' })).toContain('الفاكهة');
    expect(await delivered({ support: 'spoken' })).toContain('"recording":{"kind":"audio","src":"data:audio/wav');
  });
  test('a whole part has its help behind it', async () => {
    expect(await delivered({ support: 'simplified-language-portions' })).toContain(
      '{"tag":"p","children":["Choose."]},{"interaction":"glossary","content":[],"meaning":[],"supports":[{"kind":"simplified-language-portions","content":[{"tag":"p","children":["Pick one"]}]}]}',
    );
  });
  test('what is not offered stays behind with a word in the report, and keeps nothing out', async () => {
    const { problems, warnings } = await importPackage(zipOf(files));
    expect(problems).toEqual([]);
    expect(warnings.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      expect.stringContaining('items/item.xml: The support "braille" is not offered here'),
      expect.stringContaining('items/item.xml: The support "ext:haptic" is not offered here'),
    ]);
  });
  test('a recording that is none is a problem with its line', async () => {
    expect(await importing({ ...files, 'sound.wav': 'words' })).toEqual([
      { file: 'items/item.xml', line: expect.any(Number), message: expect.stringContaining('is not an MP3, WAV, Ogg') },
    ]);
  });
});

test('a glossary reaches the words that it explains, and other supports stay behind', async () => {
  const catalog = `<qti-catalog-info><qti-catalog id="g"><qti-card support="glossary-on-screen"><qti-html-content><p>A round fruit</p></qti-html-content></qti-card>
<qti-card support="sign-language"><qti-html-content><p>Secret sign</p></qti-html-content></qti-card></qti-catalog></qti-catalog-info>`;
  const body = choiceItem.body.replace('Which one?', 'Which <span data-catalog-idref="g">fruit</span>?');
  const { item } = await oneItem({ ...choiceItem, body, extra: catalog });
  const text = JSON.stringify(deliverItem(item, 'seed'));
  expect(text).toContain('{"interaction":"glossary","content":["fruit"],"meaning":[{"tag":"p","children":["A round fruit"]}]}');
  expect(text).not.toContain('Secret');
});

describe('a test that selects and orders', () => {
  const paths = ['a', 'b', 'c', 'd'].map((id) => `items/${id}.xml`);
  const items = Object.fromEntries(paths.map((path) => [path, itemXml({ ...choiceItem, id: path.slice(6, 7) })]));
  const ref = (id: string, more = ''): string => `<qti-assessment-item-ref identifier="${id}" href="items/${id}.xml" ${more}/>`;
  const testOf = (inside: string, attributes = ''): Record<string, string | Uint8Array> => {
    const files = packageFiles(items);
    const test = String(files['test.xml']).replace(
      /<qti-assessment-section[\s\S]*<\/qti-assessment-section>/,
      `<qti-assessment-section identifier="s" title="S" visible="true" ${attributes}>\n${inside}\n</qti-assessment-section>`,
    );
    return { ...files, 'test.xml': test };
  };
  const seeds = Array.from({ length: 80 }, (_, index) => `seed ${index}`);
  const all = ref('a') + ref('b') + ref('c') + ref('d');

  test('gives each candidate as many as it selects, the same again for the same seed, and all of them to somebody', async () => {
    const files = testOf(
      `<qti-selection select="2"/><qti-ordering shuffle="true"/>${ref('a', 'required="true"')}${ref('b')}${ref('c')}${ref('d')}`,
    );
    const { exam, problems } = await importPackage(zipOf(files));
    expect(problems).toEqual([]);
    if (!exam) return;
    const routes = seeds.map((seed) => drawnItems(exam, seed).map(({ authored }) => authored));
    for (const [index, route] of routes.entries()) {
      expect(route).toHaveLength(2);
      expect(new Set(route).size).toBe(2);
      expect(route).toContain('a');
      expect(drawnItems(exam, String(seeds[index])).map(({ authored }) => authored)).toEqual(route);
      expect(deliver(exam, String(seeds[index])).sections[0]?.items.map(({ id }) => id)).toHaveLength(2);
    }
    expect(new Set(routes.flat())).toEqual(new Set(['a', 'b', 'c', 'd']));
    expect(new Set(routes.map(String)).size).toBe(6);
  });

  test('keeps a nested section together, its fixed items in place', async () => {
    const inner = `<qti-assessment-section identifier="i" title="I" visible="false"><qti-ordering shuffle="true"/>${ref('c', 'fixed="true"')}${ref('d')}</qti-assessment-section>`;
    const { exam, problems } = await importPackage(zipOf(testOf(`<qti-ordering shuffle="true"/>${ref('a')}${ref('b')}${inner}`)));
    expect(problems).toEqual([]);
    for (const seed of seeds) {
      const route = exam ? drawnItems(exam, seed).map(({ authored }) => authored) : [];
      expect(route.join('')).toContain('cd');
    }
  });

  test.each([
    ['asks for more', `<qti-selection select="9"/>${all}`, 2],
    ['leaves no room', `<qti-selection select="1"/>${ref('a', 'required="true"')}${ref('b', 'required="true"')}`, 2],
    ['more than 200 questions', `<qti-selection select="201" with-replacement="true"/>${all}`, 2],
    ['needs the attribute select', `<qti-selection/>${all}`, 2],
    [
      'different numbers of items',
      `<qti-selection select="1"/>${ref('a')}<qti-assessment-section identifier="i" title="I" visible="true">${ref('b')}${ref('c')}</qti-assessment-section>`,
      1,
    ],
  ])('that %s is told', async (message, inside, least) => {
    const problems = await importing(testOf(inside));
    expect(problems).toContainEqual({ file: 'test.xml', line: expect.any(Number), message: expect.stringContaining(message) });
    for (const { line } of problems) expect(line).toBeGreaterThanOrEqual(least);
  });
});
