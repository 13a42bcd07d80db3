/**
 * The server's end of the journal: judge, commit durably, acknowledge, tell the others.
 * One sitting's batches and acts go one after another; different sittings share group commits.
 */
import { MAX_BATCH, type Receipt, type SignedActs } from '../../shared/contract/candidate.ts';
import { type Batch, judgeBatch } from '../../shared/journal/accept.ts';
import { appendServer, headMessage, receiptMessage, withhold } from '../../shared/journal/chain.ts';
import type { Entry, ServerEntry, ServerNote } from '../../shared/journal/entry.ts';
import { ServerEntry as ServerEntrySchema } from '../../shared/journal/entry.ts';
import type { Database } from '../platform/database/database.ts';
import type { Unit, Write } from '../platform/database/group-writer.ts';
import type { SigningKey } from '../platform/keys.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import { parse } from '../platform/parse.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { createSerially } from '../platform/serially.ts';
import { type Live, replay, take } from './live.ts';
import { settlement } from './restore.ts';
import { requireSane, settledSoFar } from './sane.ts';

/** What was just committed, with the sitting before and after it. Listeners run in order and may append acts. */
export type Committed = { before: Live; live: Live; entries: readonly Entry[] };
export type Listener = (committed: Committed) => void | Promise<void>;

const entryColumns = ['sitting', 'lane', 'seq', 'position', 'kind', 'entry', 'hash', 'stored_at'] as const;

export type JournalOptions = { database: Database; key: SigningKey; metrics: Metrics; log: Log; now: () => number };

export function createJournal({ database, key, metrics, log, now }: JournalOptions) {
  const { db, writer } = database;
  const serially = createSerially();
  const cache = new Map<string, Live>();
  const loading = new Map<string, Promise<Live>>();
  const listeners: Listener[] = [];
  const boot = `server-${now().toString(36)}`;

  /** Whoever needs a sitting that is not in memory waits for the same replay, so that none can finish behind a newer state. */
  const load = async (id: string): Promise<Live> => {
    const known = cache.get(id);
    if (known) return known;
    const replaying = loading.get(id) ?? replay(db, id).finally(() => loading.delete(id));
    loading.set(id, replaying);
    const live = await replaying;
    if (!cache.has(id)) cache.set(id, live);
    return cache.get(id) ?? live;
  };

  const store = async (
    before: Live,
    entries: readonly Entry[],
    from: { lane: string; seq: number; signature: string },
  ): Promise<Live> => {
    const { id } = before.facts;
    const storedAt = now();
    const live = entries.reduce((sitting, entry) => take(sitting, entry, storedAt), before);
    const stored = before.heads.candidate.seq + before.heads.server.seq;
    const rows = entries.map((e, i) => [id, e.lane, e.seq, stored + i + 1, e.kind, JSON.stringify(e), e.hash, storedAt]);
    const last = entries.at(-1);
    if (!last) return before;
    const head: Write = {
      changeOne: 'update journal_head set seq = ?, hash = ?, signature = ? where sitting = ? and lane = ? and seq = ?',
      values: [last.seq, last.hash, from.signature, id, from.lane, from.seq],
    };
    const columns: Write = {
      changeOne: 'update sitting set stage = ?, last_seen = ? where id = ?',
      values: [live.state.stage, storedAt, id],
    };
    const unit: Unit = [{ insert: 'journal_entry', columns: entryColumns, rows }, head, columns];
    const stop = metrics.commit.startTimer();
    metrics.queue.set(writer.depth());
    try {
      await writer.write(unit);
    } catch (error) {
      // Whatever stopped the commit, what is in memory may now be behind what is stored.
      cache.delete(id);
      behind.add(id);
      throw error;
    }
    stop();
    metrics.entries.inc(entries.length);
    cache.set(id, live);
    return live;
  };

  /** Sittings whose listeners missed something; `takeBehind` hands them to whoever makes up for it. */
  const behind = new Set<string>();
  const tell = async (committed: Committed): Promise<void> => {
    const { id } = committed.live.facts;
    try {
      for (const listener of listeners) await listener(committed);
    } catch (error) {
      // What comes after a failed listener must not act on what it has not seen.
      behind.add(id);
      log.error({ err: error, sitting: id }, 'what follows from a journal entry failed; it is made up for shortly');
    }
  };

  const signReceipt = (live: Live): Receipt | null => {
    if (live.storedAt === null) return null;
    const { seq, hash } = live.heads.candidate;
    const message = receiptMessage(live.facts.id, { seq, hash }, live.storedAt);
    return { seq, hash, storedAt: live.storedAt, signature: key.sign(message) };
  };

  const signActs = (live: Live, entries: ServerEntry[]): SignedActs => ({
    entries: entries.map(withhold),
    signature: key.sign(headMessage(live.facts.id, 'server', live.heads.server)),
  });

  const storedHashes = async (id: string, from: number, to: number): Promise<Map<number, string>> => {
    if (from > to) return new Map();
    const rows = await db
      .selectFrom('journal_entry')
      .select(['seq', 'hash'])
      .where('sitting', '=', id)
      .where('lane', '=', 'candidate')
      .where('seq', '>=', from)
      .where('seq', '<=', to)
      .execute();
    return new Map(rows.map((row) => [row.seq, row.hash]));
  };

  const appendAct = async (id: string, note: ServerNote): Promise<ServerEntry> => {
    const before = await load(id);
    const entry = appendServer(id, before.heads.server, { wall: now(), mono: performance.now(), boot }, note);
    const live = await store(before, [entry], {
      lane: 'server',
      seq: before.heads.server.seq,
      signature: key.sign(headMessage(id, 'server', entry)),
    });
    await tell({ before, live, entries: [entry] });
    return entry;
  };

  const settleOwed = async (id: string): Promise<void> => {
    for (const gap of (await load(id)).owed) {
      const { state, offsets } = await load(id);
      await appendAct(id, { kind: 'time-restored', body: settlement(settledSoFar(state), offsets, gap) });
    }
  };

  const serve = {
    onCommitted(listener: Listener): void {
      listeners.push(listener);
    },
    /** The sitting as it is committed; also within a listener. */
    live: load,
    /**
     * Stores a batch once, whatever was sent twice.
     * @throws ProblemError with the fault's code, the place and the highest stored sequence number; nothing is changed
     */
    accept: (id: string, batch: Batch): Promise<Receipt> =>
      serially(id, async () => {
        const before = await load(id);
        const head = before.heads.candidate;
        const hashes = await storedHashes(id, batch.from, Math.min(head.seq, batch.from + batch.entries.length - 1));
        const verdict = judgeBatch(id, head, batch, before.verify, (seq) => hashes.get(seq));
        if (!verdict.ok) throw refusal(verdict.fault, verdict.seq, head.seq);
        requireSane(before, verdict.fresh);
        metrics.repeated.inc(verdict.repeated);
        const live = await store(before, verdict.fresh, { lane: 'candidate', seq: head.seq, signature: batch.signature });
        if (verdict.fresh.length > 0) {
          await tell({ before, live, entries: verdict.fresh });
          // A full batch means that more is waiting there; the offsets are known best when all of it is here.
          if (batch.entries.length < MAX_BATCH) await settleOwed(id);
        }
        const receipt = signReceipt(live);
        if (!receipt) throw new Error('A batch was stored without a receipt.');
        return receipt;
      }),
    act: (id: string, decide: (live: Live) => ServerNote): Promise<ServerEntry> =>
      serially(id, async () => appendAct(id, decide(await load(id)))),
    /** For listeners, which already run inside the sitting's turn. */
    actWithin: appendAct,
    receipt: async (id: string): Promise<Receipt | null> => signReceipt(await serve.live(id)),
    async actsAfter(id: string, seq: number): Promise<SignedActs | null> {
      const live = await serve.live(id);
      if (seq >= live.heads.server.seq) return null;
      const rows = await db
        .selectFrom('journal_entry')
        .select('entry')
        .where('sitting', '=', id)
        .where('lane', '=', 'server')
        .where('seq', '>', seq)
        .where('seq', '<=', live.heads.server.seq)
        .orderBy('seq')
        .execute();
      return signActs(
        live,
        rows.map((row) => parse(ServerEntrySchema, JSON.parse(row.entry), 'stored entry')),
      );
    },
    signActs,
    forget: (id: string): void => void cache.delete(id),
    /** Whether listeners may have missed entries of this sitting. */
    isBehind: (id: string): boolean => behind.has(id),
    /** The sittings to make up for, once each. */
    takeBehind(): string[] {
      const ids = [...behind];
      behind.clear();
      return ids;
    },
  };
  return serve;
}
export type Journal = ReturnType<typeof createJournal>;

const faults = {
  gap: 'Entries are missing before this batch.',
  fork: 'An entry with this number but another content is already stored. Two computers may be writing for one sitting.',
  'bad-chain': 'An entry does not fit its hash.',
  'bad-signature': "The signature is not from this sitting's key.",
  'wrong-sequence': 'The entries are not numbered one after another.',
} as const;

const refusal = (fault: keyof typeof faults, seq: number, acked: number): ProblemError =>
  new ProblemError(fault, `${faults[fault]} Nothing of this batch was stored; go on from entry ${acked + 1}.`, {
    place: `entry ${seq}`,
    acked,
  });
