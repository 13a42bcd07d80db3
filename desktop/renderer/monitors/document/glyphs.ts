/** Patches of ink that touch: one glyph each, or a part of one, or several that run into each other. */

/** In pixels of the picture; `ink` counts its dark pixels. */
export type Patch = { x: number; y: number; width: number; height: number; ink: number };

/** 8-connected components of `ink` (1 = dark), by runs of pixels and union-find. Unordered. */
export function patchesOf(ink: Uint8Array, width: number, height: number): Patch[] {
  const parent: number[] = [];
  const find = (id: number): number => {
    let root = id;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = id; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const runs: { id: number; x0: number; x1: number; y: number }[] = [];
  let above: typeof runs = [];
  for (let y = 0; y < height; y++) {
    const here: typeof runs = [];
    let first = 0;
    for (let x = 0; x < width; x++) {
      if (!ink[y * width + x]) continue;
      const x0 = x;
      while (x < width && ink[y * width + x]) x++;
      const id = parent.length;
      parent.push(id);
      const run = { id, x0, x1: x, y };
      while (first < above.length && (above[first]?.x1 ?? 0) < x0) first++;
      for (let i = first; i < above.length; i++) {
        const other = above[i];
        if (!other || other.x0 > x) break;
        parent[find(other.id)] = find(id);
      }
      here.push(run);
    }
    runs.push(...here);
    above = here;
  }
  const boxes = new Map<number, { x0: number; x1: number; y0: number; y1: number; ink: number }>();
  for (const { id, x0, x1, y } of runs) {
    const root = find(id);
    const box = boxes.get(root);
    if (!box) boxes.set(root, { x0, x1, y0: y, y1: y + 1, ink: x1 - x0 });
    else {
      box.x0 = Math.min(box.x0, x0);
      box.x1 = Math.max(box.x1, x1);
      box.y1 = y + 1;
      box.ink += x1 - x0;
    }
  }
  return [...boxes.values()].map(({ x0, x1, y0, y1, ink: dark }) => ({
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
    ink: dark,
  }));
}
