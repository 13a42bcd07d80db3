import { expect, test } from 'vitest';
import type { Content, DeliveryItem } from '../../../../shared/assessment/delivery.ts';
import { allSaid, labelsOf } from './said.ts';

const choice = (id: string, text: string) => ({ id, content: [text], matchMax: 0 });
const content: Content[] = [
  { tag: 'p', children: ['Which?', { interaction: 'text-entry', response: 'T', numeric: true }] },
  { interaction: 'choice', response: 'C', prompt: [], min: 0, max: 2, choices: [choice('x1', 'Push'), choice('x2', 'Pull')] },
  {
    interaction: 'gap-match',
    response: 'G',
    prompt: [],
    choices: [choice('w1', 'lead time')],
    content: ['The ', { interaction: 'gap', id: 'g1' }, ' and the ', { interaction: 'gap', id: 'g2' }],
  },
];
const item: DeliveryItem = {
  id: 'q',
  title: '',
  content,
  responses: [
    { id: 'C', cardinality: 'multiple', baseType: 'identifier' },
    { id: 'G', cardinality: 'multiple', baseType: 'directedPair' },
    { id: 'T', cardinality: 'single', baseType: 'float' },
    { id: 'P', cardinality: 'single', baseType: 'point' },
    { id: 'F', cardinality: 'single', baseType: 'file' },
  ],
};

test('responses are told in the words of the question, gaps by their number, and what is missing not at all', () => {
  const labels = labelsOf(content, (number) => `gap ${number}`);
  expect(allSaid(item, { C: ['x2', 'x1'], G: ['w1 g2'], T: ['4.5'], P: ['12 30'], F: ['{"name":"a.png"}'] }, labels)).toEqual([
    'Pull',
    'Push',
    'lead time – gap 2',
    '4.5',
    '(12, 30)',
  ]);
  expect(allSaid(item, {}, labels)).toEqual([]);
  expect(allSaid(item, { C: ['gone'] }, labels)).toEqual(['gone']);
});
