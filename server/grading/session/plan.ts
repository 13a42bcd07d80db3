/** Selection and ordering (QTI 3.0, 5.106 and 5.125): one candidate's route through a test. */
import type { ItemReference, Section, TestDefinition, TestPart } from './definition.ts';

/** One item of a route, with all that it stands in, the outermost section first. */
export type Stop = {
  item: ItemReference;
  /** How often the same reference was met before: 0 for the first. */
  occurrence: number;
  sections: readonly Section[];
  part: TestPart;
};
export type Route = readonly Stop[];

/** Numbers from 0 up to but without 1, in an order that follows from the candidate's seed. */
export type Random = () => number;

type Step = Omit<Stop, 'occurrence' | 'part'>;
/** What is selected and ordered as one: an item, or a section whose items stay together. */
type Block = { fixed: boolean; required: boolean; loose: boolean; steps: readonly Step[] };

/**
 * The route of a candidate. The same test and the same random numbers give the same route.
 * A section that asks for more than it has gets all that it has, unless it selects with replacement.
 */
export function planRoute(test: TestDefinition, random: Random): Route {
  const met = new Map<string, number>();
  return test.parts.flatMap((part) =>
    part.sections
      .flatMap((section) => blockOf(section, [], random).steps)
      .map((step): Stop => {
        const occurrence = met.get(step.item.identifier) ?? 0;
        met.set(step.item.identifier, occurrence + 1);
        return { ...step, occurrence, part };
      }),
  );
}

function blockOf(node: Section | ItemReference, above: readonly Section[], random: Random): Block {
  const { fixed, required } = node;
  if (node.kind === 'item') return { fixed, required, loose: false, steps: [{ item: node, sections: above }] };
  const sections = [...above, node];
  const blocks = select(
    node,
    node.children.map((child) => blockOf(child, sections, random)),
    random,
  );
  const ordered = node.shuffle ? shuffle(blocks.flatMap(singly), random) : blocks;
  return { fixed, required, loose: !node.keepTogether, steps: ordered.flatMap(({ steps }) => steps) };
}

/** The items of a section that need not stay together are shuffled among those of its parent. */
const singly = (block: Block): Block[] =>
  block.loose && !block.fixed ? block.steps.map((step) => ({ ...block, loose: false, steps: [step] })) : [block];

function select({ selection }: Section, blocks: readonly Block[], random: Random): readonly Block[] {
  if (!selection) return blocks;
  const times: number[] = blocks.map(({ required }) => (required ? 1 : 0));
  const bag = blocks.flatMap((block, index) => (selection.withReplacement || !block.required ? [index] : []));
  let left = selection.select - times.filter((count) => count > 0).length;
  while (left > 0 && bag.length > 0) {
    const at = Math.floor(random() * bag.length);
    const [index = 0] = selection.withReplacement ? bag.slice(at, at + 1) : bag.splice(at, 1);
    times[index] = (times[index] ?? 0) + 1;
    left -= 1;
  }
  return blocks.flatMap((block, index) => Array.from({ length: times[index] ?? 0 }, () => block));
}

/** Fisher and Yates; fixed blocks keep their places. */
function shuffle(blocks: readonly Block[], random: Random): Block[] {
  const free = blocks.filter(({ fixed }) => !fixed);
  for (let last = free.length - 1; last > 0; last -= 1) {
    const at = Math.floor(random() * (last + 1));
    const [a, b] = [free[last], free[at]];
    if (a && b) [free[last], free[at]] = [b, a];
  }
  return blocks.map((block) => (block.fixed ? block : (free.shift() ?? block)));
}
