/** A sitting in memory: its facts, both heads, and the state folded from its journal. Rebuilt by replay at any time. */
import { emptyHead, type Head, headOf, type Verify } from '../../shared/journal/chain.ts';
import type { At, Entry } from '../../shared/journal/entry.ts';
import { CandidateEntry as CandidateEntrySchema, ServerEntry as ServerEntrySchema } from '../../shared/journal/entry.ts';
import { EffectivePolicy } from '../../shared/policy/policy.ts';
import { fold } from '../../shared/sitting/fold.ts';
import { newSitting, type Sitting } from '../../shared/sitting/state.ts';
import type { Db } from '../platform/database/database.ts';
import { verifierOf } from '../platform/keys.ts';
import { parse } from '../platform/parse.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type Interruption, interruptionBefore, type Offsets, withOffset } from './restore.ts';

export type Facts = {
  id: string;
  registration: string;
  learner: string;
  name: string;
  country: string;
  exam: string;
  window: string;
  place: number;
  policy: EffectivePolicy;
  seed: string;
};
export type Live = {
  facts: Facts;
  verify: Verify;
  heads: { candidate: Head; server: Head };
  state: Sitting;
  offsets: Offsets;
  /** When the candidate's head was stored; null before the first entry. */
  storedAt: number | null;
  /** Interruptions that still need the server's `time-restored`. */
  owed: Interruption[];
  /** When the candidate's newest entry was made. */
  last: At | null;
};
export type StoredEntry = { entry: Entry; storedAt: number };

/** Takes one entry into the sitting in memory; also notices an interruption that needs settling. */
export function take(live: Live, entry: Entry, storedAt: number): Live {
  const state = fold(live.state, entry);
  if (entry.lane === 'server') {
    const { kind, body } = entry;
    const owed = kind === 'time-restored' ? live.owed.filter((gap) => gap.boot !== body.boot) : live.owed;
    return { ...live, state, owed, heads: { ...live.heads, server: headOf(entry) } };
  }
  const offsets = withOffset(live.offsets, entry.at.boot, storedAt, entry.at.wall);
  const gap = interruptionBefore(live.state.clock, entry.at);
  const owed = gap ? [...live.owed, gap] : live.owed;
  return { ...live, state, offsets, storedAt, owed, last: entry.at, heads: { ...live.heads, candidate: headOf(entry) } };
}

/** All entries of both lanes in the order they were stored. */
export async function storedEntries(db: Db, sitting: string): Promise<StoredEntry[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .select(['lane', 'entry', 'stored_at'])
    .where('sitting', '=', sitting)
    .orderBy('position')
    .execute();
  return rows.map(({ lane, entry, stored_at }) => {
    const schema = lane === 'server' ? ServerEntrySchema : CandidateEntrySchema;
    return { entry: parse(schema, JSON.parse(entry), 'stored entry'), storedAt: stored_at };
  });
}

/** @throws ProblemError `not-found` */
export async function replay(db: Db, id: string): Promise<Live> {
  const row = await db.selectFrom('sitting').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemError('not-found', `There is no sitting ${id}.`);
  const policy = parse(EffectivePolicy, JSON.parse(row.policy), 'stored policy');
  const { registration, learner, name, country, exam, window, place, seed } = row;
  let live: Live = {
    facts: { id, registration, learner, name, country, exam, window, place, policy, seed },
    verify: verifierOf(row.public_key),
    heads: { candidate: emptyHead(id, 'candidate'), server: emptyHead(id, 'server') },
    state: newSitting(policy),
    offsets: new Map(),
    storedAt: null,
    owed: [],
    last: null,
  };
  for (const { entry, storedAt } of await storedEntries(db, id)) live = take(live, entry, storedAt);
  return live;
}
