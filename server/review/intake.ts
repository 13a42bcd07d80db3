/** Reads committed journal entries into incidents, each exactly once: progress moves in the same transaction. */
import { digest } from '../../shared/journal/chain.ts';
import type { Entry } from '../../shared/journal/entry.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Live } from '../sittings/index.ts';
import { groupSignal, type Incident, technicalSignals } from './incidents.ts';

export async function incidentsOf(db: Db | Trx, sitting: string): Promise<Incident[]> {
  const rows = await db
    .selectFrom('incident')
    .selectAll()
    .where('sitting', '=', sitting)
    .orderBy('from_wall')
    .orderBy('id')
    .execute();
  return rows.map(({ from_wall, to_wall, sitting: _, ...row }) => ({ ...row, from: from_wall, to: to_wall }));
}

async function put(trx: Trx, sitting: string, { from, to, ...incident }: Incident): Promise<void> {
  const row = { ...incident, sitting, from_wall: from, to_wall: to };
  await trx
    .insertInto('incident')
    .values(row)
    .onConflict((c) => c.column('id').doUpdateSet({ from_wall: from, to_wall: to, signals: incident.signals }))
    .execute();
}

const raises = (entry: Entry, live: Live): boolean => {
  // Ending somebody's exam is for reviewers to judge as well: it holds the result like any other incident.
  if (entry.kind === 'noted' || entry.kind === 'terminated') return true;
  if (entry.kind !== 'signal') return false;
  return !technicalSignals.has(entry.body.signal) && !live.facts.policy.muted.includes(entry.body.signal);
};

const wordsOf = (entry: Entry): string | null => {
  if (entry.kind === 'terminated') return entry.body.reason;
  return entry.kind === 'noted' && 'text' in entry.body ? entry.body.text : null;
};

/**
 * Takes entries that lie after what was read before.
 * @returns whether an incident was raised or has grown
 * @param positioned the entries with their place in the order of storing
 */
export async function takeIn(db: Db, live: Live, positioned: readonly { position: number; entry: Entry }[]): Promise<boolean> {
  const last = positioned.at(-1)?.position ?? 0;
  if (!positioned.some(({ entry }) => raises(entry, live))) return false;
  const sitting = live.facts.id;
  return await db.transaction().execute(async (trx) => {
    let raised = false;
    const progress = await trx.selectFrom('review_progress').select('position').where('sitting', '=', sitting).executeTakeFirst();
    const read = progress?.position ?? 0;
    for (const { position, entry } of positioned) {
      if (position <= read || !raises(entry, live)) continue;
      raised = true;
      const id = digest([sitting, entry.lane, entry.seq]).slice(0, 32);
      if (entry.kind === 'signal') {
        await put(trx, sitting, groupSignal(await incidentsOf(trx, sitting), { ...entry.body, seq: entry.seq }, id));
      } else {
        const { wall } = entry.at;
        await put(trx, sitting, {
          id,
          cause: 'proctor-note',
          from: wall,
          to: wall,
          signals: 1,
          state: 'open',
          note: wordsOf(entry),
        });
      }
    }
    await trx
      .insertInto('review_progress')
      .values({ sitting, position: Math.max(read, last) })
      .onConflict((c) => c.column('sitting').doUpdateSet({ position: Math.max(read, last) }))
      .execute();
    return raised;
  });
}
