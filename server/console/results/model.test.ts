import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bySection } from './model.ts';

const item = fc.record({
  item: fc.constant('q'),
  title: fc.string(),
  section: fc.constantFrom('A', 'B', '__proto__'),
  score: fc.nat(4),
  max: fc.nat(9),
  trace: fc.constant<string[]>([]),
});

it('adds every item to exactly one section', () => {
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const sections = bySection(items);
      expect(new Set(sections.map(({ section }) => section)).size).toBe(sections.length);
      expect(sections.flatMap((section) => section.items)).toHaveLength(items.length);
      for (const key of ['score', 'max'] as const)
        expect(sections.reduce((sum, section) => sum + section[key], 0)).toBe(items.reduce((sum, each) => sum + each[key], 0));
    }),
  );
});
