/**
 * The undo journal: before the client changes anything of the machine, it writes down how to put it back, and only then acts.
 *
 * One file per run of the client, one line per event: the first 16 hex digits of the SHA-256 of the JSON, a space, the JSON.
 * `run` comes first; `planned` is on the disk before its act; `undone` follows once it was put back. A line that a kill tore
 * or a disk damaged fails its digest, is counted, and the others still hold.
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

/** How to put one thing back. Undoing twice is the same as once. */
export const UndoStep = z.discriminatedUnion('kind', [
  /** The text that was on the clipboard, sealed under the run's key. */
  z.object({ kind: z.literal('clipboard'), sealed: z.string() }),
  /** A setting of the desktop and its value, as the desktop spells it. */
  z.object({ kind: z.literal('setting'), schema: z.string(), key: z.string(), former: z.string() }),
]);
export type UndoStep = z.infer<typeof UndoStep>;

const Seq = z.number().check(z.int(), z.minimum(1));
const Line = z.discriminatedUnion('kind', [
  /** `boot` names the running of the operating system; `key` is the run's key, sealed by the system for the next start. */
  z.object({ kind: z.literal('run'), boot: z.string(), key: z.string() }),
  z.object({ kind: z.literal('planned'), seq: Seq, step: UndoStep }),
  z.object({ kind: z.literal('undone'), seq: Seq }),
]);
export type Line = z.infer<typeof Line>;
export type Planned = Extract<Line, { kind: 'planned' }>;

const digestOf = (json: string): string => createHash('sha256').update(json).digest('hex').slice(0, 16);

export function spell(line: Line): string {
  const json = JSON.stringify(line);
  return `${digestOf(json)} ${json}\n`;
}

function readLine(text: string): Line | null {
  const json = text.slice(17);
  if (text[16] !== ' ' || digestOf(json) !== text.slice(0, 16)) return null;
  const line = Line.safeParse(JSON.parse(json));
  return line.success ? line.data : null;
}

export type Journal = {
  /** Null when its line cannot be read. */
  run: Extract<Line, { kind: 'run' }> | null;
  /** What is still to be put back, the newest change first. */
  open: Planned[];
  /** Lines that cannot be read. A last line without its end is none: its act never began. */
  damaged: number;
};

/** Reads whatever can be read of a journal; never throws. */
export function readJournal(text: string): Journal {
  const pieces = text.split('\n');
  const torn = pieces.pop() ?? '';
  const lines = pieces.filter((piece) => piece !== '').map(readLine);
  const known = lines.filter((line) => line !== null);
  const undone = new Set(known.flatMap((line) => (line.kind === 'undone' ? [line.seq] : [])));
  const last = torn === '' ? null : readLine(torn);
  const all = last ? [...known, last] : known;
  return {
    run: all.find((line) => line.kind === 'run') ?? null,
    open: all.filter((line) => line.kind === 'planned' && !undone.has(line.seq)).reverse() as Planned[],
    damaged: lines.length - known.length,
  };
}

/** Appends a line to a file; what has returned is on the disk. Replaced in tests that kill in between. */
export type Append = (file: string, text: string) => void;

/** Flushes the file, and its folder as well, so that a new file's name survives a power cut. Windows has no such flush for folders. */
export const append: Append = (file, text) => {
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (process.platform === 'win32') return;
  const folder = openSync(path.dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};
