/** Puts back what a run left changed that ended without doing so itself. The watchdog does this at once, the next start again. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Append, append, readJournal, spell } from './journal.ts';
import { unseal } from './seal.ts';
import { type Tools, undoStep } from './tools.ts';

export type RecoverOptions = {
  folder: string;
  tools: Tools;
  /** Names the present running of the operating system. */
  boot: string;
  /** The run's key: the watchdog got it from the run itself, the next start unseals what the journal holds. */
  keyOf: (sealed: string) => string;
  /** One journal alone; all of the folder without it. */
  only?: string;
  write?: Append;
};
/** What became of one journal. `failed` names what is still changed, in words. */
export type Recovered = { undone: number; failed: string[]; damaged: number };

const claimed = /^(undo-[\w-]+\.jsonl)(?:\.(\d+))?$/;
/** Longer than any undo takes. */
const WAIT_MS = 5_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Takes a journal for this process alone, by its name. False when another process had it, and has finished. */
async function claim(folder: string, name: string, own: string): Promise<boolean> {
  const [, , holder] = claimed.exec(name) ?? [];
  const file = path.join(folder, name);
  if (holder !== undefined && Number(holder) !== process.pid) {
    for (let waited = 0; waited < WAIT_MS && existsSync(file) && isAlive(Number(holder)); waited += 50) await delay(50);
  }
  try {
    renameSync(file, path.join(folder, own));
    return true;
  } catch {
    return false;
  }
}

async function recoverOne(file: string, { tools, boot, keyOf, write = append }: RecoverOptions): Promise<Recovered> {
  const { run, open, damaged } = readJournal(readFileSync(file, 'utf8'));
  let key: string | null = null;
  try {
    key = run && keyOf(run.key);
  } catch {
    // The system's own store of secrets is gone or changed: what is sealed is lost, everything else is put back.
  }
  // A journal without its first line is believed to be of today: better a clipboard emptied than one that shows the exam.
  const facts = {
    unseal: key === null ? null : (sealed: string) => unseal(key, sealed),
    sameBoot: run === null || run.boot === boot,
  };
  const failed: string[] = [];
  for (const { seq, step } of open) {
    try {
      await undoStep(step, tools, facts);
      write(file, spell({ kind: 'undone', seq }));
    } catch (error) {
      failed.push(`${step.kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { undone: open.length - failed.length, failed, damaged };
}

/**
 * Puts back everything that is written down in `folder`, one process at a time. A journal that is done is removed; one with
 * damaged lines is kept beside under `damaged-…` for people to look at; one that failed is tried again at the next start.
 */
export async function recover(options: RecoverOptions): Promise<Recovered[]> {
  const { folder, only } = options;
  const results: Recovered[] = [];
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names) {
    const [, base] = claimed.exec(name) ?? [];
    if (base === undefined || (only !== undefined && base !== path.basename(only))) continue;
    const own = `${base}.${process.pid}`;
    if (!(await claim(folder, name, own))) continue;
    const file = path.join(folder, own);
    const result = await recoverOne(file, options);
    results.push(result);
    if (result.failed.length > 0) renameSync(file, path.join(folder, base));
    else if (result.damaged > 0) renameSync(file, path.join(folder, `damaged-${base}`));
    else rmSync(file);
  }
  return results;
}

/** What became of a former run's changes, for the log; null when there were none. */
export function wordsOf(results: readonly Recovered[]): string | null {
  if (results.length === 0) return null;
  const sum = (pick: (one: Recovered) => number): number => results.reduce((total, one) => total + pick(one), 0);
  const failed = results.flatMap((one) => one.failed);
  const parts = [`undo: ${sum((one) => one.undone)} changes of a former run were put back`];
  if (sum((one) => one.damaged) > 0) parts.push(`${sum((one) => one.damaged)} lines of its journal cannot be read`);
  if (failed.length > 0) parts.push(`still to be put back: ${failed.join('; ')}`);
  return parts.join('; ');
}
