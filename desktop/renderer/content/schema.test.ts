import { expect, it } from 'vitest';
import { readForm, unreadable } from './schema.ts';

it('takes one damaged question out and leaves the others as they are', () => {
  const item = (id: string, content: never[]) => ({ id, title: id, responses: [], content });
  const good = [{ tag: 'p', children: ['Fine'] }] as never[];
  const bad = [{ interaction: 'choice', response: 'R' }] as never[];
  const form = readForm({
    exam: 'e',
    title: 'E',
    language: 'en',
    sections: [{ id: 's', title: 'S', stimuli: [], items: [item('good', good), item('bad', bad)] }],
  });
  expect(form.sections[0]?.items.map(({ content }) => content)).toEqual([[{ tag: 'p', children: ['Fine'] }], [unreadable]]);
});
