import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interactionsOf } from '../../shared/assessment/validate.ts';
import { deliverItem, mapBack, mapForward } from './deliver.ts';
import type { ExamItem } from './exam.ts';
import { choiceItem, oneItem } from './testing.ts';

/** The texts of the choices in the order that this seed shows them. */
function shown(item: ExamItem, seed: string): string[] {
  const [interaction] = interactionsOf(deliverItem(item, seed).content);
  if (interaction?.interaction !== 'choice') throw new Error('not a choice');
  return interaction.choices.map(({ content }) => content.join(''));
}

describe('shuffling', () => {
  test('every order comes equally often, and a fixed choice stays in its place', async () => {
    const { item } = await oneItem({
      ...choiceItem,
      body: choiceItem.body.replace('</qti-prompt>', '</qti-prompt><qti-simple-choice identifier="D">Dates</qti-simple-choice>'),
    });
    const counts = new Map<string, number>();
    for (let i = 0; i < 6_000; i++) {
      const order = shown(item, `seed ${i}`);
      expect(order[3]).toBe('None of these');
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
  test('what the author does not shuffle keeps its order', async () => {
    const { item } = await oneItem({ ...choiceItem, body: choiceItem.body.replace('shuffle="true"', 'shuffle="false"') });
    for (let i = 0; i < 20; i++) expect(shown(item, `seed ${i}`)).toEqual(['Apples', 'Bananas', 'None of these']);
  });
  test('another key on the same text gives the very same form', async () => {
    const { item } = await oneItem(choiceItem);
    const { item: other } = await oneItem({ ...choiceItem, declarations: choiceItem.declarations.replace('>B<', '>C<') });
    for (let i = 0; i < 20; i++) expect(deliverItem(other, `seed ${i}`)).toEqual(deliverItem(item, `seed ${i}`));
  });
});

describe('limits and hints that would tell the key', () => {
  test('differing match limits become one limit for all choices', async () => {
    const { item } = await oneItem({
      declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="directedPair"><qti-correct-response><qti-value>a x</qti-value><qti-value>a y</qti-value></qti-correct-response></qti-response-declaration>`,
      body: `<qti-match-interaction response-identifier="RESPONSE" max-associations="0"><qti-simple-match-set>
<qti-simple-associable-choice identifier="a" match-max="2">a</qti-simple-associable-choice>
<qti-simple-associable-choice identifier="b" match-max="1">b</qti-simple-associable-choice></qti-simple-match-set>
<qti-simple-match-set><qti-simple-associable-choice identifier="x" match-max="1">x</qti-simple-associable-choice>
<qti-simple-associable-choice identifier="y" match-max="1">y</qti-simple-associable-choice></qti-simple-match-set></qti-match-interaction>`,
    });
    const [match] = interactionsOf(item.content);
    expect(match?.interaction === 'match' && match.sources.map(({ matchMax }) => matchMax)).toEqual([2, 2]);
  });
  test('the width of a text field does not tell the length of the answer', async () => {
    const lengths = [1, 4, 10].map((length) =>
      oneItem({
        declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"><qti-correct-response><qti-value>x</qti-value></qti-correct-response></qti-response-declaration>`,
        body: `<p><qti-text-entry-interaction response-identifier="RESPONSE" expected-length="${length}"/></p>`,
      }),
    );
    for (const { item } of await Promise.all(lengths))
      expect(interactionsOf(item.content)).toMatchObject([{ expectedLength: 10 }]);
  });
  test('feedback and the notes of markers stay on the server', async () => {
    const { item } = await oneItem({
      ...choiceItem,
      body: `<qti-rubric-block view="scorer"><p>Key: B</p></qti-rubric-block><qti-rubric-block view="candidate"><p>Read carefully.</p></qti-rubric-block>${choiceItem.body.replace('Bananas', 'Bananas<qti-feedback-inline outcome-identifier="F" identifier="B">Well done</qti-feedback-inline>')}`,
      extra: '<qti-modal-feedback outcome-identifier="F" identifier="B" show-hide="show">Well done</qti-modal-feedback>',
    });
    const text = JSON.stringify(deliverItem(item, 'seed'));
    expect(text).toContain('Read carefully.');
    expect(text).not.toMatch(/Key: B|Well done/);
  });
});

describe('the way back', () => {
  test('every response of a form leads back to what the author calls it', async () => {
    const { item } = await oneItem(choiceItem);
    fc.assert(
      fc.property(fc.string(), fc.subarray(['A', 'B', 'C']), (seed, chosen) => {
        const forward = mapForward(item, seed, { RESPONSE: chosen });
        expect(mapBack(item, seed, forward)).toEqual({ ok: true, responses: { RESPONSE: chosen } });
      }),
    );
  });
  test('what the form never named does not lead anywhere', async () => {
    const { item } = await oneItem(choiceItem);
    const own = mapForward(item, 'mine', { RESPONSE: ['B'] });
    expect(mapBack(item, 'yours', own).ok).toBe(false);
    expect(mapBack(item, 'mine', { RESPONSE: ['B'] }).ok).toBe(false);
    const [name] = Object.keys(own);
    expect(mapBack(item, 'mine', { [name ?? '']: ['B'] })).toMatchObject({ ok: false, unknown: 'B' });
  });
});
