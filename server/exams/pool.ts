/** Selection and ordering (QTI 3.0, 5.106 and 5.125) of anything: what one candidate meets of what a section holds. */

/** Numbers from 0 up to but without 1, in an order that follows from the candidate's seed. */
export type Random = () => number;

/** `leaf` is what is drawn. */
export type Leaf<T> = { leaf: T; fixed: boolean; required: boolean };
export type Pool<T> = {
  fixed: boolean;
  required: boolean;
  /** Whether its members stay together when the pool around it is shuffled. */
  keepTogether: boolean;
  selection: { select: number; withReplacement: boolean } | null;
  shuffle: boolean;
  members: readonly (Leaf<T> | Pool<T>)[];
};

/** How many leaves are drawn; undefined where that depends on which are selected. */
export function sizeOf<T>(node: Leaf<T> | Pool<T>): number | undefined {
  if ('leaf' in node) return 1;
  const sizes = node.members.map(sizeOf);
  const [first = 0] = sizes;
  if (node.selection) return sizes.every((size) => size === first) ? first * node.selection.select : undefined;
  return sizes.reduce<number | undefined>((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0);
}

/** What is selected and ordered as one: a leaf, or a pool whose members stay together. */
type Block<T> = { fixed: boolean; required: boolean; loose: boolean; leaves: readonly T[] };

/**
 * Draws from a pool and from those within it. The same pool and the same numbers give the same leaves. A pool that
 * selects more than it has gives all that it has, unless it selects with replacement.
 */
export const draw = <T>(pool: Pool<T>, random: Random): readonly T[] => blockOf(pool, random).leaves;

function blockOf<T>(node: Leaf<T> | Pool<T>, random: Random): Block<T> {
  const { fixed, required } = node;
  if ('leaf' in node) return { fixed, required, loose: false, leaves: [node.leaf] };
  const all = node.members.map((member) => blockOf(member, random));
  const blocks = select(node.selection, all, random);
  const ordered = node.shuffle ? shuffle(blocks.flatMap(singly), random) : blocks;
  return { fixed, required, loose: !node.keepTogether, leaves: ordered.flatMap(({ leaves }) => leaves) };
}

/** The leaves of a pool that need not stay together are shuffled among those around it. */
const singly = <T>(block: Block<T>): Block<T>[] =>
  block.loose && !block.fixed ? block.leaves.map((leaf) => ({ ...block, loose: false, leaves: [leaf] })) : [block];

function select<T>(selection: Pool<T>['selection'], blocks: readonly Block<T>[], random: Random): readonly Block<T>[] {
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
function shuffle<T>(blocks: readonly Block<T>[], random: Random): Block<T>[] {
  const free = blocks.filter(({ fixed }) => !fixed);
  for (let last = free.length - 1; last > 0; last -= 1) {
    const at = Math.floor(random() * (last + 1));
    const [a, b] = [free[last], free[at]];
    if (a && b) [free[last], free[at]] = [b, a];
  }
  return blocks.map((block) => (block.fixed ? block : (free.shift() ?? block)));
}
