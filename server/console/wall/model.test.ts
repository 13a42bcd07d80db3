import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WallLevel, type WallTile } from '../../../shared/contract/console.ts';
import { people } from '../preview/people.ts';
import {
  applyUpdate,
  attention,
  byPlace,
  countLevels,
  emptyWall,
  findTiles,
  levels,
  neighbour,
  rowsOf,
  type Wall,
  waiting,
} from './model.ts';
import { stepIn } from './stepIn.ts';

const tiles = people(1_000_000_000);
const full: Wall = applyUpdate(emptyWall, { version: 7, full: true, tiles });
const first = tiles[0] as WallTile;
const change = fc.record({
  at: fc.nat(tiles.length - 1),
  level: fc.constantFrom(...WallLevel.options),
  since: fc.option(fc.nat(1_000_000)),
});

describe('the wall', () => {
  it('keeps everyone in their place whatever changes about them', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const wall = changes.reduce(
          (before, { at, ...rest }, n) =>
            applyUpdate(before, { version: 8 + n, full: false, tiles: [{ ...(tiles[at] as WallTile), ...rest }] }),
          full,
        );
        expect(byPlace(wall).map((tile) => tile.sitting)).toEqual(tiles.map((tile) => tile.sitting));
      }),
    );
  });

  it('leaves an update out that is not newer, and takes any full one', () => {
    const stale = { ...first, name: 'stale' };
    expect(applyUpdate(full, { version: 7, full: false, tiles: [stale] })).toBe(full);
    expect(applyUpdate(full, { version: 6, full: false, tiles: [stale] })).toBe(full);
    const restarted = applyUpdate(full, { version: 1, full: true, tiles: [stale] });
    expect([...restarted.tiles.values()]).toEqual([stale]);
    expect(applyUpdate(restarted, { version: 2, full: false, tiles: [first] }).tiles.get(first.sitting)).toEqual(first);
  });

  it('lists by level, then the longest waiting first, and only who needs someone', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const list = attention(changes.map(({ at, ...rest }) => ({ ...(tiles[at] as WallTile), ...rest })));
        expect(list.every((tile) => tile.level !== 'quiet' && tile.level !== 'over')).toBe(true);
        for (const [at, tile] of list.entries()) {
          const next = list[at + 1];
          if (!next) continue;
          expect(levels.indexOf(tile.level)).toBeLessThanOrEqual(levels.indexOf(next.level));
          if (tile.level === next.level && next.since !== null) expect(tile.since).toBeLessThanOrEqual(next.since);
        }
      }),
    );
  });

  it('counts every tile once', () => {
    expect(Object.values(countLevels(tiles)).reduce((a, b) => a + b)).toBe(tiles.length);
  });

  it('counts as waiting what a held list does not show at its level', () => {
    const held = rowsOf(tiles);
    expect(waiting(held, held)).toBe(0);
    expect(waiting(held, rowsOf(tiles.map((tile) => (tile.place === 3 ? { ...tile, level: 'now' } : tile))))).toBe(1);
    expect(waiting(held, [])).toBe(0);
  });

  it('finds by part of a name without its accents', () => {
    expect(findTiles(tiles, 'lucia').map((tile) => tile.name)).toEqual(['Lucía Mendoza']);
    expect(findTiles(tiles, '  ')).toEqual([]);
  });

  it('walks the list and stays at its ends', () => {
    expect(neighbour(['a', 'b'], null, 1)).toBe('a');
    expect(neighbour(['a', 'b'], null, -1)).toBe('b');
    expect(neighbour(['a', 'b'], 'b', 1)).toBe('b');
    expect(neighbour([], 'b', 1)).toBeNull();
  });
});

describe('arrow keys in the grid', () => {
  it('never leave it, and lead back', () => {
    const place = fc
      .integer({ min: 1, max: 200 })
      .chain((count) =>
        fc.record({
          at: fc.nat(count - 1),
          count: fc.constant(count),
          columns: fc.integer({ min: 1, max: 12 }),
          rtl: fc.boolean(),
        }),
      );
    fc.assert(
      fc.property(
        place,
        fc.constantFrom(['ArrowLeft', 'ArrowRight'], ['ArrowUp', 'ArrowDown']),
        (from, [there = '', back = '']) => {
          const to = stepIn(there, from);
          if (to === null) return;
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(from.count);
          expect(stepIn(back, { ...from, at: to })).toBe(from.at);
        },
      ),
    );
  });

  it('follow the reading direction', () => {
    const place = { at: 4, count: 10, columns: 3 };
    expect(stepIn('ArrowLeft', { ...place, rtl: false })).toBe(3);
    expect(stepIn('ArrowLeft', { ...place, rtl: true })).toBe(5);
    expect(stepIn('x', { ...place, rtl: true })).toBeNull();
  });
});
