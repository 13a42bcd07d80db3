/** The wall: every sitting's tile in memory, changes gathered and pushed at most every half second, with versions. */
import type { WallTile, WallUpdate } from '../../shared/contract/console.ts';
import type { SignalKind } from '../../shared/journal/entry.ts';
import { heldAmong } from '../../shared/preflight/gates.ts';
import type { Log } from '../platform/log.ts';
import { type Review, technicalSignals } from '../review/index.ts';
import type { Sittings } from '../sittings/index.ts';
import { tileOf } from './tile.ts';

export const COALESCE_MS = 500;

export type WallOptions = {
  sittings: Sittings;
  review: Review;
  log: Log;
  now: () => number;
  formOf: (sitting: string) => Promise<{ order: Record<string, number>; questions: number }>;
};

export function createWall({ sittings, review, log, now, formOf }: WallOptions) {
  const tiles = new Map<string, WallTile>();
  const technical = new Map<string, { signal: SignalKind; to: number }>();
  const stills = new Map<string, string>();
  const changed = new Set<string>();
  const listeners: ((update: WallUpdate) => void)[] = [];
  let version = 0;
  let timer: NodeJS.Timeout | null = null;
  let drawing: Promise<void> | null = null;

  const draw = async (sitting: string): Promise<WallTile> => {
    const [live, incidents, form] = await Promise.all([
      sittings.journal.live(sitting),
      review.incidentsOf(sitting),
      formOf(sitting),
    ]);
    const { stage } = live.state;
    const held = stage === 'check-in' || stage === 'waiting' ? heldAmong(await sittings.gatesOf(sitting)) : [];
    return tileOf(live, {
      now: now(),
      online: sittings.presence.isOnline(sitting),
      lastSeen: sittings.presence.lastSeen(sitting) ?? live.storedAt,
      incidents,
      technical: technical.get(sitting) ?? null,
      still: stills.get(sitting) ?? null,
      held,
      ...form,
    });
  };

  const redraw = async (): Promise<void> => {
    const due = [...changed];
    changed.clear();
    const fresh: WallTile[] = [];
    for (const sitting of due) {
      const tile = await draw(sitting);
      if (JSON.stringify(tile) === JSON.stringify(tiles.get(sitting))) continue;
      tiles.set(sitting, tile);
      fresh.push(tile);
    }
    if (fresh.length === 0) return;
    version += 1;
    for (const listener of listeners) listener({ version, full: false, tiles: fresh });
  };
  const touch = (sitting: string): void => {
    changed.add(sitting);
    timer ??= setTimeout(() => {
      timer = null;
      drawing = redraw().catch((error: unknown) => log.error({ err: error }, 'the wall could not be redrawn'));
    }, COALESCE_MS);
  };

  sittings.presence.onChange(touch);
  review.onDecided(async (sitting) => touch(sitting));
  sittings.journal.onCommitted(({ live, entries }) => {
    for (const entry of entries) {
      if (entry.kind === 'signal' && technicalSignals.has(entry.body.signal)) technical.set(live.facts.id, entry.body);
    }
    touch(live.facts.id);
  });
  sittings.pictures.onStored((sitting, { purpose, hash }) => {
    if (purpose === 'document' || purpose === 'room') return;
    stills.set(sitting, hash);
    touch(sitting);
  });
  // Estimates and the freshness of incidents change by themselves.
  const minute = setInterval(() => {
    for (const [sitting, tile] of tiles) if (tile.level !== 'over') touch(sitting);
  }, 15_000);

  return {
    onUpdate: (listener: (update: WallUpdate) => void): void => void listeners.push(listener),
    draw,
    full: (): WallUpdate => ({ version, full: true, tiles: [...tiles.values()].toSorted((a, b) => a.place - b.place) }),
    /** Draws every sitting once; call at start, after review has caught up. */
    async fill(): Promise<void> {
      for (const { id } of await sittings.ids()) {
        const pictures = await sittings.pictures.of(id);
        const still = pictures.findLast(({ purpose }) => purpose === 'still' || purpose === 'portrait');
        if (still) stills.set(id, still.hash);
        tiles.set(id, await draw(id));
      }
      version += 1;
    },
    async stop(): Promise<void> {
      clearInterval(minute);
      if (timer) clearTimeout(timer);
      await drawing;
    },
  };
}
export type Wall = ReturnType<typeof createWall>;
