/**
 * The journal on the candidate's disk. `append` returns only after the entry is flushed (SQLite, WAL,
 * synchronous=FULL); what has not returned does not exist, and the screen says "Saved" only afterwards.
 */
import { DatabaseSync } from 'node:sqlite';
import { appendCandidate, emptyHead, type Head, headOf } from '../../../shared/journal/chain.ts';
import {
  type At,
  type CandidateEntry,
  type CandidateNote,
  candidateBodies,
  type Entry,
  type PicturePurpose,
  type ServerEntry,
} from '../../../shared/journal/entry.ts';

/** Small facts about the sitting; `Crypt` seals those that are secret before they come here. */
export type Meta = 'code' | 'key' | 'server' | 'launch' | 'form' | `form-${number}` | 'receipt' | 'enrolment' | 'evidence-key';
export type QueuedPicture = {
  hash: string;
  purpose: PicturePurpose | 'still' | 'clip' | 'answer';
  takenAt: number;
  bytes: Uint8Array;
};

/** Well below what the server takes in one message. */
const MAX_BATCH_BYTES = 1_000_000;
/**
 * Clips beyond so many bytes, and stills beyond so many, are shed, oldest first; answers, signals, check-in pictures and
 * files of answers never are.
 */
const MAX_CLIP_BYTES = 60_000_000;
const MAX_STILLS = 120;

export function openJournalStore(file: string) {
  const db = new DatabaseSync(file, { timeout: 5000 });
  db.exec(`pragma journal_mode=wal; pragma synchronous=full;
    create table if not exists meta (name text primary key, value text not null) strict;
    create table if not exists entry (
      position integer primary key, lane text not null, seq integer not null, hash text not null, entry text not null,
      unique (lane, seq)) strict;
    create table if not exists picture (
      hash text primary key, purpose text not null, taken_at integer not null, bytes blob not null) strict;`);
  const getMeta = db.prepare('select value from meta where name = ?');
  const setMeta = db.prepare('insert into meta values (?, ?) on conflict (name) do update set value = excluded.value');
  const insert = db.prepare('insert into entry (lane, seq, hash, entry) values (?, ?, ?, ?)');
  const last = db.prepare('select seq, hash from entry where lane = ? order by seq desc limit 1');
  const after = db.prepare("select entry from entry where lane = 'candidate' and seq > ? order by seq limit ?");
  const at = db.prepare("select hash from entry where lane = 'candidate' and seq = ?");
  const all = db.prepare('select entry from entry order by position');
  const putPicture = db.prepare('insert or ignore into picture values (?, ?, ?, ?)');
  const shed = db.prepare(`delete from picture where purpose = 'still' and hash not in
    (select hash from picture where purpose = 'still' order by taken_at desc limit ${MAX_STILLS})`);
  const shedClips = db.prepare(`delete from picture where purpose = 'clip' and hash in (
    select hash from (select hash, sum(length(bytes)) over (order by taken_at desc, hash) as total from picture where purpose = 'clip')
    where total > ${MAX_CLIP_BYTES})`);
  const nextPicture = db.prepare(
    `select hash, purpose, taken_at as takenAt, bytes from picture
     where purpose not in (select value from json_each(?))
     order by purpose = 'clip', purpose = 'still', taken_at limit 1`,
  );
  const dropMeta = db.prepare('delete from meta where name = ?');
  const dropPicture = db.prepare('delete from picture where hash = ?');

  const head = (sitting: string, lane: 'candidate' | 'server'): Head => {
    const row = last.get(lane);
    return row ? { seq: Number(row.seq), hash: String(row.hash) } : emptyHead(sitting, lane);
  };
  return {
    meta(name: Meta): string | null {
      const row = getMeta.get(name);
      return row ? String(row.value) : null;
    },
    setMeta(name: Meta, value: string): void {
      setMeta.run(name, value);
    },
    dropMeta: (name: Meta): void => void dropMeta.run(name),
    head,
    /** Makes and durably stores the next entry of the candidate's lane. Throws, and stores nothing, when its body is malformed. */
    append(sitting: string, made: At, note: CandidateNote): CandidateEntry {
      // An entry that the server would not read could never be sent, nor anything after it.
      candidateBodies[note.kind].parse(note.body);
      const entry = appendCandidate(sitting, head(sitting, 'candidate'), made, note);
      insert.run('candidate', entry.seq, entry.hash, JSON.stringify(entry));
      return entry;
    },
    /** Stores acts that were checked to continue the server's lane. */
    putActs(entries: readonly ServerEntry[]): void {
      db.exec('begin immediate');
      for (const entry of entries) insert.run('server', entry.seq, headOf(entry).hash, JSON.stringify(entry));
      db.exec('commit');
    },
    /** The hash stored here under a number of the candidate's lane. */
    hashAt(seq: number): string | null {
      const row = at.get(seq);
      return row ? String(row.hash) : null;
    },
    /** The candidate's entries after `seq`, oldest first: as many as one message may hold, at least one. */
    waiting(seq: number, limit: number): CandidateEntry[] {
      const entries: CandidateEntry[] = [];
      let bytes = 0;
      for (const row of after.iterate(seq, limit)) {
        const text = String(row.entry);
        bytes += Buffer.byteLength(text);
        if (entries.length > 0 && bytes > MAX_BATCH_BYTES) break;
        entries.push(JSON.parse(text) as CandidateEntry);
      }
      return entries;
    },
    /** Everything in the order it was stored here, for replay. Written by this program alone, hence trusted. */
    entries: (): Entry[] => all.all().map((row) => JSON.parse(String(row.entry)) as Entry),
    queuePicture({ hash, purpose, takenAt, bytes }: QueuedPicture): void {
      putPicture.run(hash, purpose, takenAt, bytes);
      if (purpose === 'still') shed.run();
      if (purpose === 'clip') shedClips.run();
    },
    /** What goes next, or null: check-in pictures and files of answers, then stills, then clips; `not` names what must wait. */
    nextPicture: (not: readonly QueuedPicture['purpose'][] = []): QueuedPicture | null =>
      (nextPicture.get(JSON.stringify(not)) as QueuedPicture | undefined) ?? null,
    dropPicture: (hash: string): void => void dropPicture.run(hash),
    close: (): void => db.close(),
  };
}
export type JournalStore = ReturnType<typeof openJournalStore>;
