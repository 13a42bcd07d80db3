/** The wall as data: tiles by sitting, fixed places, counts, and who needs someone first. Pure. */
import type { WallLevel, WallTile, WallUpdate } from '../../../shared/contract/console.ts';

export type Wall = { version: number; loaded: boolean; tiles: ReadonlyMap<string, WallTile> };
export const emptyWall: Wall = { version: 0, loaded: false, tiles: new Map() };

/** Takes a push: a full one replaces everything, a delta only if it is newer than what is shown. */
export function applyUpdate(wall: Wall, update: WallUpdate): Wall {
  if (!update.full && update.version <= wall.version) return wall;
  const tiles = new Map(update.full ? [] : wall.tiles);
  for (const tile of update.tiles) tiles.set(tile.sitting, tile);
  return { version: update.version, loaded: wall.loaded || update.full, tiles };
}

/** Tiles in their fixed places; the name never decides, so nothing moves when something changes. */
export const byPlace = (wall: Wall): WallTile[] =>
  [...wall.tiles.values()].toSorted((a, b) => a.place - b.place || a.sitting.localeCompare(b.sitting));

export const levels: readonly WallLevel[] = ['now', 'watch', 'technical', 'check-in', 'quiet', 'over'];

/** How many tiles stand at each level. */
export function countLevels(tiles: Iterable<WallTile>): Record<WallLevel, number> {
  const counts: Record<WallLevel, number> = { now: 0, watch: 0, technical: 0, 'check-in': 0, quiet: 0, over: 0 };
  for (const tile of tiles) counts[tile.level] += 1;
  return counts;
}

export type GroupName = 'now' | 'watch' | 'technical';
export const groupNames: readonly GroupName[] = ['now', 'watch', 'technical'];
/** Technical states and check-ins share a group: both are work, neither is conduct. */
export const groupOf = (level: WallLevel): GroupName | null => {
  if (level === 'check-in') return 'technical';
  return level === 'now' || level === 'watch' || level === 'technical' ? level : null;
};

/** Whoever needs someone: by level, then the longest waiting first, so that a new one joins at the end of its group. */
export const attention = (tiles: Iterable<WallTile>): WallTile[] =>
  [...tiles]
    .filter((tile) => groupOf(tile.level) !== null)
    .toSorted(
      (a, b) =>
        levels.indexOf(a.level) - levels.indexOf(b.level) ||
        (a.since ?? Number.MAX_SAFE_INTEGER) - (b.since ?? Number.MAX_SAFE_INTEGER) ||
        a.place - b.place,
    );

/** A row of the attention list: where it stood when the list last settled. */
export type Row = { sitting: string; group: GroupName };

export const rowsOf = (tiles: Iterable<WallTile>): Row[] =>
  attention(tiles).flatMap((tile) => {
    const group = groupOf(tile.level);
    return group ? [{ sitting: tile.sitting, group }] : [];
  });

/** How many of `latest` the `held` list does not show in their place yet: the number on the pill. */
export const waiting = (held: readonly Row[], latest: readonly Row[]): number =>
  latest.filter((row) => !held.some((shown) => shown.sitting === row.sitting && shown.group === row.group)).length;

/** Finds by any part of the name, whatever its accents and case. */
export function findTiles(tiles: readonly WallTile[], text: string): WallTile[] {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase();
  const wanted = plain(text.trim());
  return wanted === '' ? [] : tiles.filter((tile) => plain(tile.name).includes(wanted));
}

/** The neighbour of `current` in a list, for J and K; the first (or last) when nothing is chosen. */
export function neighbour(order: readonly string[], current: string | null, step: 1 | -1): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  if (at < 0) return (step === 1 ? order[0] : order.at(-1)) ?? null;
  return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? null;
}
