/** One candidate's route through a test: what is selected, in which order (QTI 3.0, 5.106 and 5.125). */
import { draw, type Leaf, type Pool, type Random } from '../../exams/index.ts';
import type { ItemReference, Section, TestDefinition, TestPart } from './definition.ts';

export type { Random };

/** One item of a route, with all that it stands in, the outermost section first. */
export type Stop = {
  item: ItemReference;
  /** How often the same reference was met before: 0 for the first. */
  occurrence: number;
  sections: readonly Section[];
  part: TestPart;
};
export type Route = readonly Stop[];
type Step = Omit<Stop, 'occurrence' | 'part'>;

/** The route of a candidate. The same test and the same random numbers give the same route. */
export function planRoute(test: TestDefinition, random: Random): Route {
  const met = new Map<string, number>();
  return test.parts.flatMap((part) =>
    part.sections
      .flatMap((section) => draw(poolOf(section, []), random))
      .map((step): Stop => {
        const occurrence = met.get(step.item.identifier) ?? 0;
        met.set(step.item.identifier, occurrence + 1);
        return { ...step, occurrence, part };
      }),
  );
}

function poolOf(section: Section, above: readonly Section[]): Pool<Step> {
  const sections = [...above, section];
  const members = section.children.map((child): Leaf<Step> | Pool<Step> =>
    child.kind === 'section'
      ? poolOf(child, sections)
      : { fixed: child.fixed, required: child.required, leaf: { item: child, sections } },
  );
  const { fixed, required, keepTogether, selection, shuffle } = section;
  return { fixed, required, keepTogether, selection, shuffle, members };
}
