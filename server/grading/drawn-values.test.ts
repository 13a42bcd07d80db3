import { describe, expect, test } from 'vitest';
import type { Content } from '../../shared/assessment/delivery.ts';
import { deliverItem, type ExamItem, importPackage, mapForward } from '../exams/index.ts';
import { itemXml, packageFiles, type TestItem, zipOf } from '../exams/testing.ts';
import { contentChecks } from './content-checks.ts';
import { drawnValues } from './drawn-values.ts';
import { gradeDelivered } from './grade.ts';

const number = (
  name: string,
  type: string,
  value: string,
  more = '',
) => `<qti-template-declaration identifier="${name}" cardinality="single" base-type="${type}" ${more}/>
<!-- ${value} -->`;
const set = (name: string, expression: string): string =>
  `<qti-set-template-value identifier="${name}">${expression}</qti-set-template-value>`;
const base = (type: string, text: string): string => `<qti-base-value base-type="${type}">${text}</qti-base-value>`;
const variable = (name: string): string => `<qti-variable identifier="${name}"/>`;

/** A sum whose numbers are drawn, with a part and a choice that depend on them. */
const sum: TestItem = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
${number('A', 'integer', '', 'math-variable="true"')}${number('B', 'integer', '')}${number('SHARE', 'float', '')}${number('KIND', 'identifier', '')}`,
  body: `<p>Add <qti-printed-variable identifier="A"/> and <qti-printed-variable identifier="B" format="%04d"/>: <qti-text-entry-interaction response-identifier="RESPONSE"/></p>
<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>A</mi><mo>+</mo><mi>b</mi></math></p>
<p>A share of <qti-printed-variable identifier="SHARE" format="%.2e" power-form="true"/>.</p>
<qti-template-block template-identifier="KIND" identifier="big" show-hide="show"><p>A big one.</p></qti-template-block>
<p><qti-template-inline template-identifier="KIND" identifier="big" show-hide="hide">A small one.</qti-template-inline></p>`,
  processing: 'match_correct',
  extra: '',
};
const templating = `<qti-template-processing>
${set('A', '<qti-random-integer min="-20" max="20"/>')}
${set('B', '<qti-random-integer min="1" max="9"/>')}
${set('SHARE', base('float', '0.00125'))}
${set('KIND', base('identifier', 'small'))}
<qti-template-condition><qti-template-if><qti-gt>${variable('A')}${base('integer', '5')}</qti-gt>${set('KIND', base('identifier', 'big'))}</qti-template-if></qti-template-condition>
<qti-set-correct-response identifier="RESPONSE"><qti-sum>${variable('A')}${variable('B')}</qti-sum></qti-set-correct-response>
</qti-template-processing>`;

async function imported(item: TestItem): Promise<{ item: ExamItem | undefined; problems: string[] }> {
  const { exam, problems } = await importPackage(zipOf(packageFiles({ 'items/item.xml': itemXml(item) })), {
    checks: contentChecks,
  });
  return { item: exam?.sections[0]?.items[0], problems: problems.map(({ message }) => message) };
}
const wordsOf = (content: readonly Content[]): string =>
  content.map((node) => (typeof node === 'string' ? node : 'tag' in node ? wordsOf(node.children) : ' _ ')).join('');
const seeds = Array.from({ length: 60 }, (_, index) => `sitting ${index}`);

describe('an item whose numbers are drawn', async () => {
  const { item, problems } = await imported({ ...sum, extra: templating });
  if (!item) throw new Error(problems.join('\n'));

  test('shows each candidate the numbers that the answer is graded by', () => {
    const shown = new Set<string>();
    for (const seed of seeds) {
      const text = wordsOf(deliverItem(item, seed, drawnValues).content);
      const found = /Add (-?\d+) and (\d{4}):/.exec(text);
      const [a, b] = [Number(found?.[1]), Number(found?.[2])];
      shown.add(`${a} ${b}`);
      const graded = (answer: number) => gradeDelivered(item, seed, mapForward(item, seed, { RESPONSE: [String(answer)] })).score;
      expect(graded(a + b)).toBe(1);
      expect(graded(a + b + 1)).toBe(0);
    }
    expect(shown.size).toBeGreaterThan(20);
  });

  test('shows a part for the values that it stands under, and never what it is called', () => {
    const kinds = new Set<string>();
    for (const seed of seeds) {
      const made = JSON.stringify(deliverItem(item, seed, drawnValues));
      const a = Number(/Add ","(-?\d+)/.exec(made)?.[1]);
      expect([made.includes('A big one.'), made.includes('A small one.')]).toEqual([a > 5, a <= 5]);
      kinds.add(String(a > 5));
      expect(made).not.toMatch(/qti-|KIND|SHARE|template/);
    }
    expect(kinds.size).toBe(2);
  });

  test('puts a number into a formula with its sign as an operator, and leaves other names alone', () => {
    for (const seed of seeds) {
      const made = JSON.stringify(deliverItem(item, seed, drawnValues));
      const a = Number(/Add ","(-?\d+)/.exec(made)?.[1]);
      const written =
        a < 0
          ? `{"tag":"mrow","children":[{"tag":"mo","children":["−"]},{"tag":"mn","children":["${-a}"]}]}`
          : `{"tag":"mn","children":["${a}"]}`;
      expect(made).toContain(
        `{"tag":"math","children":[${written},{"tag":"mo","children":["+"]},{"tag":"mi","children":["b"]}]}`,
      );
    }
  });

  test('writes powers of ten as such', () => {
    expect(JSON.stringify(deliverItem(item, 'one', drawnValues))).toContain('"1.25 × 10",{"tag":"sup","children":["−3"]}');
  });
});

test('choices that the drawn values hide are not on the form', async () => {
  const { item, problems } = await imported({
    declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
<qti-template-declaration identifier="KIND" cardinality="multiple" base-type="identifier"/>`,
    body: `<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="1"><qti-prompt>Which?</qti-prompt>
<qti-simple-choice identifier="A" template-identifier="KIND" show-hide="show">Never</qti-simple-choice>
<qti-simple-choice identifier="B">Always</qti-simple-choice>
<qti-simple-choice identifier="C" template-identifier="KIND" show-hide="hide">Also</qti-simple-choice></qti-choice-interaction>`,
    extra: `<qti-template-processing>${set('KIND', `<qti-multiple>${base('identifier', 'x')}</qti-multiple>`)}</qti-template-processing>`,
  });
  expect(problems).toEqual([]);
  const made = item ? JSON.stringify(deliverItem(item, 'one', drawnValues)) : '';
  expect(made).toContain('Always');
  expect(made).toContain('Also');
  expect(made).not.toContain('Never');
});

test('ordered values and records are printed as their author says', async () => {
  const { item, problems } = await imported({
    ...sum,
    declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"><qti-correct-response><qti-value>1</qti-value></qti-correct-response></qti-response-declaration>
<qti-template-declaration identifier="LIST" cardinality="ordered" base-type="integer"><qti-default-value><qti-value>4</qti-value><qti-value>5</qti-value></qti-default-value></qti-template-declaration>
<qti-template-declaration identifier="POINT" cardinality="record"><qti-default-value><qti-value field-identifier="x" base-type="integer">1</qti-value><qti-value field-identifier="y" base-type="float">2.5</qti-value></qti-default-value></qti-template-declaration>`,
    body: `<p><qti-printed-variable identifier="LIST"/>|<qti-printed-variable identifier="LIST" index="2"/>|<qti-printed-variable identifier="LIST" delimiter=", "/>|<qti-printed-variable identifier="POINT"/>|<qti-printed-variable identifier="POINT" field="y" format="%.2f"/>|<qti-printed-variable identifier="POINT" mapping-indicator=": "/></p><p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>`,
  });
  expect(problems).toEqual([]);
  expect(item && wordsOf(deliverItem(item, 'one', drawnValues).content)).toContain('4;5|5|4, 5|x=1;y=2.5|2.50|x: 1;y: 2.5');
});

test.each([
  ['<qti-printed-variable identifier="NONE"/>', 'is no template variable'],
  ['<qti-printed-variable identifier="SCORE"/>', 'is no template variable'],
  ['<qti-printed-variable identifier="A" format="%s"/>', 'is not a conversion'],
  ['<qti-printed-variable identifier="SHARE" format="%d"/>', 'for whole numbers'],
  ['<qti-printed-variable identifier="KIND" format="%f"/>', 'for numbers'],
  ['<qti-printed-variable identifier="A" base="99"/>', 'from 2 to 36'],
  [
    '<qti-template-inline template-identifier="A" identifier="x" show-hide="show">x</qti-template-inline>',
    'base type identifier',
  ],
  [
    '<qti-template-inline template-identifier="KIND" identifier="x" show-hide="maybe">x</qti-template-inline>',
    'must be "show" or "hide"',
  ],
])('%s is told', async (element, message) => {
  const { problems } = await imported({ ...sum, extra: templating, body: sum.body.replace('A share of', element) });
  expect(problems).toContainEqual(expect.stringContaining(message));
});
