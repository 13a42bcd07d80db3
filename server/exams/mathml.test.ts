import { describe, expect, test } from 'vitest';
import { drawnValues } from '../grading/index.ts';
import { deliverItem } from './deliver.ts';
import { choiceItem, oneItem, type TestItem } from './testing.ts';

const math = (inside: string, attributes = ''): string =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML" ${attributes}>${inside}</math>`;
const contentOf = async (inside: string, more: Partial<TestItem> = {}) => {
  const { item } = await oneItem({ ...choiceItem, body: `<p>${math(inside)}</p>${choiceItem.body}`, ...more });
  const [paragraph] = deliverItem(item, 'seed', drawnValues).content;
  const formula = typeof paragraph === 'object' && 'tag' in paragraph ? paragraph.children[0] : undefined;
  return typeof formula === 'object' && 'tag' in formula ? formula.children : undefined;
};
const mi = (text: string) => ({ tag: 'mi', children: [text] });
const mo = (text: string) => ({ tag: 'mo', children: [text] });

describe('MathML of other programs', () => {
  test.each([
    [
      'the formula of semantics, without what is said about it',
      '<semantics><mi>x</mi><annotation encoding="LaTeX">\\[x\\]</annotation><annotation-xml encoding="MathML-Content"><apply><plus/><ci>x</ci></apply></annotation-xml></semantics>',
      [mi('x')],
    ],
    [
      'brackets with commas',
      '<mfenced><mi>x</mi><mi>y</mi><mi>z</mi></mfenced>',
      [{ tag: 'mrow', children: [mo('('), mi('x'), mo(','), mi('y'), mo(','), mi('z'), mo(')')] }],
    ],
    [
      'brackets and separators of its own',
      '<mfenced open="[" close="" separators="; |"><mi>x</mi><mi>y</mi><mi>z</mi></mfenced>',
      [{ tag: 'mrow', children: [mo('['), mi('x'), mo(';'), mi('y'), mo('|'), mi('z')] }],
    ],
    [
      'no separators',
      '<mfenced separators=""><mi>x</mi><mi>y</mi></mfenced>',
      [{ tag: 'mrow', children: [mo('('), mi('x'), mi('y'), mo(')')] }],
    ],
    [
      'an identifier and a number of content MathML',
      '<mrow><ci>x</ci><mo>=</mo><cn type="integer">2</cn></mrow>',
      [{ tag: 'mrow', children: [mi('x'), mo('='), { tag: 'mn', children: ['2'] }] }],
    ],
  ])('%s', async (_, inside, expected) => expect(await contentOf(inside)).toEqual(expected));

  test('a <ci> that names a template variable is its value, as <mi> is', async () => {
    const declarations = `${choiceItem.declarations}<qti-template-declaration identifier="N" cardinality="single" base-type="integer" math-variable="true"/>`;
    const extra =
      '<qti-template-processing><qti-set-template-value identifier="N"><qti-base-value base-type="integer">7</qti-base-value></qti-set-template-value></qti-template-processing>';
    expect(await contentOf('<mfenced><ci>N</ci></mfenced>', { declarations, extra })).toEqual([
      { tag: 'mrow', children: [mo('('), { tag: 'mn', children: ['7'] }, mo(')')] },
    ]);
  });

  test('content MathML that nothing draws is told', async () => {
    await expect(contentOf('<apply><plus/><ci>x</ci><cn>1</cn></apply>')).rejects.toThrow(/<apply> is not allowed.*presentation/);
  });
});
